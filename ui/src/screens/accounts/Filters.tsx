/** The search field and the filters above the list, and what stands there when nothing passes them. */
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../host/bindings';
import { listText } from '../../facts/list';
import { GROUPS, groupOf } from '../../facts/urgency';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { FilterMenu, type FilterOption } from '../../parts/Menu';
import { usePreferences } from '../../state/preferences';
import { testIds } from '../../testids';
import type { Filtering } from './filtering';
import './Filters.css';

interface FiltersGiven {
  ref: Ref<HTMLInputElement>;
  connections: readonly ConnectionView[];
  filters: Filtering;
  onChange: (filters: Filtering) => void;
}

export function Filters({ ref, connections, filters, onChange }: FiltersGiven) {
  const { t } = useTranslation();
  const { settings } = usePreferences();
  const count = (fits: (connection: ConnectionView) => boolean) => connections.filter(fits).length;
  const named = (values: readonly string[], word: (value: string) => string, of: (connection: ConnectionView) => string): FilterOption[] =>
    values.map((value) => ({ id: value, word: word(value), count: count((connection) => of(connection) === value) }));
  const providers = [...new Set(connections.map(({ provider }) => provider))];
  const customers = [...new Set(connections.map(({ customer }) => customer ?? ''))].sort();
  const clear = t('accounts.filter.clear');
  return (
    <div className="filters" role="search">
      <div className="search">
        <Icon name="search" />
        <input
          ref={ref}
          className="search-input"
          type="search"
          aria-label={t('accounts.search')}
          placeholder={t('accounts.search')}
          data-testid={testIds.search}
          spellCheck={false}
          value={filters.search}
          onChange={(event) => {
            onChange({ ...filters, search: event.target.value });
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            onChange({ ...filters, search: '' });
            event.currentTarget.blur();
          }}
        />
        {settings.single_keys && <kbd className="key">/</kbd>}
      </div>
      <FilterMenu
        word={t('accounts.filter.provider')}
        clearWord={clear}
        options={named(providers, (id) => t(`provider.${id as ConnectionView['provider']}`), ({ provider }) => provider)}
        chosen={filters.providers}
        onChange={(chosen) => { onChange({ ...filters, providers: chosen }); }}
      />
      <FilterMenu
        word={t('accounts.filter.status')}
        clearWord={clear}
        options={named(GROUPS, (id) => t(`accounts.group.${id as (typeof GROUPS)[number]}`), groupOf)}
        chosen={filters.status}
        onChange={(chosen) => { onChange({ ...filters, status: chosen }); }}
      />
      {customers.some(Boolean) && (
        <FilterMenu
          word={t('accounts.filter.customer')}
          clearWord={clear}
          options={named(customers, (name) => name || t('accounts.filter.noCustomer'), ({ customer }) => customer ?? '')}
          chosen={filters.customers}
          onChange={(chosen) => { onChange({ ...filters, customers: chosen }); }}
        />
      )}
      <span className="filters-sorted quiet">{t('accounts.sorted')}</span>
    </div>
  );
}

export function NothingFound({ filters, onClear }: { filters: Filtering; onClear: () => void }) {
  const { t, i18n } = useTranslation();
  const names = [
    ...[...filters.providers].map((id) => t(`provider.${id as ConnectionView['provider']}`)),
    ...[...filters.status].map((id) => t(`accounts.group.${id as (typeof GROUPS)[number]}`)),
    ...[...filters.customers].map((name) => name || t('accounts.filter.noCustomer')),
    ...(filters.stretch === null ? [] : [t('accounts.filter.stretch', { stretch: t(`accounts.ruler.stretch.${filters.stretch}`) })]),
    ...(filters.search === '' ? [] : [`“${filters.search}”`]),
  ];
  const only = names.length === 1 && filters.search !== '';
  return (
    <div className="nothing-found" role="status">
      <p className="balanced">{only ? t('accounts.none.search', { search: filters.search }) : t('accounts.none.filter', { filters: listText(names, i18n.language) })}</p>
      <Button onClick={onClear}>{t('accounts.none.clear')}</Button>
    </div>
  );
}
