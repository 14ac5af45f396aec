/** The run: how far it is, and one mark for each entry. */
import { useTranslation } from 'react-i18next';
import type { QueueEntry, QueueView } from '../../host/bindings';
import { runFigures } from '../../facts/queue';
import { testIds } from '../../testids';
import { useRunWords } from './words';

/** More than this are told by the figures alone. */
const MARKS_SHOWN = 60;

export function RunStrip({ queue }: { queue: QueueView }) {
  const { t } = useTranslation();
  const { all, done } = runFigures(queue.entries);
  const parts = useRunWords()(queue.entries);
  return (
    <div className="run" data-testid={testIds.run}>
      <p className="run-words" role="status">
        <b>{queue.in_hand === null ? t('desk.run.over') : t('desk.run.at', { at: done + 1, all })}</b> <span className="second">{parts.join(' · ')}</span>
      </p>
      {all <= MARKS_SHOWN && (
        <div className="run-marks" aria-hidden="true">
          {queue.entries.map((entry) => entry.result !== null && <span className="run-mark" key={entry.id} data-result={mark(entry, queue.in_hand)} />)}
        </div>
      )}
    </div>
  );
}

function mark({ id, result }: QueueEntry, inHand: string | null): string {
  return id === inHand ? 'in-hand' : (result?.kind ?? 'waiting');
}
