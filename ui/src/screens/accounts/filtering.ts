/** Which connections the list shows. */
import type { ConnectionView } from '../../host/bindings';
import { stretchOf, type StretchId } from '../../facts/ruler';
import { matches } from '../../facts/search';
import { groupOf } from '../../facts/urgency';

export interface Filtering {
  search: string;
  providers: ReadonlySet<string>;
  /** Groups of the list. */
  status: ReadonlySet<string>;
  /** Customers by name; the empty name: those without. */
  customers: ReadonlySet<string>;
  stretch: StretchId | null;
}

const NONE: ReadonlySet<string> = new Set();

export const NO_FILTERS: Filtering = { search: '', providers: NONE, status: NONE, customers: NONE, stretch: null };

const among = (chosen: ReadonlySet<string>, value: string) => chosen.size === 0 || chosen.has(value);

export function passes(connection: ConnectionView, filters: Filtering, providerName: string, now: number): boolean {
  return (
    among(filters.providers, connection.provider) &&
    among(filters.status, groupOf(connection)) &&
    among(filters.customers, connection.customer ?? '') &&
    (filters.stretch === null || stretchOf(connection, now) === filters.stretch) &&
    matches(connection, providerName, filters.search)
  );
}
