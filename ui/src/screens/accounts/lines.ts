/** The lines of the list in their order: waiting sessions first, then the groups by urgency. */
import type { ConnectionView, SessionView } from '../../host/bindings';
import { GROUPS, groupOf, type Group } from '../../facts/urgency';

export type Line =
  | { kind: 'head'; id: string; group: Group | 'waiting'; count: number }
  | { kind: 'waiting'; id: string; session: SessionView }
  | { kind: 'row'; id: string; connection: ConnectionView };

export const HEAD_HEIGHT = 30;
export const ROW_HEIGHT = 56;
/** Where the balance stands under the name. */
export const FOLDED_ROW_HEIGHT = 72;
/** The room below which it does; the same as in AccountList.css. */
export const FOLDS_AT = 818;

export function linesOf(connections: readonly ConnectionView[], waiting: readonly SessionView[]): Line[] {
  const lines: Line[] = [];
  if (waiting.length > 0) {
    lines.push({ kind: 'head', id: 'head-waiting', group: 'waiting', count: waiting.length });
    lines.push(...waiting.map((session) => ({ kind: 'waiting' as const, id: session.id, session })));
  }
  for (const group of GROUPS) {
    const members = connections.filter((connection) => groupOf(connection) === group);
    if (members.length === 0) continue;
    lines.push({ kind: 'head', id: `head-${group}`, group, count: members.length });
    lines.push(...members.map((connection) => ({ kind: 'row' as const, id: connection.id, connection })));
  }
  return lines;
}

/** The row that is selected before anybody moved: the most urgent one that needs a person. */
export function firstSelected(lines: readonly Line[]): string | null {
  const first = lines.find((line) => line.kind !== 'head');
  if (first?.kind === 'waiting') return first.id;
  return first?.kind === 'row' && groupOf(first.connection) !== 'calm' ? first.id : null;
}

/** The next row in a direction from one, skipping heads; `null` at the end. */
export function nextRow(lines: readonly Line[], from: string | null, step: 1 | -1): string | null {
  const rows = lines.filter((line) => line.kind !== 'head');
  const at = rows.findIndex(({ id }) => id === from);
  if (at === -1) return rows[step === 1 ? 0 : rows.length - 1]?.id ?? null;
  return rows[at + step]?.id ?? null;
}
