/** Home: what is connected, what needs the person, and when something ends next. */
import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView, SessionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button, IconButton } from '../../parts/Button';
import { ProblemCard, useProblemWords } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useNow } from '../../state/clock';
import { isOver } from '../../state/events';
import { useHost } from '../../state/host';
import { usePlace } from '../../state/place';
import { usePreferences } from '../../state/preferences';
import { useConnections, useProviders, useSessions } from '../../state/queries';
import { useSingleKeys } from '../../state/single-keys';
import { testIds } from '../../testids';
import { AccountList } from './AccountList';
import { EmptyAccounts } from './EmptyAccounts';
import { Figures } from './Figures';
import { Filters, NothingFound } from './Filters';
import { passes, NO_FILTERS } from './filtering';
import { Ruler } from './Ruler';
import './AccountsScreen.css';

export function AccountsScreen({ practice }: { practice: boolean }) {
  const { t } = useTranslation();
  const connections = useConnections();
  const sessions = useSessions().data ?? [];
  const waiting = sessions.filter(({ state }) => !isOver(state));
  const list = connections.data;
  const empty = list?.length === 0 && waiting.length === 0;
  return (
    <>
      <header className="accounts-head">
        <h1>{practice ? t('accounts.practiceTitle') : t('accounts.title')}</h1>
        {list && !empty && <HeadActions />}
      </header>
      {connections.error && !list && (
        <div className="screen">
          <ProblemCard problem={asProblem(connections.error)}>
            <Button look="primary" onClick={() => connections.refetch()}>
              {t('act.retry')}
            </Button>
          </ProblemCard>
        </div>
      )}
      {empty && <EmptyAccounts practice={practice} />}
      {list && !empty && <Found list={list} waiting={waiting} />}
    </>
  );
}

function HeadActions() {
  const { t } = useTranslation();
  const host = useHost();
  const say = useToast();
  const words = useProblemWords();
  const { go } = usePlace();
  const { settings, change } = usePreferences();
  const update = useMutation({
    mutationFn: () => host.syncAll(),
    onSuccess: () => {
      say({ icon: 'check-circle', text: t('accounts.updated') });
    },
    onError: (thrown) => {
      say({ icon: 'cloud-off', text: words(asProblem(thrown)).title, stays: true });
    },
  });
  const hidden = settings.amounts_hidden;
  return (
    <div className="accounts-actions">
      <IconButton
        icon={hidden ? 'eye-off' : 'eye'}
        name={hidden ? t('accounts.showAmounts') : t('accounts.hideAmounts')}
        aria-pressed={hidden}
        data-testid={testIds.hideAmounts}
        onClick={() => {
          change({ amounts_hidden: !hidden });
        }}
      />
      <Button icon="refresh" disabled={update.isPending} data-testid={testIds.updateAll} onClick={() => { update.mutate(); }}>
        {update.isPending ? t('accounts.updating') : t('accounts.updateAll')}
      </Button>
      <Button look="primary" icon="plus" data-testid={testIds.linkAccount} onClick={() => { go({ screen: 'link' }); }}>
        {t('accounts.link')}
      </Button>
    </div>
  );
}

function Found({ list, waiting }: { list: ConnectionView[]; waiting: SessionView[] }) {
  const now = useNow();
  const providers = useProviders().data;
  const [filters, setFilters] = useState(NO_FILTERS);
  const search = useRef<HTMLInputElement>(null);
  useSingleKeys({ '/': () => search.current?.focus() });
  const shown = useMemo(() => {
    const names = new Map((providers ?? []).map(({ id, name }) => [id, name]));
    return list.filter((connection) => passes(connection, filters, names.get(connection.provider) ?? connection.provider, now));
  }, [list, filters, providers, now]);
  const filtered = shown.length < list.length || filters !== NO_FILTERS;
  return (
    <>
      <div className="accounts-overview">
        <Figures connections={list} now={now} />
        <Ruler connections={list} now={now} stretch={filters.stretch} onStretch={(stretch) => { setFilters({ ...filters, stretch }); }} />
      </div>
      <Filters ref={search} connections={list} filters={filters} onChange={setFilters} />
      {shown.length === 0 && list.length > 0 && filtered ? (
        <NothingFound filters={filters} onClear={() => { setFilters(NO_FILTERS); }} />
      ) : (
        <AccountList connections={shown} waiting={waiting} now={now} />
      )}
    </>
  );
}
