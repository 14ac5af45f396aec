/** Why an entry stands on the desk, in the person's words. */
import { useTranslation } from 'react-i18next';
import type { AwaitedReason, QueueEntry } from '../../host/bindings';
import { aboutOf, type Why } from '../../facts/queue';

const AWAITED = new Set<Why>(['linked_elsewhere', 'never_linked', 'registration_missing'] satisfies AwaitedReason[]);

const isAwaited = (why: Why): why is AwaitedReason => AWAITED.has(why);

export function useDeskWords() {
  const { t } = useTranslation();
  const reason = (why: Why) => {
    if (why === null) return t('desk.whyEnds');
    return isAwaited(why) ? t(`lists.awaited.${why}`) : t(`reason.${why}`);
  };
  return { reason, why: (entry: QueueEntry) => reason(aboutOf(entry).reason) };
}
