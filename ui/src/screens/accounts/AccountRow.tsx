/** One connection in the list: whose, how it stands, until when, how much, and the one thing to do. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { coveredNumber } from '../../facts/identity';
import { nameLang } from '../../facts/script';
import { moment } from '../../facts/time';
import { rowAction } from '../../facts/urgency';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { ProviderMark } from '../../parts/Mark';
import { Money } from '../../parts/Money';
import { useProblemWords } from '../../parts/Problem';
import { Status } from '../../parts/Status';
import { SurvivalLine } from '../../parts/SurvivalLine';
import { Tether } from '../../parts/Tether';
import { Age } from '../../parts/Time';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { useRetryStore } from '../../state/profile';
import { testIds } from '../../testids';
import type { RowPlace } from './AccountList';

export function AccountRow({ connection, now, place, selected, tabIndex, onFocus, onOpen, onReconnect }: RowPlace & { connection: ConnectionView; now: number; onReconnect: () => void }) {
  const { t } = useTranslation();
  const { id, provider, label, identity, customer, account_count: accounts } = connection;
  const { institution, number } = coveredNumber(identity.masked);
  const whose = [t(`provider.${provider}`), customer, institution, identity.name === label ? null : identity.name];
  const which = [number, accounts > 1 ? t('accounts.row.accounts', { count: accounts }) : null];
  return (
    <div className="row" role="row" aria-selected={selected} data-line={id} data-testid={testIds.row(id)} tabIndex={tabIndex} onFocus={onFocus} onClick={onOpen} {...place}>
      <div className="row-mark" role="gridcell">
        <ProviderMark provider={provider} size={34} />
      </div>
      <div className="row-name" role="gridcell">
        <p className="row-label cut" title={label} lang={nameLang(label)}>
          {label}
        </p>
        <p className="small quiet row-about">
          <span className="cut" lang={nameLang(customer, identity.name)}>{whose.filter(Boolean).join(' · ')}</span>
          {/* Which account it is stays readable however long the names are. */}
          <span className="row-which">{which.filter(Boolean).join(' · ')}</span>
        </p>
      </div>
      <div className="row-status" role="gridcell">
        <div className="row-line">
          <Status connection={connection} now={now} />
          <Tether connection={connection} now={now} width={84} />
        </div>
        <p className="small second row-sentence">
          <SurvivalLine connection={connection} short />
        </p>
      </div>
      <div className="row-balance" role="gridcell">
        <Balance connection={connection} now={now} />
      </div>
      <div className="row-action" role="gridcell">
        <RowAction connection={connection} selected={selected} onOpen={onOpen} onReconnect={onReconnect} />
      </div>
    </div>
  );
}

/** A balance with its age; without one, when the link was last seen to work. */
function Balance({ connection, now }: { connection: ConnectionView; now: number }) {
  const { t, i18n } = useTranslation();
  const { balance, balance_at: at, renewed_at: renewed, checked_at: seen } = connection;
  const when = (instant: string) => moment(Date.parse(instant), now, i18n.language);
  if (balance) {
    return (
      <>
        <Money money={balance} />
        <p className="small quiet">{at !== null && <Age at={at} />}</p>
      </>
    );
  }
  const since = connection.grant === 'good' && renewed !== null ? t('accounts.row.renewed', { at: when(renewed) }) : seen !== null ? t('accounts.row.seen', { at: when(seen) }) : null;
  return (
    <>
      <span className="row-dash">
        <span aria-hidden="true">–</span>
        <span className="unseen">{t('accounts.row.noBalance')}</span>
      </span>
      <p className="small quiet nowrap">{since}</p>
    </>
  );
}

function RowAction({ connection, selected, onOpen, onReconnect }: { connection: ConnectionView; selected: boolean; onOpen: () => void; onReconnect: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const say = useToast();
  const words = useProblemWords();
  const retry = useRetryStore();
  const renew = useMutation({
    mutationFn: () => host.renew(connection.id),
    onSuccess: () => {
      say({ icon: 'check-circle', text: `${connection.label}: ${t('accounts.renewedToast')}` });
    },
    onError: (thrown) => {
      say({ icon: 'warning', text: `${connection.label}: ${words(asProblem(thrown)).title}`, stays: true });
    },
  });
  const action = rowAction(connection.next_action);
  if (action === null) return <Icon name="chevron-right" className="row-chevron" />;
  const act = { reconnect: onReconnect, renew: () => { renew.mutate(); }, open: onOpen, unlock: () => { retry.mutate(undefined); } }[action];
  const word = t(`act.${action}`);
  const urgent = action === 'reconnect' || action === 'renew';
  return (
    <Button
      size="row"
      look={urgent ? (selected ? 'primary' : 'outline') : 'secondary'}
      disabled={renew.isPending}
      aria-label={t('accounts.row.actionFor', { action: word, label: connection.label })}
      data-testid={testIds.rowAction(connection.id)}
      onClick={(event) => {
        event.stopPropagation();
        act();
      }}
    >
      {word}
    </Button>
  );
}
