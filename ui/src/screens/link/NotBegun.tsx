/** A try that could not begin: why, and the way on. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/Button';
import { ProblemCard } from '../../parts/Problem';
import { useLinkAwaited, useReconnect } from '../../state/linking';
import { usePlace, type Place } from '../../state/place';
import { useConnections } from '../../state/queries';
import { testIds } from '../../testids';
import { PROBLEMS } from '../../words/problem-table';
import { FlowFrame, SHORT_STEPS, STEPS } from './FlowFrame';

export function NotBegun({ place }: { place: Extract<Place, { screen: 'not-begun' }> }) {
  const { t } = useTranslation();
  const { go, leaveFlow } = usePlace();
  const { reconnect } = useReconnect();
  const { linkAwaited } = useLinkAwaited();
  const connection = useConnections().data?.find(({ id }) => id === place.connection);
  const again = () => {
    if (connection) reconnect(connection);
    else if (place.awaited) linkAwaited(place.awaited);
    else go({ screen: 'link', provider: place.provider });
  };
  const toProviders = PROBLEMS[place.problem.code].primary === 'open_providers';
  return (
    <FlowFrame title={place.connection === null ? t('link.title') : t('link.reconnectTitle')} step={place.connection === null ? 'share' : 'signIn'} steps={place.connection === null ? STEPS : SHORT_STEPS}>
      <ProblemCard problem={place.problem}>
        {toProviders ? (
          <Button look="primary" size="flow" icon="plug" data-testid={testIds.goToProviders} onClick={() => { go({ screen: 'providers' }); }}>
            {t('link.missing.go')}
          </Button>
        ) : (
          <Button look="primary" size="flow" icon="refresh" data-testid={testIds.startAgain} onClick={again}>
            {t('act.retry')}
          </Button>
        )}
        <Button size="flow" onClick={leaveFlow}>
          {t('link.wait.toAccounts')}
        </Button>
      </ProblemCard>
    </FlowFrame>
  );
}
