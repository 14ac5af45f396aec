/** The run: how far it is, and one mark for each entry. */
import { useTranslation } from 'react-i18next';
import type { QueueEntry, QueueView } from '../../host/bindings';
import { runFigures } from '../../facts/queue';
import { testIds } from '../../testids';

/** More than this are told by the figures alone. */
const MARKS_SHOWN = 60;

export function RunStrip({ queue }: { queue: QueueView }) {
  const { t } = useTranslation();
  const { all, reconnected, linked, skipped, later, done } = runFigures(queue.entries);
  const parts = [
    reconnected > 0 || linked === 0 ? t('desk.run.reconnected', { count: reconnected }) : null,
    linked > 0 ? t('desk.run.linked', { count: linked }) : null,
    later > 0 ? t('desk.run.later', { count: later }) : null,
    skipped > 0 ? t('desk.run.skipped', { count: skipped }) : null,
  ];
  return (
    <div className="run" data-testid={testIds.run}>
      <p className="run-words">
        <b>{queue.in_hand === null ? t('desk.run.over') : t('desk.run.at', { at: done + 1, all })}</b> <span className="second">{parts.filter(Boolean).join(' · ')}</span>
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
