/**
 * The line of time that every connection hangs on: where a span falls on it, and the sentence beside it.
 *
 * The scale is logarithmic from one hour to one year, so that the next hours get the room.
 */
import type { ConnectionView } from '../host/bindings';

const HOUR = 3_600_000;
const HOURS_A_YEAR = 8760;

export type TetherShape = 'until' | 'ending' | 'open' | 'unknown' | 'ended';

/** Where a span of milliseconds falls, from 0 (an hour or less) to 1 (a year or more). */
export function onScale(milliseconds: number): number {
  const hours = milliseconds / HOUR;
  if (hours <= 1) return 0;
  return Math.min(1, Math.log(hours) / Math.log(HOURS_A_YEAR));
}

/** The shape of a connection's tether. Five shapes, so that it reads without colour. */
export function tetherShape(connection: Pick<ConnectionView, 'grant' | 'survival'>): TetherShape {
  if (connection.survival.kind === 'ended') return 'ended';
  if (connection.grant === 'needs_person' || connection.grant === 'gone') return 'ended';
  switch (connection.survival.kind) {
    case 'until':
      return connection.grant === 'ending' ? 'ending' : 'until';
    case 'no_end_known':
      return 'open';
    case 'unknown':
      return 'unknown';
  }
}

/** When a connection ends, if that is known. */
export function endOf(connection: Pick<ConnectionView, 'survival'>): number | null {
  return connection.survival.kind === 'until' ? Date.parse(connection.survival.at) : null;
}

/** When a connection ended, if it did and that is known. */
export function endedAt(connection: Pick<ConnectionView, 'survival' | 'ends_at'>): number | null {
  if (connection.survival.kind === 'ended' && connection.survival.at) return Date.parse(connection.survival.at);
  return connection.ends_at ? Date.parse(connection.ends_at) : null;
}

/** Which sentence stands beside the tether. The words stand under `survival`. */
export type SurvivalSentence =
  | { key: 'until' | 'ending'; at: number }
  | { key: 'open' | 'unknown' }
  | { key: 'ended_at' | 'since'; at: number }
  | { key: 'ended' };

/** Says until when and if what; never more than the core knows. */
export function survivalSentence(connection: ConnectionView): SurvivalSentence {
  const shape = tetherShape(connection);
  const end = endOf(connection);
  switch (shape) {
    case 'until':
    case 'ending':
      return end === null ? { key: 'unknown' } : { key: shape, at: end };
    case 'open':
    case 'unknown':
      return { key: shape };
    case 'ended': {
      const at = endedAt(connection);
      if (at === null) return { key: 'ended' };
      return { key: connection.survival.kind === 'ended' && connection.survival.at ? 'ended_at' : 'since', at };
    }
  }
}
