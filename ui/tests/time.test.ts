import { describe, expect, it } from 'vitest';
import { bookingDay, countdown, dayBefore, exact, moment, momentWithClock, span } from '../src/facts/time';

// Monday 23 November 2026, 19:12 in Hồ Chí Minh City.
const now = Date.parse('2026-11-23T12:12:00Z');
const at = (text: string) => Date.parse(text);

describe('an instant', () => {
  it('is a clock time today, with the weekday within six days', () => {
    expect(moment(at('2026-11-23T01:02:00Z'), now, 'en')).toBe('08:02');
    expect(moment(at('2026-11-24T11:40:00Z'), now, 'en')).toBe('Tue 18:40');
    expect(moment(at('2026-11-22T05:05:00Z'), now, 'en')).toBe('Sun 12:05');
    expect(moment(at('2026-11-24T11:40:00Z'), now, 'vi')).toBe('Thứ 3 18:40');
  });

  it('is a date within a year, then has its year', () => {
    expect(moment(at('2027-01-14T02:00:00Z'), now, 'en')).toBe('14 Jan');
    expect(moment(at('2028-01-14T02:00:00Z'), now, 'en')).toBe('14 Jan 2028');
    expect(momentWithClock(at('2026-11-12T02:14:00Z'), now, 'en')).toBe('12 Nov 09:14');
  });

  it('says the era of a Thai year, and counts a Chinese one as all do', () => {
    expect(moment(at('2028-01-14T02:00:00Z'), now, 'th')).toBe('14 ม.ค. พ.ศ. 2571');
    expect(moment(at('2027-01-14T02:00:00Z'), now, 'th')).toBe('14 ม.ค.');
    expect(bookingDay('2025-11-01', now, 'th')).toBe('1 พ.ย. พ.ศ. 2568');
    expect(moment(at('2028-01-14T02:00:00Z'), now, 'zh')).toBe('2028年1月14日');
    expect(moment(at('2026-11-24T11:40:00Z'), now, 'zh')).toBe('周二 18:40');
    expect(bookingDay('2026-11-01', now, 'zh')).toBe('11月1日');
  });

  it('is tomorrow’s when midnight lies between, however near', () => {
    expect(moment(at('2026-11-23T17:30:00Z'), now, 'en')).toBe('Tue 00:30');
  });

  it('names its zone in full', () => {
    expect(exact(at('2026-11-24T11:40:05Z'), 'en')).toMatch(/24 November 2026.*18:40:05.*GMT\+7/);
    expect(exact(at('2026-11-24T11:40:05Z'), 'vi')).toMatch(/2026.* 18:40:05 GMT\+7$/);
    expect(exact(at('2026-11-24T11:40:05Z'), 'th')).toMatch(/24 พฤศจิกายน พ\.ศ\. 2569 18:40:05 GMT\+7$/);
    expect(exact(at('2026-11-24T11:40:05Z'), 'zh')).toMatch(/^2026年11月24日.* 18:40:05 GMT\+7$/);
  });
});

describe('a booking day', () => {
  it('is not moved by the time zone', () => {
    expect(bookingDay('2026-11-01', now, 'en')).toBe('1 Nov');
    expect(bookingDay('2025-11-01', now, 'en')).toBe('1 Nov 2025');
  });

  it('counts back in local days', () => {
    expect(dayBefore(now, 0)).toBe('2026-11-23');
    expect(dayBefore(now, 30)).toBe('2026-10-24');
  });
});

describe('a span', () => {
  it('is rounded down in its largest sensible unit', () => {
    expect(span(59 * 60_000)).toEqual({ unit: 'minutes', count: 59 });
    expect(span(14.9 * 3_600_000)).toEqual({ unit: 'hours', count: 14 });
    expect(span(47 * 3_600_000)).toEqual({ unit: 'hours', count: 47 });
    expect(span(50 * 3_600_000)).toEqual({ unit: 'days', count: 2 });
    expect(span(-5)).toEqual({ unit: 'minutes', count: 0 });
  });

  it('counts down in minutes and seconds', () => {
    expect([countdown(532_000), countdown(5_900), countdown(-1)]).toEqual(['8:52', '0:05', '0:00']);
  });
});
