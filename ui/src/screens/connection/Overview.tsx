/** How it stands, the balance over time, the accounts; beside them what happened last and what it may read. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, ConnectionDetail } from '../../host/bindings';
import { Button } from '../../parts/Button';
import { Money } from '../../parts/Money';
import { Status } from '../../parts/Status';
import { SurvivalLine } from '../../parts/SurvivalLine';
import { Tether } from '../../parts/Tether';
import { useAge } from '../../parts/Time';
import { useNow } from '../../state/clock';
import { BalanceOverTime } from './BalanceOverTime';
import { Reads } from './Reads';
import { Timeline } from './Timeline';

/** Of the timeline, this much stands in the overview. */
const LATEST = 6;

export function Overview({ detail, onTimeline }: { detail: ConnectionDetail; onTimeline: () => void }) {
  const { t } = useTranslation();
  const { accounts, balances, timeline } = detail;
  const [chosen, choose] = useState<string | null>(null);
  const shown = accounts.find(({ id }) => id === chosen) ?? accounts.find(({ balance }) => balance !== null);
  return (
    <div className="overview">
      <div className="overview-main">
        <Standing detail={detail} />
        {shown?.balance && <BalanceOverTime account={shown} points={balances.filter(({ account_id: account }) => account === shown.id)} />}
        <Accounts accounts={accounts} shown={shown?.id} onShow={choose} />
      </div>
      <div className="overview-side">
        <section className="card part">
          <header className="part-head">
            <h2>{t('connection.timeline.title')}</h2>
            {timeline.length > LATEST && (
              <Button look="quiet" size="row" iconAfter="chevron-right" onClick={onTimeline}>
                {t('connection.timeline.all')}
              </Button>
            )}
          </header>
          <Timeline entries={timeline.slice(0, LATEST)} />
        </section>
        <Reads detail={detail} />
      </div>
    </div>
  );
}

function Standing({ detail: { connection, keeps_password: kept } }: { detail: ConnectionDetail }) {
  const { t } = useTranslation();
  const now = useNow();
  const age = useAge();
  const { balance_at: read, checked_at: checked, next_action: next, survival, grant } = connection;
  const updated = read ?? checked;
  const provider = t(`provider.${connection.provider}`);
  return (
    <section className="card part">
      <header className="part-head">
        <Status connection={connection} now={now} />
        <span className="small quiet">{updated === null ? t('connection.never') : t('connection.updated', { at: age(Date.parse(updated)) })}</span>
      </header>
      <p className="standing-line">
        <Tether connection={connection} now={now} width={120} />
        <span>
          <SurvivalLine connection={connection} />
        </span>
      </p>
      {grant === 'good' && survival.kind === 'no_end_known' && <p className="small second">{t('connection.openEnd', { provider })}</p>}
      {next === 'wait' && <p className="small second">{t('connection.nothingToDo')}</p>}
      {kept && <p className="small second">{t('connection.keepsPassword')}</p>}
      {next === 'act_at_provider' && <p className="small second">{t('connection.actHint', { provider })}</p>}
    </section>
  );
}

function Accounts({ accounts, shown, onShow }: { accounts: readonly AccountView[]; shown: string | undefined; onShow: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <section className="card part">
      <header className="part-head">
        <h2>
          {t('connection.accounts.title')} <span className="part-count">{accounts.length}</span>
        </h2>
      </header>
      {accounts.length === 0 && <p className="quiet">{t('connection.accounts.none')}</p>}
      <ul className="accounts">
        {accounts.map((account) => (
          <li className="accounts-line" key={account.id} aria-current={account.balance !== null && account.id === shown ? true : undefined}>
            <span className="accounts-name">
              {account.balance === null || accounts.length === 1 ? (
                <b>{account.name}</b>
              ) : (
                <button type="button" className="accounts-show" title={t('connection.accounts.show', { name: account.name })} onClick={() => { onShow(account.id); }}>
                  {account.name}
                </button>
              )}
            </span>
            <span className="quiet">{[account.institution, account.masked].filter(Boolean).join(' ')}</span>
            <span className="accounts-balance">{account.balance ? <Money money={account.balance} /> : <span className="quiet">–</span>}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
