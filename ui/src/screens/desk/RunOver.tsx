/** The end of a run, where the entry in hand stood: what it came to, and what is left. */
import { useTranslation } from 'react-i18next';
import type { QueueView } from '../../host/bindings';
import { isOpen } from '../../facts/queue';
import { Icon } from '../../parts/Icon';
import { testIds } from '../../testids';
import { useRunWords } from './words';

export function RunOver({ queue }: { queue: QueueView }) {
  const { t } = useTranslation();
  const parts = useRunWords()(queue.entries);
  const left = queue.entries.filter(isOpen).length;
  return (
    <aside className="in-hand run-over" aria-label={t('desk.run.over')} data-testid={testIds.runOver}>
      <Icon name="check-circle" size={28} />
      <h2>{t('desk.run.over')}</h2>
      <ul>
        {parts.map((part) => <li key={part}>{part}</li>)}
      </ul>
      <p className="second">{left === 0 ? t('desk.run.nothingLeft') : t('desk.run.left', { count: left })}</p>
      <p className="small quiet">{t('desk.run.sheet')}</p>
    </aside>
  );
}
