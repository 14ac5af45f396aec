/** The reconnect desk: stretches of time by when a link is lost, what a search finds, and the result sheet. */
import type { ConnectionView, ProviderId, QueueEntry, RunResult } from '../host/bindings';
import { matches } from './search';

const HOUR = 3_600_000;

/** The bars over the desk, by when links are lost. What nobody knows stands in the last. */
export const LOSSES = [
  { id: 'lost', hours: 0 },
  { id: 'hours', hours: 6 },
  { id: 'day', hours: 24 },
  { id: 'week', hours: 168 },
  { id: 'later', hours: Infinity },
] as const;

export type LossId = (typeof LOSSES)[number]['id'];

/** In which bar an entry stands. What needs a person already is lost, known since when or not. */
export function lossOf({ connection, lost_at: at }: QueueEntry, now: number): LossId {
  if (connection.grant !== 'ending') return 'lost';
  if (at === null) return 'later';
  const hours = (Date.parse(at) - now) / HOUR;
  return LOSSES.find((loss) => hours < loss.hours)?.id ?? 'later';
}

export interface QueueFilters {
  search: string;
  loss: LossId | null;
  providers: ReadonlySet<string>;
  reasons: ReadonlySet<string>;
  customers: ReadonlySet<string>;
}

export const NO_QUEUE_FILTERS: QueueFilters = { search: '', loss: null, providers: new Set(), reasons: new Set(), customers: new Set() };

const has = (chosen: ReadonlySet<string>, value: string | null) => chosen.size === 0 || chosen.has(value ?? '');

export function passesQueue(entry: QueueEntry, filters: QueueFilters, providerName: string, now: number): boolean {
  const { connection } = entry;
  return (
    matches(connection, providerName, filters.search) &&
    (filters.loss === null || lossOf(entry, now) === filters.loss) &&
    has(filters.providers, connection.provider) &&
    has(filters.reasons, connection.reason) &&
    has(filters.customers, connection.customer)
  );
}

/** How a run stands. */
export interface RunFigures {
  all: number;
  reconnected: number;
  skipped: number;
  later: number;
  /** Those that have had their turn. */
  done: number;
}

export function runFigures(entries: readonly QueueEntry[]): RunFigures {
  const results = entries.map(({ result }) => result).filter((result) => result !== null);
  const count = (kind: RunResult['kind']) => results.filter((result) => result.kind === kind).length;
  const [reconnected, skipped, later] = [count('reconnected'), count('skipped'), count('later')];
  return { all: results.length, reconnected, skipped, later, done: reconnected + skipped };
}

export interface SheetWords {
  head: readonly string[];
  provider: (id: ProviderId) => string;
  reason: (connection: ConnectionView) => string;
  result: (result: RunResult) => string;
}

/** The result of a run as rows that a spreadsheet takes: one line for each entry, cells between tabs. */
export function resultSheet(entries: readonly QueueEntry[], words: SheetWords): string {
  const rows = entries
    .filter(({ result }) => result !== null)
    .map(({ connection, lost_at: lost, result }) => [
      connection.customer ?? '',
      connection.label,
      words.provider(connection.provider),
      connection.identity.name,
      connection.identity.masked,
      lost ?? '',
      words.reason(connection),
      result === null ? '' : words.result(result),
      result === null || result.kind === 'waiting' ? '' : result.at,
    ]);
  return [words.head, ...rows].map((row) => row.map(cell).join('\t')).join('\n');
}

/** A name must not become two cells, nor a formula of the spreadsheet. */
function cell(text: string): string {
  const plain = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(plain) ? `'${plain}` : plain;
}
