/** One line of time over all rows: ended, now … one year, no end known. Many connections become bars that filter. */
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../host/bindings';
import { BARS_FROM, ruler, STRETCHES, stretchOf, type StretchId } from '../../facts/ruler';
import { onScale } from '../../facts/survival';
import { ProviderMark } from '../../parts/Mark';
import './Ruler.css';

const HOUR = 3_600_000;
const WIDTH = 290;
const MARK = 15;
const TICKS = [
  { word: 'hour', hours: 1 },
  { word: 'hours', hours: 6 },
  { word: 'day', hours: 24 },
  { word: 'week', hours: 168 },
  { word: 'year', hours: 8760 },
] as const;
/** More marks than this stand as a number. */
const MARKS_SHOWN = 4;

interface RulerGiven {
  connections: readonly ConnectionView[];
  now: number;
  stretch: StretchId | null;
  onStretch: (stretch: StretchId | null) => void;
}

export function Ruler({ connections, now, stretch, onStretch }: RulerGiven) {
  const { t } = useTranslation();
  const { ended, marks, open } = ruler(connections, now, (MARK + 3) / WIDTH);
  const summary = t('accounts.ruler.summary', { ended: ended.length, known: marks.length, open: open.length });
  return (
    <section className="ruler" aria-label={t('accounts.ruler.label')}>
      <p className="unseen">{summary}</p>
      {ended.length > 0 && (
        <div className="ruler-ended" aria-hidden="true">
          <p>{t('accounts.ruler.ended')}</p>
          <Marks connections={ended} />
        </div>
      )}
      {connections.length >= BARS_FROM ? (
        <Bars connections={connections} now={now} stretch={stretch} onStretch={onStretch} />
      ) : (
        <div className="ruler-line" aria-hidden="true">
          <span className="ruler-now">{t('accounts.ruler.now')}</span>
          {TICKS.map(({ word, hours }) => (
            <span className="ruler-tick" data-edge={word} key={word} style={{ left: `${place(onScale(hours * HOUR))}px` }}>
              {t(`accounts.ruler.tick.${word}`)}
            </span>
          ))}
          {marks.map(({ id, provider, shape, tick, mark }) => (
            <span className="ruler-mark" key={id}>
              <span className="ruler-end" data-shape={shape} style={{ left: `${place(tick)}px` }} />
              <span className="ruler-shape" style={{ left: `${place(mark) - MARK / 2}px` }}>
                <ProviderMark provider={provider} size={MARK} />
              </span>
            </span>
          ))}
        </div>
      )}
      {open.length > 0 && (
        <div className="ruler-open" aria-hidden="true">
          <p>{t('accounts.ruler.open')}</p>
          <Marks connections={open} />
        </div>
      )}
    </section>
  );
}

/** The first hour stands a little after “now”, so that a mark at an hour is not on it. */
function place(share: number): number {
  return 12 + share * (WIDTH - 24);
}

function Marks({ connections }: { connections: readonly ConnectionView[] }) {
  const more = connections.length - MARKS_SHOWN;
  return (
    <span className="ruler-marks">
      {connections.slice(0, MARKS_SHOWN).map(({ id, provider }) => (
        <ProviderMark key={id} provider={provider} size={MARK} />
      ))}
      {more > 0 && <span className="small quiet">+{more}</span>}
    </span>
  );
}

function Bars({ connections, now, stretch, onStretch }: RulerGiven) {
  const { t } = useTranslation();
  const counts = STRETCHES.map(({ id }) => connections.filter((connection) => stretchOf(connection, now) === id).length);
  const most = Math.max(1, ...counts);
  return (
    <div className="ruler-bars">
      {STRETCHES.map(({ id }, number) => {
        const count = counts[number] ?? 0;
        const word = t(`accounts.ruler.stretch.${id}`);
        return (
          <button type="button" className="ruler-bar" key={id} aria-pressed={stretch === id} aria-label={t('accounts.ruler.bar', { count, stretch: word })} onClick={() => { onStretch(stretch === id ? null : id); }}>
            <span className="small">{count}</span>
            <span className="ruler-bar-fill" style={{ height: `${4 + (count / most) * 20}px` }} />
            <span className="small quiet">{word}</span>
          </button>
        );
      })}
    </div>
  );
}
