/** What has happened, what is awaited, and what comes. After ten seconds it says what it waits for. */
import { useTranslation } from 'react-i18next';
import type { SessionState, SessionView } from '../../host/bindings';
import { clockWithSeconds, countdown } from '../../facts/time';
import { Icon } from '../../parts/Icon';
import { useNow } from '../../state/clock';

/** From here on the screen says that waiting is all right. */
const SLOW = 10_000;
/** At the page a person is at work; that is slow only after a minute. */
const SLOW_AT_PAGE = 60_000;

interface NamedStep {
  word: string;
  /** Shown while it is awaited. */
  hint?: string;
}

/** How many of the named steps are behind, by state. */
const BEHIND: Partial<Record<SessionState, number>> = { opening: 0, at_page: 1, redeeming: 2, identifying: 3, keeping: 4 };

export function NamedSteps({ session }: { session: SessionView }) {
  const { t, i18n } = useTranslation();
  const now = useNow(1_000);
  const provider = t(`provider.${session.provider}`);
  const here = BEHIND[session.state] ?? 0;
  const waited = now - Date.parse(session.entered_at);
  const atPage = session.state === 'at_page';
  const slow = waited > (atPage ? SLOW_AT_PAGE : SLOW);
  const signIn: NamedStep = {
    word: t('link.wait.step.signIn'),
    hint: session.route === 'window' ? t('link.wait.step.signInWindow', { provider }) : t('link.wait.step.signInBrowser'),
  };
  const opened: NamedStep = { word: here === 0 ? t('link.wait.step.opening') : t('link.wait.step.opened') };
  const steps: NamedStep[] =
    session.purpose.kind === 'visit'
      ? [opened, signIn]
      : session.purpose.kind === 'remove'
      ? [opened, { ...signIn, word: t('link.wait.step.removal') }, { word: t('link.wait.step.removalDone', { provider }) }]
      : [opened, signIn, { word: t('link.wait.step.answer', { provider }) }, { word: t('link.wait.step.check'), hint: t('link.wait.step.checkHint') }, { word: t('link.wait.step.keep') }];
  return (
    <ol className="named-steps">
      {steps.map(({ word, hint }, number) => {
        const state = number < here ? 'behind' : number === here ? 'here' : 'ahead';
        return (
          <li key={word} data-state={state} data-slow={state === 'here' && slow} aria-current={state === 'here' ? 'step' : undefined}>
            <span className="named-dot">{state === 'behind' && <Icon name="check" />}</span>
            <div className="named-words">
              <p className="named-word">{word}</p>
              {state === 'here' && hint !== undefined && <p className="second small">{hint}</p>}
              {state === 'here' && slow && <p className="second small">{atPage ? t('link.wait.step.slow') : t('link.wait.step.slowChecking', { provider })}</p>}
            </div>
            <span className="named-time small quiet nowrap">
              {number === 0 && state === 'behind' && clockWithSeconds(Date.parse(session.started_at), i18n.language)}
              {state === 'here' && waited > SLOW && t('link.wait.step.waited', { time: countdown(waited) })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
