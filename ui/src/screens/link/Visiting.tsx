/** A page of the provider's own is open and leads back by itself. There is nothing to do here but to wait, or to give up. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { countdown } from '../../facts/time';
import { Button } from '../../parts/Button';
import { ProviderMark } from '../../parts/Mark';
import { ProblemLine } from '../../parts/Problem';
import { useNow } from '../../state/clock';
import { useHost } from '../../state/host';
import { testIds } from '../../testids';
import { useVisitWords } from '../../words/visits';
import { Sheet } from './FlowFrame';
import './Outcome.css';

export function Visiting({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const host = useHost();
  const words = useVisitWords(session.provider);
  const show = useMutation({ mutationFn: () => host.showWindow(session.id) });
  const cancel = useMutation({ mutationFn: () => host.cancelSession(session.id) });
  const error = show.error ?? cancel.error;
  const left = Math.max(0, Date.parse(session.expires_at) - useNow(1_000));
  return (
    <Sheet narrow testId={testIds.session}>
      <div className="outcome" data-testid={testIds.visiting}>
        <header className="outcome-head">
          <ProviderMark provider={session.provider} size={34} />
          <div>
            <h1 tabIndex={-1} className="balanced">
              {words.going(session.page)}
            </h1>
            <p className="second">{session.route === 'window' ? t('visit.goingInWindow') : t('visit.goingInBrowser')}</p>
          </div>
        </header>
        {error && <ProblemLine problem={asProblem(error)} />}
        <p className="small second">{t('visit.waits', { time: countdown(left) })}</p>
      </div>
      <footer className="sheet-foot">
        {session.route === 'window' && (
          <Button size="flow" icon="window" data-testid={testIds.showWindow} onClick={() => { show.mutate(); }}>
            {t('visit.show')}
          </Button>
        )}
        <span className="fill" />
        <Button size="flow" disabled={cancel.isPending} data-testid={testIds.cancelSession} onClick={() => { cancel.mutate(); }}>
          {t('act.cancel')}
        </Button>
      </footer>
    </Sheet>
  );
}
