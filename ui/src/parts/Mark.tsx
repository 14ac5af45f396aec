/** Marks of the app and of the providers: our own shapes, never the providers' logos. Decoration beside the name. */
import type { ProviderId } from '../host/bindings';
import './Mark.css';

const HEXAGON = 'M20 2.6 34.8 11.1a2 2 0 0 1 1 1.7v14.4a2 2 0 0 1-1 1.7L21 37.2a2 2 0 0 1-2 0L5.2 28.9a2 2 0 0 1-1-1.7V12.8a2 2 0 0 1 1-1.7L19 2.8a2 2 0 0 1 1-.2Z';

const MARKS: Record<ProviderId, { shape: string; letters: string }> = {
  bankhub: { shape: HEXAGON, letters: 'bH' },
  flowaccount: { shape: 'M20 3a17 17 0 1 1 0 34 17 17 0 0 1 0-34Z', letters: 'FA' },
  its: { shape: 'M10 4h20a6 6 0 0 1 6 6v20a6 6 0 0 1-6 6H10a6 6 0 0 1-6-6V10a6 6 0 0 1 6-6Z', letters: 'ITS' },
  baokim: { shape: 'M18.6 3.6a2 2 0 0 1 2.8 0l15 15a2 2 0 0 1 0 2.8l-15 15a2 2 0 0 1-2.8 0l-15-15a2 2 0 0 1 0-2.8Z', letters: 'BK' },
  headline: { shape: 'M18.3 4.4a2 2 0 0 1 3.4 0l15.6 28.6a2 2 0 0 1-1.7 3H4.4a2 2 0 0 1-1.7-3Z', letters: 'HL' },
};

/** Letters need 32 pixels; below that the shape stands alone. */
const LETTERS_FROM = 32;

export function ProviderMark({ provider, size = 40 }: { provider: ProviderId; size?: number }) {
  const { shape, letters } = MARKS[provider];
  return (
    <svg className="mark" data-provider={provider} width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      <path className="mark-shape" d={shape} />
      {size >= LETTERS_FROM && (
        <text className="mark-letters" x="20" y="25" textAnchor="middle">
          {letters}
        </text>
      )}
    </svg>
  );
}

/** Two open rings holding each other. The same drawing as icons/app.svg. */
export function AppMark({ size = 32 }: { size?: number }) {
  return (
    <svg className="app-mark" width={size} height={size} viewBox="16 16 480 480" aria-hidden="true">
      <rect className="app-mark-tile" x="16" y="16" width="480" height="480" rx="108" />
      <path className="app-mark-ring" d="M279.7 280.9A98 98 0 1 1 280.9 142.3" />
      <path className="app-mark-ring" d="M232.3 231.1A98 98 0 1 1 231.1 369.7" />
    </svg>
  );
}
