/**
 * How an instant is written: a clock time today, weekday and clock within six days, a date within a year, then with
 * the year. Local time, 24 hours. Gregorian calendar, but in Thai, where a year is counted as Thai banks count it and
 * always says its era: พ.ศ. 2571.
 */
import type { Language } from '../words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Nearness = 'today' | 'week' | 'year' | 'later';

/** The formats of the languages. English is written as in Southeast Asia and Europe: day before month. */
const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-GB-u-ca-gregory-hc-h23-nu-latn',
  vi: 'vi-VN-u-ca-gregory-hc-h23-nu-latn',
  th: 'th-TH-u-ca-buddhist-hc-h23-nu-latn',
  zh: 'zh-Hans-CN-u-ca-gregory-hc-h23-nu-latn',
};

function locale(language: string): string {
  return Object.hasOwn(LOCALES, language) ? LOCALES[language as Language] : LOCALES.en;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function write(at: number, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = language + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale(language), options);
    formats.set(key, format);
  }
  return format.format(at);
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

/** A year that cannot be taken for one of another calendar. */
function year(language: string): Intl.DateTimeFormatOptions {
  return language === 'th' ? { year: 'numeric', era: 'short' } : { year: 'numeric' };
}

/** How far an instant is from now, by the calendar. */
export function nearness(at: number, now: number): Nearness {
  if (sameDay(at, now)) return 'today';
  if (Math.abs(at - now) < 6 * DAY) return 'week';
  if (Math.abs(at - now) < 365 * DAY) return 'year';
  return 'later';
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** `18:40`. */
export function clock(at: number, language: string): string {
  return write(at, language, CLOCK);
}

/** `18:40:04`. */
export function clockWithSeconds(at: number, language: string): string {
  return write(at, language, { ...CLOCK, second: '2-digit' });
}

/** `Tue 18:40`. Built from its pieces, because languages disagree about the comma. */
function weekdayAndClock(at: number, language: string): string {
  return `${write(at, language, { weekday: 'short' })} ${clock(at, language)}`;
}

/** `14 Jan`. */
export function dayAndMonth(at: number, language: string): string {
  return write(at, language, { day: 'numeric', month: 'short' });
}

/** `14 Jan`, of a day that is written `2026-01-14` and begins at no particular hour. */
export function calendarDay(day: string, language: string): string {
  return dayAndMonth(Date.parse(`${day}T12:00`), language);
}

/** The shortest text that is not ambiguous. */
export function moment(at: number, now: number, language: string): string {
  switch (nearness(at, now)) {
    case 'today':
      return clock(at, language);
    case 'week':
      return weekdayAndClock(at, language);
    case 'year':
      return dayAndMonth(at, language);
    case 'later':
      return write(at, language, { day: 'numeric', month: 'short', ...year(language) });
  }
}

/** Like {@link moment}, but a date keeps its clock time: for lists where the hour counts. */
export function momentWithClock(at: number, now: number, language: string): string {
  const near = nearness(at, now);
  const text = moment(at, now, language);
  return near === 'year' || near === 'later' ? `${text} ${clock(at, language)}` : text;
}

/** `Tue 24 Nov 16:40`: for a clock that does not stand at the true time. */
export function weekdayDateClock(at: number, language: string): string {
  return `${write(at, language, { weekday: 'short' })} ${dayAndMonth(at, language)} ${clock(at, language)}`;
}

/** The exact local time with its zone, for the tooltip. Built from its pieces, because Thai would spell out the hours. */
export function exact(at: number, language: string): string {
  const day = write(at, language, { weekday: 'short', day: 'numeric', month: 'long', ...year(language) });
  return `${day} ${clockWithSeconds(at, language)} ${zone(at, language)}`;
}

/** `GMT+7`. */
function zone(at: number, language: string): string {
  const parts = new Intl.DateTimeFormat(locale(language), { timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** A booking day, `YYYY-MM-DD`, as it is shown. It has no time zone, so it is not shifted. */
export function bookingDay(date: string, now: number, language: string): string {
  const [bookedYear = 0, month = 1, day = 1] = date.split('-').map(Number);
  const at = new Date(bookedYear, month - 1, day, 12).getTime();
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  const sameYear = new Date(now).getFullYear() === bookedYear;
  return write(at, language, sameYear ? options : { ...options, ...year(language) });
}

/** A length of time in its largest sensible unit. The words stand under `time.span`. */
export interface Span {
  unit: 'minutes' | 'hours' | 'days';
  count: number;
}

/** Rounded down, so that a deadline never looks later than it is. Hours up to two days, as a day's token is counted. */
export function span(milliseconds: number): Span {
  const length = Math.max(0, milliseconds);
  if (length < HOUR) return { unit: 'minutes', count: Math.floor(length / MINUTE) };
  if (length < 2 * DAY) return { unit: 'hours', count: Math.floor(length / HOUR) };
  return { unit: 'days', count: Math.floor(length / DAY) };
}

/** `8:52`: minutes and seconds that are left. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The day `days` before now as `YYYY-MM-DD`, local. */
export function dayBefore(now: number, days: number): string {
  const at = new Date(now - days * DAY);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
