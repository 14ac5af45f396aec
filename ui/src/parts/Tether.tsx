/**
 * The line of time of one connection: dot = now, bar = end, arrow: no end known, dots: unknown, ring and cross: ended.
 * Decoration for the sentence beside it.
 */
import type { ConnectionView } from '../host/bindings';
import { endOf, onScale, tetherShape } from '../facts/survival';
import './Tether.css';

const HEIGHT = 14;
const MIDDLE = HEIGHT / 2;
const START = 5;
const NEAREST = 8;

type Ended = Pick<ConnectionView, 'grant' | 'survival'>;

export function Tether({ connection, now, width = 90 }: { connection: Ended; now: number; width?: number }) {
  const shape = tetherShape(connection);
  const end = endOf(connection);
  const last = width - 4;
  const place = end === null ? last : START + NEAREST + onScale(end - now) * (last - START - NEAREST);
  return (
    <svg className="tether" data-shape={shape} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
      <Drawing shape={shape} place={place} last={last} />
    </svg>
  );
}

function Drawing({ shape, place, last }: { shape: ReturnType<typeof tetherShape>; place: number; last: number }) {
  switch (shape) {
    case 'ended':
      return (
        <>
          <path className="tether-rest" d={`M28 ${MIDDLE}H${last}`} />
          <circle className="tether-ring" cx={START} cy={MIDDLE} r="3" />
          <path className="tether-line" d="M15 3.5l7 7M22 3.5l-7 7" />
        </>
      );
    case 'unknown':
      return (
        <>
          <circle className="tether-dot" cx={START} cy={MIDDLE} r="3.5" />
          <path className="tether-dots" d={`M13 ${MIDDLE}H${last}`} />
        </>
      );
    case 'open':
      return (
        <>
          <circle className="tether-dot" cx={START} cy={MIDDLE} r="3.5" />
          <path className="tether-line" d={`M${START} ${MIDDLE}H${last}M${last - 5} ${MIDDLE - 5}l5 5-5 5`} />
        </>
      );
    case 'until':
    case 'ending':
      return (
        <>
          <path className="tether-rest" d={`M${place} ${MIDDLE}H${last}`} />
          <circle className="tether-dot" cx={START} cy={MIDDLE} r="3.5" />
          <path className="tether-line" d={`M${START} ${MIDDLE}H${place}`} />
          <path className="tether-end" d={`M${place} 1.5v11`} />
        </>
      );
  }
}
