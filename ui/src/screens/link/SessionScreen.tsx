/** One try at linking, from the provider's page to its end. Which part is shown follows the session's state alone. */
import { useTranslation } from 'react-i18next';
import type { Purpose, SessionId, SessionState, SessionView } from '../../host/bindings';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { useMoveOn } from '../../state/move-on';
import { usePlace } from '../../state/place';
import { usePage, useSessions } from '../../state/queries';
import { testIds } from '../../testids';
import { Confirm } from './Confirm';
import { Done } from './Done';
import { Ended } from './Ended';
import { Form } from './Form';
import { Opened } from './Opened';
import { FlowFrame, Sheet, SHORT_STEPS, SIGN_OUT_STEPS, STEPS, VISIT_STEPS, type Step } from './FlowFrame';
import { Visiting } from './Visiting';
import { Waiting } from './Waiting';
import { WrongAccount } from './WrongAccount';

const STEP_OF: Record<SessionState, Step> = {
  opening: 'signIn',
  at_form: 'signIn',
  submitting: 'signIn',
  at_page: 'signIn',
  visiting: 'signIn',
  redeeming: 'check',
  identifying: 'check',
  confirming: 'check',
  wrong_account: 'check',
  keeping: 'check',
  linked: 'done',
  removed: 'done',
  opened: 'done',
  cancelled: 'signIn',
  denied: 'signIn',
  timed_out: 'signIn',
  failed: 'check',
};

const STEPS_OF: Record<Purpose['kind'], readonly Step[]> = { link: STEPS, reconnect: SHORT_STEPS, remove: SHORT_STEPS, visit: VISIT_STEPS };

export function SessionScreen({ id }: { id: SessionId }) {
  const { t } = useTranslation();
  const sessions = useSessions().data;
  const session = sessions?.find((one) => one.id === id);
  const movesOn = useMoveOn(session);
  const signsOut = usePage(session)?.signs_in === false;
  if (!session) return sessions ? <Lost /> : null;
  const { kind } = session.purpose;
  const title = { link: t('link.title'), reconnect: t('link.reconnectTitle'), remove: t('link.removeTitle'), visit: signsOut ? t('visit.titleOut') : t('visit.title') }[kind];
  const step = kind === 'visit' && session.state === 'failed' ? 'signIn' : STEP_OF[session.state];
  return (
    <FlowFrame title={title} step={signsOut && step !== 'done' ? 'signOut' : step} steps={signsOut ? SIGN_OUT_STEPS : STEPS_OF[kind]}>
      {movesOn ? <Waiting session={{ ...session, state: 'keeping' }} /> : <Stage session={session} />}
    </FlowFrame>
  );
}

function Stage({ session }: { session: SessionView }) {
  switch (session.state) {
    case 'opening':
    case 'at_page':
    case 'redeeming':
    case 'identifying':
    case 'keeping':
      return <Waiting session={session} />;
    case 'visiting':
      return <Visiting session={session} />;
    case 'at_form':
    case 'submitting':
      return session.form ? <Form key={session.form.id} session={session} form={session.form} /> : <Waiting session={session} />;
    case 'confirming':
      return <Confirm session={session} />;
    case 'wrong_account':
      return <WrongAccount session={session} />;
    case 'linked':
    case 'removed':
      return <Done session={session} />;
    case 'opened':
      return <Opened session={session} />;
    case 'cancelled':
    case 'denied':
    case 'timed_out':
    case 'failed':
      return <Ended session={session} />;
  }
}

/** Sessions live as long as the app. */
function Lost() {
  const { t } = useTranslation();
  const { go } = usePlace();
  return (
    <FlowFrame title={t('link.title')} step="signIn">
      <Sheet narrow testId={testIds.session}>
        <div className="ended">
          <Icon name="question" size={28} />
          <h1 tabIndex={-1}>{t('link.ended.lost')}</h1>
          <p className="second">{t('link.ended.lostText')}</p>
          <div className="ended-actions">
            <Button look="primary" size="flow" data-testid={testIds.startAgain} onClick={() => { go({ screen: 'link' }); }}>
              {t('link.ended.again')}
            </Button>
            <Button size="flow" data-testid={testIds.toAccounts} onClick={() => { go({ screen: 'accounts' }); }}>
              {t('link.wait.toAccounts')}
            </Button>
          </div>
        </div>
      </Sheet>
    </FlowFrame>
  );
}
