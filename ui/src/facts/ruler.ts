/** Where connections stand on the ruler above the list. */
import type { ConnectionView, ProviderId } from '../host/bindings';
import { endOf, onScale, tetherShape, type TetherShape } from './survival';

/** From this many on, marks become bars. */
export const BARS_FROM = 40;

export interface RulerMark {
  id: string;
  provider: ProviderId;
  shape: TetherShape;
  /** Where its end is, from 0 to 1. */
  tick: number;
  /** Where its mark is drawn: beside the tick when another one is too close. */
  mark: number;
}

export interface Ruler {
  ended: ConnectionView[];
  marks: RulerMark[];
  open: ConnectionView[];
}

/** Sorts connections onto the ruler. `apart` is the least distance of two marks on its scale. */
export function ruler(connections: readonly ConnectionView[], now: number, apart: number): Ruler {
  const marks: RulerMark[] = [];
  const ended: ConnectionView[] = [];
  const open: ConnectionView[] = [];
  for (const connection of connections) {
    const shape = tetherShape(connection);
    const end = endOf(connection);
    if (shape === 'ended') ended.push(connection);
    else if (end === null) open.push(connection);
    else {
      const tick = onScale(end - now);
      marks.push({ id: connection.id, provider: connection.provider, shape, tick, mark: tick });
    }
  }
  marks.sort((a, b) => a.tick - b.tick);
  return { ended, marks: nudged(marks, apart), open };
}

/** Moves marks apart, first to the right, then back from the end where the line is full. */
function nudged(marks: RulerMark[], apart: number): RulerMark[] {
  const places = marks.map((mark) => mark.tick);
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + apart);
  for (let i = places.length - 1, most = 1; i >= 0; i--, most -= apart) {
    places[i] = Math.max(0, Math.min(places[i] ?? 0, most));
    most = Math.min(most, places[i] ?? 0);
  }
  return marks.map((mark, i) => ({ ...mark, mark: places[i] ?? mark.tick }));
}

/** The stretches that stand as bars, by the end of each in hours. */
export const STRETCHES = [
  { id: 'hours', hours: 6 },
  { id: 'day', hours: 24 },
  { id: 'week', hours: 168 },
  { id: 'month', hours: 720 },
  { id: 'year', hours: Infinity },
] as const;

export type StretchId = (typeof STRETCHES)[number]['id'];

/** The stretch in which a connection ends, `null` if its end is not known or over. */
export function stretchOf(connection: ConnectionView, now: number): StretchId | null {
  const end = endOf(connection);
  if (end === null || tetherShape(connection) === 'ended') return null;
  const hours = (end - now) / 3_600_000;
  return STRETCHES.find((stretch) => hours < stretch.hours)?.id ?? null;
}
