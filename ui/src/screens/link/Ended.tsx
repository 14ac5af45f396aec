/** A try that ended without a link: cancelled is an outcome and no error; denied, over, or a problem with its card. */
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../host/bindings';
import { Button } from '../../parts/Button';
import { Icon, type IconName } from '../../parts/Icon';
import { ProblemCard } from '../../parts/Problem';
import { useLinkAwaited, useReconnect, useVisit } from '../../state/linking';
import { usePlace } from '../../state/place';
import { useConnections, usePage } from '../../state/queries';
import { testIds } from '../../testids';
import { PROBLEMS } from '../../words/problem-table';
import { Sheet } from './FlowFrame';
import './Outcome.css';

export function Ended({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const who = answered(session);
  // Somebody who was registered is told that whatever ended the try: not everything is as before.
  if (session.problem && (session.state === 'failed' || session.problem.code === 'registered')) {
    return (
      <div className="ended-problem" data-testid={testIds.session}>
        <ProblemCard problem={session.problem} about={who === undefined ? undefined : t('visit.answered', { who })}>
          <WaysOn session={session} />
        </ProblemCard>
      </div>
    );
  }
  return <Outcome session={session} />;
}

/** Who it was that signed in, where that is why a page was not opened. */
function answered({ purpose, identity }: SessionView): string | undefined {
  if (purpose.kind !== 'visit' || identity === null) return undefined;
  return identity.name === identity.masked ? identity.masked : `${identity.name} (${identity.masked})`;
}

const ICONS: Partial<Record<SessionView['state'], IconName>> = { cancelled: 'cross', denied: 'shield', timed_out: 'hourglass', failed: 'wrench' };

function Outcome({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const leadsBack = usePage(session)?.leads_back === true;
  const provider = t(`provider.${session.provider}`);
  const words = () => {
    switch (session.state) {
      case 'denied':
        return [t('link.ended.denied', { provider }), t('link.ended.deniedText')];
      case 'timed_out':
        return [t('link.ended.timed_out'), t('link.ended.timed_outText', { provider })];
      case 'failed':
        return [t('link.ended.failed'), ''];
      default:
        if (session.purpose.kind === 'visit') return [t('link.ended.cancelled'), leadsBack ? t('visit.notBack') : t('visit.cancelled')];
        return [t('link.ended.cancelled'), session.purpose.kind === 'link' ? t('link.ended.cancelledText') : t('link.ended.cancelledReconnect')];
    }
  };
  const [title, text] = words();
  return (
    <Sheet narrow testId={testIds.session}>
      <div className="ended">
        <Icon name={ICONS[session.state] ?? 'cross'} size={28} />
        <h1 tabIndex={-1}>{title}</h1>
        <p className="second balanced">{text}</p>
        <div className="ended-actions">
          <WaysOn session={session} />
        </div>
      </div>
    </Sheet>
  );
}

function WaysOn({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { go, leaveFlow, fromDesk } = usePlace();
  const { reconnect, pending } = useReconnect();
  const { linkAwaited, pending: linking } = useLinkAwaited();
  const { visit, pending: opening } = useVisit();
  const connections = useConnections().data;
  const { purpose, problem } = session;
  const again = () => {
    const connection = purpose.kind === 'link' ? undefined : connections?.find(({ id }) => id === purpose.connection);
    if (purpose.kind === 'link' && session.awaited !== null) linkAwaited({ id: session.awaited, provider: session.provider, registration: session.registration });
    else if (purpose.kind === 'link') go({ screen: 'link', provider: session.provider });
    else if (purpose.kind === 'reconnect' && connection) reconnect(connection);
    else if (purpose.kind === 'visit') visit({ connection: purpose.connection, page: session.page, route: session.route });
    else go({ screen: 'connection', id: purpose.connection });
  };
  const toProviders = problem !== null && PROBLEMS[problem.code].primary === 'open_providers';
  return (
    <>
      {toProviders && (
        <Button look="primary" size="flow" icon="plug" data-testid={testIds.goToProviders} onClick={() => { go({ screen: 'providers' }); }}>
          {t('link.missing.go')}
        </Button>
      )}
      <Button look={toProviders ? 'secondary' : 'primary'} size="flow" icon="refresh" disabled={pending || linking || opening} data-testid={testIds.startAgain} onClick={again}>
        {t('link.ended.again')}
      </Button>
      <Button size="flow" data-testid={testIds.toAccounts} onClick={leaveFlow}>
        {fromDesk ? t('desk.back') : t('act.close')}
      </Button>
    </>
  );
}
