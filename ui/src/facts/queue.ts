/** The reconnect desk: stretches of time by when a link is lost, what a search finds, and the result sheet. */
import type { AwaitedReason, AwaitedView, ConnectionView, EntryId, ProviderId, QueueEntry, Reason, RunResult, SessionView } from '../host/bindings';
import { matches } from './search';

const HOUR = 3_600_000;

/** The bars over the desk, by when links are lost; what nobody knows stands with what is lost later. Then what is not linked yet. */
export const LOSSES = [
  { id: 'lost', hours: 0 },
  { id: 'hours', hours: 6 },
  { id: 'day', hours: 24 },
  { id: 'week', hours: 168 },
  { id: 'later', hours: Infinity },
  { id: 'unlinked', hours: NaN },
] as const;

export type LossId = (typeof LOSSES)[number]['id'];

/** In which bar an entry stands. What needs a person already is lost, known since when or not. */
export function lossOf({ subject, lost_at: at }: QueueEntry, now: number): LossId {
  if (subject.kind === 'awaited') return 'unlinked';
  const { connection } = subject;
  if (connection.grant !== 'ending') return 'lost';
  if (at === null) return 'later';
  const hours = (Date.parse(at) - now) / HOUR;
  return LOSSES.find((loss) => hours < loss.hours)?.id ?? 'later';
}

/** What an entry is about, in what both kinds have. */
export const aboutOf = ({ subject }: QueueEntry): ConnectionView | AwaitedView => (subject.kind === 'connection' ? subject.connection : subject.awaited);

/** Why it stands on the desk, or stood there when the run began. */
export const whyOf = (entry: QueueEntry): Why => (entry.subject.kind === 'connection' ? entry.reason : entry.subject.awaited.reason);

/** Whether somebody still has to do something about it. What was skipped in a run still waits for somebody. */
export const isOpen = ({ result }: QueueEntry): boolean => result?.kind !== 'reconnected' && result?.kind !== 'linked';

/** Which entry of the desk a session is for. */
export const entryOf = ({ purpose, awaited }: SessionView): EntryId | null => (purpose.kind === 'reconnect' ? purpose.connection : purpose.kind === 'link' ? awaited : null);

/** The covered number alone, where the bank stands in another column or nowhere. */
export const numberOf = (masked: string): string => /\S*•.*$/.exec(masked)?.[0] ?? masked;

/** Whose it is, as the desk calls it. */
export function whoseOf(entry: QueueEntry): string | null {
  const { customer, label, identity } = aboutOf(entry);
  return [customer, label, identity?.name].find(Boolean) ?? null;
}

export type Why = Reason | AwaitedReason | null;

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
  const about = aboutOf(entry);
  return (
    matches(about, providerName, filters.search) &&
    (filters.loss === null || lossOf(entry, now) === filters.loss) &&
    has(filters.providers, about.provider) &&
    has(filters.reasons, whyOf(entry)) &&
    has(filters.customers, about.customer)
  );
}

/** How a run stands. */
export interface RunFigures {
  all: number;
  reconnected: number;
  /** Those that had waited to be linked. */
  linked: number;
  skipped: number;
  later: number;
  /** Those that have had their turn. */
  done: number;
}

export function runFigures(entries: readonly QueueEntry[]): RunFigures {
  const results = entries.map(({ result }) => result).filter((result) => result !== null);
  const count = (kind: RunResult['kind']) => results.filter((result) => result.kind === kind).length;
  const [reconnected, linked, skipped, later] = [count('reconnected'), count('linked'), count('skipped'), count('later')];
  return { all: results.length, reconnected, linked, skipped, later, done: reconnected + linked + skipped };
}

export interface SheetWords {
  head: readonly string[];
  provider: (id: ProviderId) => string;
  reason: (why: Why) => string;
  result: (result: RunResult) => string;
}

/** The result of a run as rows that a spreadsheet takes: one line for each entry, cells between tabs. */
export function resultSheet(entries: readonly QueueEntry[], words: SheetWords): string {
  const rows = entries
    .filter(({ result }) => result !== null)
    .map((entry) => {
      const { lost_at: lost, result } = entry;
      const { customer, label, provider, identity } = aboutOf(entry);
      return [
        customer ?? '',
        label ?? '',
        words.provider(provider),
        identity?.name ?? '',
        identity?.masked ?? '',
        lost ?? '',
        words.reason(whyOf(entry)),
        result === null ? '' : words.result(result),
        result === null || result.kind === 'waiting' ? '' : result.at,
      ];
    });
  return [words.head, ...rows].map((row) => row.map(cell).join('\t')).join('\n');
}

/** A name must not become two cells, nor a formula of the spreadsheet. */
function cell(text: string): string {
  const plain = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(plain) ? `'${plain}` : plain;
}
