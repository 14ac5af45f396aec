/** Waiting at the provider's page, and while the answer is checked: named steps, the origin, ways on, time left. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { ProviderMark } from '../../parts/Mark';
import { ProblemLine } from '../../parts/Problem';
import { takeAnswer } from '../../state/events';
import { useHost } from '../../state/host';
import { usePlace } from '../../state/place';
import { useConnections } from '../../state/queries';
import { testIds } from '../../testids';
import { Sheet } from './FlowFrame';
import { NamedSteps } from './NamedSteps';
import { Beside } from './Beside';
import './Waiting.css';

export function Waiting({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { go, fromDesk, leaveFlow } = usePlace();
  const provider = t(`provider.${session.provider}`);
  const atPage = session.state === 'at_page' || session.state === 'opening';
  const where = session.route === 'window' ? t('link.wait.window', { provider }) : t('link.wait.browser');
  const heading = session.state === 'opening' ? t('link.wait.asking', { provider }) : atPage ? where : t('link.wait.checking', { provider });
  return (
    <>
      <Sheet testId={testIds.session}>
        <div className="waiting">
          <div className="waiting-main">
            <header className="waiting-head">
              <ProviderMark provider={session.provider} size={44} />
              <div>
                <h1 tabIndex={-1} aria-live="polite">
                  {heading}
                </h1>
                <About session={session} />
              </div>
            </header>
            <NamedSteps session={session} />
            {session.problem && <ProblemLine problem={session.problem} />}
            <WaitingActions session={session} atPage={atPage} />
          </div>
          {session.state !== 'opening' && <Beside session={session} atPage={atPage} />}
        </div>
      </Sheet>
      <p className="waiting-leave">
        <Icon name="bell" />
        <span>{fromDesk ? t('desk.leave') : t('link.wait.leave')}</span>
        <Button look="quiet" size="row" className="waiting-leave-go" data-testid={testIds.toAccounts} onClick={() => { if (fromDesk) leaveFlow(); else go({ screen: 'accounts' }); }}>
          {fromDesk ? t('desk.back') : t('link.wait.toAccounts')}
        </Button>
      </p>
    </>
  );
}

/** Reconnecting: which account it is about, and why. */
function About({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const connections = useConnections().data;
  const { purpose } = session;
  const connection = purpose.kind === 'link' ? undefined : connections?.find(({ id }) => id === purpose.connection);
  if (!connection) return null;
  const who = t('link.wait.reconnecting', { label: connection.label, identity: [connection.identity.name, connection.identity.masked].join(' ') });
  return (
    <p className="second">
      {who}
      {connection.reason !== null && <> · {t(`reason.${connection.reason}`)}</>}
    </p>
  );
}

function WaitingActions({ session, atPage }: { session: SessionView; atPage: boolean }) {
  const { t } = useTranslation();
  const host = useHost();
  const check = useMutation({ mutationFn: () => host.checkNow(session.id) });
  const show = useMutation({ mutationFn: () => host.showWindow(session.id) });
  const cancel = useMutation({ mutationFn: () => host.cancelSession(session.id) });
  const error = check.error ?? show.error ?? cancel.error;
  const canCheck = session.state === 'at_page';
  return (
    <>
      {error && <ProblemLine problem={asProblem(error)} />}
      <div className="waiting-actions">
        {canCheck && (
          <Button look="primary" size="flow" icon="check" disabled={check.isPending} data-testid={testIds.checkNow} onClick={() => { check.mutate(); }}>
            {t('link.wait.finished')}
          </Button>
        )}
        {canCheck && session.route === 'window' && (
          <Button size="flow" icon="window" data-testid={testIds.showWindow} onClick={() => { show.mutate(); }}>
            {t('link.wait.show')}
          </Button>
        )}
        {atPage && (
          <Button look="quiet" size="flow" className="waiting-cancel" disabled={cancel.isPending} data-testid={testIds.cancelSession} onClick={() => { cancel.mutate(); }}>
            {t('act.cancel')}
          </Button>
        )}
      </div>
    </>
  );
}

/** The same session, its page in the browser from now on. */
export function useBrowserInstead(session: SessionView) {
  const host = useHost();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => host.useBrowser(session.id),
    onSuccess: (moved) => {
      takeAnswer(client, moved);
    },
  });
}
