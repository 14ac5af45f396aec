/** A sign-in that the desk began and that worked out leads back to the desk by itself: nothing has to be pressed for it. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueView, SessionView } from '../host/bindings';
import { entryOf, isOpen } from '../facts/queue';
import { useToast } from '../parts/Toast';
import { useHost } from './host';
import { usePlace } from './place';
import { keys } from './queries';

/** Whether nothing is left to do for an entry. Another account than the desk waits for leaves it as it was. */
function isDone(queue: QueueView, id: string): boolean {
  const entry = queue.entries.find((one) => one.id === id);
  return entry === undefined || !isOpen(entry);
}

/** Gives whether the way leads back by itself: then the end of the session is not shown. */
export function useMoveOn(session: SessionView | undefined): boolean {
  const { fromDesk, leaveFlow } = usePlace();
  const host = useHost();
  const client = useQueryClient();
  const say = useToast();
  const { t } = useTranslation();
  const entry = session ? entryOf(session) : null;
  const ended = fromDesk && session?.state === 'linked' && entry !== null;
  const [stays, setStays] = useState(false);
  const name = session?.identity?.name ?? session?.expected?.name ?? '';
  useEffect(() => {
    if (!ended) return undefined;
    let here = true;
    // The desk is read before it is shown: Enter must open the next entry there, and never the one that is done.
    const settle = (queue: QueueView | null) => {
      if (!here) return;
      if (queue === null || !isDone(queue, entry)) {
        setStays(true);
        return;
      }
      client.setQueryData(keys.queue, queue);
      // A run tells it in its own line.
      if (queue.run_since === null) say({ icon: 'check-circle', text: t('desk.worked', { name }) });
      leaveFlow();
    };
    host.queue().then(settle, () => { settle(null); });
    return () => { here = false; };
  }, [ended, entry, name, host, client, say, t, leaveFlow]);
  return ended && !stays;
}
