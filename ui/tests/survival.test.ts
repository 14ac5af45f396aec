import { describe, expect, it } from 'vitest';
import { ruler, stretchOf } from '../src/facts/ruler';
import { onScale, survivalSentence, tetherShape } from '../src/facts/survival';
import { figures, groupOf, rowAction } from '../src/facts/urgency';
import { balanceChart, gridLevels } from '../src/facts/balance';
import { iso, sampleConnection } from '../src/host/sample';

const now = Date.parse('2026-11-23T12:12:00Z');
const HOUR = 3_600_000;
const until = (hours: number, over = {}) => sampleConnection(now, { id: `c${hours}`, survival: { kind: 'until', at: iso(now + hours * HOUR) }, ...over });
const ended = sampleConnection(now, { id: 'e', grant: 'needs_person', survival: { kind: 'ended', at: iso(now - HOUR) } });

describe('the scale', () => {
  it('gives the next hours the room', () => {
    expect([onScale(HOUR), onScale(0), onScale(8760 * HOUR), onScale(99_999 * HOUR)]).toEqual([0, 0, 1, 1]);
    expect(onScale(24 * HOUR)).toBeCloseTo(0.35, 2);
  });
});

describe('the tether', () => {
  it('has five shapes', () => {
    const shapes = [until(20), until(3, { grant: 'ending' }), sampleConnection(now), sampleConnection(now, { survival: { kind: 'unknown' } }), ended];
    expect(shapes.map(tetherShape)).toEqual(['until', 'ending', 'open', 'unknown', 'ended']);
  });

  it('is ended whenever a person is needed, whatever the times say', () => {
    expect(tetherShape(until(20, { grant: 'needs_person' }))).toBe('ended');
  });
});

describe('the sentence', () => {
  it('says until when only where that is known', () => {
    expect(survivalSentence(until(20))).toEqual({ key: 'until', at: now + 20 * HOUR });
    expect(survivalSentence(sampleConnection(now)).key).toBe('open');
    expect(survivalSentence(sampleConnection(now, { survival: { kind: 'unknown' } })).key).toBe('unknown');
  });

  it('says since when, or only that it is over', () => {
    expect(survivalSentence(ended)).toEqual({ key: 'ended_at', at: now - HOUR });
    const noticed = sampleConnection(now, { grant: 'needs_person', survival: { kind: 'ended', at: null }, ends_at: iso(now - 2 * HOUR) });
    expect(survivalSentence(noticed)).toEqual({ key: 'since', at: now - 2 * HOUR });
    expect(survivalSentence({ ...noticed, ends_at: null }).key).toBe('ended');
  });
});

describe('the figures', () => {
  it('count what holds, what needs the person, and the next end of what holds', () => {
    expect(figures([until(20), until(5), ended, sampleConnection(now)])).toEqual({ connected: 3, need: 1, deadline: now + 5 * HOUR });
    expect(figures([ended]).deadline).toBeNull();
  });

  it('offline is nothing a person can reconnect', () => {
    const offline = sampleConnection(now, { path: 'offline', next_action: 'wait' });
    expect([groupOf(offline), rowAction(offline.next_action)]).toEqual(['calm', null]);
  });
});

describe('the ruler', () => {
  it('sorts by what is known and keeps marks apart, their ticks where they are', () => {
    const { ended: over, marks, open } = ruler([until(24), until(23.9), until(24.1), ended, sampleConnection(now)], now, 0.05);
    expect([over.length, marks.length, open.length]).toEqual([1, 3, 1]);
    const gaps = marks.slice(1).map((mark, i) => mark.mark - (marks[i]?.mark ?? 0));
    expect(gaps.every((gap) => gap >= 0.0499)).toBe(true);
    expect(marks.every(({ tick }) => Math.abs(tick - 0.35) < 0.01)).toBe(true);
  });

  it('stays on the line where many end late', () => {
    const { marks } = ruler([8700, 8710, 8720, 8730].map((hours) => until(hours)), now, 0.05);
    expect(Math.max(...marks.map(({ mark }) => mark))).toBeLessThanOrEqual(1);
  });

  it('knows the stretch of each', () => {
    expect([until(5), until(20), until(100), until(9000), ended].map((connection) => stretchOf(connection, now))).toEqual(['hours', 'day', 'week', 'year', null]);
  });
});

describe('balances over time', () => {
  const point = (days: number, amount: string) => ({ account_id: 'a', at: iso(now - days * 24 * HOUR), balance: { amount, currency: 'VND' } });

  it('are steps with a gap where days are missing', () => {
    const chart = balanceChart([point(10, '100'), point(9, '120'), point(3, '90'), point(1, '95')], now, 30);
    expect(chart?.steps.map((run) => run.map(({ level }) => level))).toEqual([[100, 120], [90, 95]]);
    expect(chart?.gaps).toEqual([{ from: now - 8 * 24 * HOUR, to: now - 3 * 24 * HOUR }]);
    expect([chart?.low, chart?.high]).toEqual([90, 120]);
  });

  it('are nothing to draw from one reading, or from old ones', () => {
    expect(balanceChart([point(1, '100')], now, 30)).toBeNull();
    expect(balanceChart([point(50, '100'), point(40, '100')], now, 30)).toBeNull();
  });

  it('stand before round numbers', () => {
    expect(gridLevels(112, 156)).toEqual([120, 140]);
    expect(gridLevels(0.9, 1.1).map((level) => level.toFixed(1))).toEqual(['0.9', '1.0', '1.1']);
  });
});
