/** Balances over time as steps: a balance holds until the next reading, and missing days are a gap. */
import type { BalancePoint } from '../host/bindings';

const DAY = 86_400_000;
/** Without a reading for longer than this, nobody knows what happened in between. */
const GAP = 2 * DAY;

export interface Step {
  from: number;
  to: number;
  /** For drawing only; the amount that is shown is the provider's string. */
  level: number;
}

export interface BalanceChart {
  steps: Step[][];
  gaps: { from: number; to: number }[];
  from: number;
  to: number;
  low: number;
  high: number;
}

/** What is drawn for one account; `null` where one reading alone would make a line of nothing. */
export function balanceChart(points: readonly BalancePoint[], now: number, days: number): BalanceChart | null {
  const since = now - days * DAY;
  const readings = points
    .map((point) => ({ at: Date.parse(point.at), level: Number(point.balance.amount) }))
    .filter((reading) => reading.at >= since && reading.at <= now && Number.isFinite(reading.level))
    .sort((a, b) => a.at - b.at);
  const first = readings[0];
  if (!first || readings.length < 2) return null;

  const runs: Step[][] = [[]];
  const gaps: { from: number; to: number }[] = [];
  readings.forEach((reading, i) => {
    const next = readings[i + 1]?.at ?? now;
    const missing = next - reading.at > GAP;
    const to = missing ? reading.at + DAY : next;
    runs.at(-1)?.push({ from: reading.at, to, level: reading.level });
    if (missing) {
      gaps.push({ from: to, to: next });
      if (i < readings.length - 1) runs.push([]);
    }
  });
  const levels = readings.map((reading) => reading.level);
  return { steps: runs, gaps, from: first.at, to: now, low: Math.min(...levels), high: Math.max(...levels) };
}

/** Round numbers inside a range, for the lines behind the steps. */
export function gridLevels(low: number, high: number, about = 4): number[] {
  const range = high - low || Math.abs(high) || 1;
  const rough = range / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const levels = [];
  for (let level = Math.ceil(low / step) * step; level <= high + step / 1000; level += step) levels.push(level);
  return levels;
}
