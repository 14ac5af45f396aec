/** One connection: how it stands, its accounts and balances, its transactions, and everything that happened to it. */
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionId } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { ProblemCard } from '../../parts/Problem';
import { usePlace, type ConnectionTab } from '../../state/place';
import { useConnection } from '../../state/queries';
import { testIds } from '../../testids';
import { Actions } from './Actions';
import { ConnectionHead } from './ConnectionHead';
import { Overview } from './Overview';
import { Timeline } from './Timeline';
import { Transactions } from './Transactions';
import './ConnectionScreen.css';

const TABS = ['overview', 'transactions', 'actions', 'timeline'] as const satisfies readonly ConnectionTab[];

export function ConnectionScreen({ id, tab: first = 'overview' }: { id: ConnectionId; tab?: ConnectionTab }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { data: detail, error } = useConnection(id);
  const [tab, setTab] = useState<ConnectionTab>(first);
  const back = () => { go({ screen: 'accounts' }); };
  if (!detail) {
    return (
      <div className="screen">
        {error && (
          <ProblemCard problem={asProblem(error)}>
            <Button look="primary" icon="back" onClick={back}>
              {t('nav.accounts')}
            </Button>
          </ProblemCard>
        )}
      </div>
    );
  }
  // An account that is being removed is no longer asked for anything.
  const tabs: readonly ConnectionTab[] = detail.connection.grant === 'removing' ? TABS.filter((name) => name !== 'actions') : TABS;
  const shown = tabs.includes(tab) ? tab : 'overview';
  return (
    <Tabs.Root className="connection" value={shown} onValueChange={(next) => { setTab(next as ConnectionTab); }}>
      <ConnectionHead detail={detail} onBack={back} />
      <Tabs.List className="tabs" aria-label={t('connection.tab.label')}>
        {tabs.map((name) => (
          <Tabs.Trigger className="tab" key={name} value={name} data-testid={testIds.tab(name)}>
            {t(`connection.tab.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content className="tab-content" value="overview">
        <Overview detail={detail} onTimeline={() => { setTab('timeline'); }} />
      </Tabs.Content>
      <Tabs.Content className="tab-content tab-full" value="transactions">
        <Transactions detail={detail} />
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="actions">
        <Actions connection={detail.connection} />
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="timeline">
        <section className="card part">
          <Timeline entries={detail.timeline} />
        </section>
      </Tabs.Content>
    </Tabs.Root>
  );
}
