/** Instants and lengths of time, in the person's language, with the exact local time in the tooltip. */
import { useTranslation } from 'react-i18next';
import { clock, exact, moment, momentWithClock, nearness, type Span } from '../facts/time';
import { useNow } from '../state/clock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Writes a length of time: `14 h`. */
export function useSpan(): (span: Span) => string {
  const { t } = useTranslation();
  return ({ unit, count }) => t(`time.span.${unit}`, { count });
}

/** Writes an instant for the middle of a sentence: `today 08:02`, `Tue 18:40`. */
export function useMoment(): (at: number) => string {
  const { t, i18n } = useTranslation();
  const now = useNow();
  return (at) => {
    if (nearness(at, now) === 'today') return t('time.today', { clock: clock(at, i18n.language) });
    return moment(at, now, i18n.language);
  };
}

/** Writes how long ago something was read: `5 min ago`, else `as of 18:20`. */
export function useAge(): (at: number) => string {
  const { t, i18n } = useTranslation();
  const now = useNow();
  return (at) => {
    const age = now - at;
    if (age < MINUTE) return t('time.justNow');
    if (age < HOUR) return t('time.minutesAgo', { count: Math.floor(age / MINUTE) });
    return t('time.asOf', { at: moment(at, now, i18n.language) });
  };
}

/** An instant by itself. */
export function Moment({ at, withClock = false }: { at: string | number; withClock?: boolean }) {
  const { i18n } = useTranslation();
  const now = useNow();
  const instant = typeof at === 'string' ? Date.parse(at) : at;
  const write = withClock ? momentWithClock : moment;
  return (
    <time className="nowrap" dateTime={new Date(instant).toISOString()} title={exact(instant, i18n.language)}>
      {write(instant, now, i18n.language)}
    </time>
  );
}

/** How old a reading is. */
export function Age({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const write = useAge();
  return (
    <time className="nowrap" dateTime={at} title={exact(Date.parse(at), i18n.language)}>
      {write(Date.parse(at))}
    </time>
  );
}
