/** The search field and the filters of the desk. */
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderId, QueueEntry } from '../../host/bindings';
import { aboutOf, whyOf, type QueueFilters as Filtering, type Why } from '../../facts/queue';
import { Icon } from '../../parts/Icon';
import { FilterMenu, type FilterOption } from '../../parts/Menu';
import { usePreferences } from '../../state/preferences';
import { testIds } from '../../testids';
import { useDeskWords } from './words';

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
  const options = (of: (entry: QueueEntry) => string | null, word: (value: string) => string): FilterOption[] => {
    const counts = new Map<string, number>();
    for (const value of entries.map((entry) => of(entry) ?? '')) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([id, count]) => ({ id, count, word: word(id) })).sort((a, b) => a.word.localeCompare(b.word));
  };
  const words = useDeskWords();
  const clearWord = t('accounts.filter.clear');
  const customers = options((entry) => aboutOf(entry).customer, (name) => name || t('accounts.filter.noCustomer'));
  return (
    <div className="filters" role="search">
      <div className="search">
        <Icon name="search" />
        <input ref={ref} className="search-input" type="search" aria-label={t('desk.search')} placeholder={t('desk.search')} data-testid={testIds.deskSearch} spellCheck={false} value={filters.search} onChange={(event) => { onChange({ ...filters, search: event.target.value }); }} />
        {settings.single_keys && <kbd className="key">/</kbd>}
      </div>
      <FilterMenu word={t('accounts.filter.provider')} clearWord={clearWord} options={options((entry) => aboutOf(entry).provider, (id) => t(`provider.${id as ProviderId}`))} chosen={filters.providers} onChange={(providers) => { onChange({ ...filters, providers }); }} />
      <FilterMenu word={t('desk.why')} clearWord={clearWord} options={options(whyOf, (id) => words.reason(id === '' ? null : (id as Exclude<Why, null>)))} chosen={filters.reasons} onChange={(reasons) => { onChange({ ...filters, reasons }); }} />
      {customers.some(({ id }) => id !== '') && (
        <FilterMenu word={t('accounts.filter.customer')} clearWord={clearWord} options={customers} chosen={filters.customers} onChange={(chosen) => { onChange({ ...filters, customers: chosen }); }} />
      )}
      <span className="desk-buttons">{children}</span>
    </div>
  );
}
