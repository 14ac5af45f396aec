/** The search field and the filters of the desk. */
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView, QueueEntry, Reason } from '../../host/bindings';
import type { QueueFilters as Filtering } from '../../facts/queue';
import { Icon } from '../../parts/Icon';
import { FilterMenu, type FilterOption } from '../../parts/Menu';
import { usePreferences } from '../../state/preferences';
import { testIds } from '../../testids';

interface FiltersGiven {
  ref: Ref<HTMLInputElement>;
  entries: readonly QueueEntry[];
  filters: Filtering;
  onChange: (filters: Filtering) => void;
  children: ReactNode;
}

export function QueueFilters({ ref, entries, filters, onChange, children }: FiltersGiven) {
  const { t } = useTranslation();
  const { settings } = usePreferences();
  const options = (of: (connection: ConnectionView) => string | null, word: (value: string) => string): FilterOption[] => {
    const counts = new Map<string, number>();
    for (const { connection } of entries) counts.set(of(connection) ?? '', (counts.get(of(connection) ?? '') ?? 0) + 1);
    return [...counts].map(([id, count]) => ({ id, count, word: word(id) })).sort((a, b) => a.word.localeCompare(b.word));
  };
  const clearWord = t('accounts.filter.clear');
  const customers = options(({ customer }) => customer, (name) => name || t('accounts.filter.noCustomer'));
  return (
    <div className="filters" role="search">
      <div className="search">
        <Icon name="search" />
        <input ref={ref} className="search-input" type="search" aria-label={t('desk.search')} placeholder={t('desk.search')} data-testid={testIds.deskSearch} spellCheck={false} value={filters.search} onChange={(event) => { onChange({ ...filters, search: event.target.value }); }} />
        {settings.single_keys && <kbd className="key">/</kbd>}
      </div>
      <FilterMenu word={t('accounts.filter.provider')} clearWord={clearWord} options={options(({ provider }) => provider, (id) => t(`provider.${id as ConnectionView['provider']}`))} chosen={filters.providers} onChange={(providers) => { onChange({ ...filters, providers }); }} />
      <FilterMenu word={t('desk.why')} clearWord={clearWord} options={options(({ reason }) => reason, (id) => (id === '' ? t('desk.whyEnds') : t(`reason.${id as Reason}`)))} chosen={filters.reasons} onChange={(reasons) => { onChange({ ...filters, reasons }); }} />
      {customers.some(({ id }) => id !== '') && (
        <FilterMenu word={t('accounts.filter.customer')} clearWord={clearWord} options={customers} chosen={filters.customers} onChange={(chosen) => { onChange({ ...filters, customers: chosen }); }} />
      )}
      <span className="desk-buttons">{children}</span>
    </div>
  );
}
