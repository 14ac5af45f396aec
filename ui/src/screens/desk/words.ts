/** Why an entry stands on the desk, in the person's words. */
import { useTranslation } from 'react-i18next';
import type { AwaitedReason, QueueEntry } from '../../host/bindings';
import { runFigures, whyOf, type Why } from '../../facts/queue';

const AWAITED = new Set<Why>(['linked_elsewhere', 'never_linked', 'registration_missing'] satisfies AwaitedReason[]);

const isAwaited = (why: Why): why is AwaitedReason => AWAITED.has(why);

export function useDeskWords() {
  const { t } = useTranslation();
  const reason = (why: Why) => {
    if (why === null) return t('desk.whyEnds');
    return isAwaited(why) ? t(`lists.awaited.${why}`) : t(`reason.${why}`);
  };
  return { reason, why: (entry: QueueEntry) => reason(whyOf(entry)) };
}

/** What a run has come to, part by part. */
export function useRunWords() {
  const { t } = useTranslation();
  return (entries: readonly QueueEntry[]): string[] => {
    const { reconnected, linked, skipped, later } = runFigures(entries);
    return [
      reconnected > 0 || linked === 0 ? t('desk.run.reconnected', { count: reconnected }) : null,
      linked > 0 ? t('desk.run.linked', { count: linked }) : null,
      later > 0 ? t('desk.run.later', { count: later }) : null,
      skipped > 0 ? t('desk.run.skipped', { count: skipped }) : null,
    ].filter((part) => part !== null);
  };
}
