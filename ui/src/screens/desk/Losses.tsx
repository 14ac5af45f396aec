/** How many are lost when. A bar is a filter. */
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '../../host/bindings';
import { isOpen, LOSSES, lossOf, type LossId } from '../../facts/queue';
import { testIds } from '../../testids';

const TALLEST = 22;

export function Losses({ entries, now, chosen, onChoose }: { entries: readonly QueueEntry[]; now: number; chosen: LossId | null; onChoose: (loss: LossId | null) => void }) {
  const { t } = useTranslation();
  const counts = new Map<LossId, number>();
  for (const entry of entries.filter(isOpen)) counts.set(lossOf(entry, now), (counts.get(lossOf(entry, now)) ?? 0) + 1);
  const most = Math.max(1, ...counts.values());
  return (
    <div className="losses" role="group" aria-label={t('desk.losses.label')}>
      {LOSSES.filter(({ id }) => id !== 'unlinked' || counts.has(id)).map(({ id }) => {
        const count = counts.get(id) ?? 0;
        return (
          <button
            type="button"
            className="loss"
            key={id}
            data-loss={id}
            data-testid={testIds.loss(id)}
            aria-pressed={chosen === id}
            disabled={count === 0 && chosen !== id}
            onClick={() => { onChoose(chosen === id ? null : id); }}
          >
            <span className="loss-count">{count}</span>
            <span className="loss-bar" style={{ height: `${count === 0 ? 1 : Math.max(4, Math.round((TALLEST * count) / most))}px` }} />
            <span className="loss-word">{t(`desk.losses.${id}`)}</span>
          </button>
        );
      })}
    </div>
  );
}
