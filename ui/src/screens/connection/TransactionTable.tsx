/** The table itself. Columns are fixed, so that nothing jumps while it scrolls. */
import { createColumnHelper, flexRender, getCoreRowModel, getSortedRowModel, useReactTable, type SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, TransactionView } from '../../host/bindings';
import { bookingDay } from '../../facts/time';
import { Icon } from '../../parts/Icon';
import { Money } from '../../parts/Money';
import { testIds } from '../../testids';
import './TransactionTable.css';

const ROW = 33;
const column = createColumnHelper<TransactionView>();

function useColumns(accounts: readonly AccountView[], now: number) {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const masked = new Map(accounts.map((account) => [account.id, account.masked]));
    return [
      column.accessor('date', { header: t('connection.transactions.date'), cell: ({ getValue }) => bookingDay(getValue(), now, i18n.language) }),
      column.accessor('description', {
        header: t('connection.transactions.description'),
        enableSorting: false,
        cell: ({ getValue, row }) => <span title={`${getValue()} · ${row.original.reference}`}>{getValue()}</span>,
      }),
      column.accessor((transaction) => masked.get(transaction.account_id) ?? '', { id: 'account', header: t('connection.transactions.account'), enableSorting: false }),
      column.accessor('amount', {
        header: t('connection.transactions.amount'),
        // For the order only; what is shown is the provider's string.
        sortingFn: (a, b) => Number(a.original.amount.amount) - Number(b.original.amount.amount),
        cell: ({ getValue }) => <Money money={getValue()} signed size="table" />,
      }),
      column.accessor('running_balance', {
        header: t('connection.transactions.running'),
        enableSorting: false,
        cell: ({ getValue, row }) => {
          const running = getValue();
          return running === null ? <span className="quiet">–</span> : <Money money={{ amount: running, currency: row.original.amount.currency }} size="table" />;
        },
      }),
    ];
  }, [accounts, now, t, i18n.language]);
}

export function TransactionTable({ transactions, accounts, now }: { transactions: TransactionView[]; accounts: readonly AccountView[]; now: number }) {
  const { t } = useTranslation();
  const [sorting, setSorting] = useState<SortingState>([{ id: 'date', desc: true }]);
  const columns = useColumns(accounts, now);
  const table = useReactTable({ data: transactions, columns, state: { sorting }, onSortingChange: setSorting, getCoreRowModel: getCoreRowModel(), getSortedRowModel: getSortedRowModel() });
  const { rows } = table.getRowModel();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12, initialRect: { width: 900, height: 600 } });
  return (
    <div className="table" role="table" aria-label={t('connection.transactions.title')} aria-rowcount={rows.length + 1} ref={scroller} tabIndex={0} data-testid={testIds.transactions}>
      <div role="rowgroup" className="table-head">
        {table.getHeaderGroups().map((group) => (
          <div role="row" className="table-row" aria-rowindex={1} key={group.id}>
            {group.headers.map((header) => {
              const sorted = header.column.getIsSorted();
              const word = flexRender(header.column.columnDef.header, header.getContext());
              return (
                <div role="columnheader" className="table-cell" data-column={header.id} key={header.id} aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}>
                  {header.column.getCanSort() ? (
                    <button type="button" className="table-sort" onClick={header.column.getToggleSortingHandler()}>
                      {word}
                      {sorted !== false && <Icon name="chevron-down" size={14} className={sorted === 'asc' ? 'table-up' : ''} />}
                    </button>
                  ) : (
                    word
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <div role="rowgroup" className="table-body" style={{ height: `${virtual.getTotalSize()}px` }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div role="row" className="table-row table-line" aria-rowindex={index + 2} key={row.id} style={{ transform: `translateY(${start}px)` }}>
              {row.getVisibleCells().map((cell) => (
                <div role="cell" className="table-cell selectable" data-column={cell.column.id} key={cell.id}>
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
