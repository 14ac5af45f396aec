/** Transactions in a dense table: only the lines in sight are drawn, and all of them are counted for a screen reader. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionDetail, TransactionRange } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { dayBefore } from '../../facts/time';
import { Segments } from '../../parts/Choice';
import { Field } from '../../parts/Field';
import { ProblemLine } from '../../parts/Problem';
import { useNow } from '../../state/clock';
import { useTransactions } from '../../state/queries';
import { TransactionTable } from './TransactionTable';

type RangeName = '30' | '90' | 'all' | 'own';
/** More than a person reads, less than a page can hold. */
const MOST = 5_000;

export function Transactions({ detail: { connection, accounts, shares } }: { detail: ConnectionDetail }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const [name, setName] = useState<RangeName>('30');
  const [own, setOwn] = useState({ from: dayBefore(now, 30), to: dayBefore(now, 0) });
  const range: TransactionRange =
    name === 'own'
      ? { from: own.from || null, to: own.to || null, limit: MOST }
      : { from: name === 'all' ? null : dayBefore(now, Number(name)), to: null, limit: MOST };
  const { data, error } = useTransactions(connection.id, range);
  const shared = shares.some(({ id, asked }) => id === 'transaction' && asked);
  if (!shared) return <p className="tab-note quiet">{t('connection.transactions.notShared', { provider: t(`provider.${connection.provider}`) })}</p>;
  return (
    <>
      <div className="range">
        <Segments
          label={t('connection.transactions.range')}
          value={name}
          onChange={setName}
          options={[
            { value: '30', word: t('connection.transactions.days', { days: 30 }) },
            { value: '90', word: t('connection.transactions.days', { days: 90 }) },
            { value: 'all', word: t('connection.transactions.all') },
            { value: 'own', word: `${t('connection.transactions.from')} – ${t('connection.transactions.to')}` },
          ]}
        />
        {name === 'own' && (
          <>
            <Field className="range-day" label={t('connection.transactions.from')} type="date" value={own.from} max={own.to} onChange={(event) => { setOwn({ ...own, from: event.target.value }); }} />
            <Field className="range-day" label={t('connection.transactions.to')} type="date" value={own.to} min={own.from} onChange={(event) => { setOwn({ ...own, to: event.target.value }); }} />
          </>
        )}
        <span className="range-count small quiet" role="status">
          {data ? t('connection.transactions.shown', { count: data.length }) : t('loading')}
        </span>
      </div>
      {error && <ProblemLine problem={asProblem(error)} />}
      {data?.length === 0 && <p className="tab-note quiet">{t('connection.transactions.none')}</p>}
      {data && data.length > 0 && <TransactionTable transactions={data} accounts={accounts} now={now} />}
    </>
  );
}
