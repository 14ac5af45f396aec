/** What can be done with an entry of the desk. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConnectionView, EntryId, QueueEntry, RunNote } from '../../host/bindings';
import { aboutOf, entryOf, isOpen, whoseOf } from '../../facts/queue';
import { calendarDay } from '../../facts/time';
import { copyText } from '../../parts/copy';
import { useSayProblem } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { isOver } from '../../state/events';
import { useLinkAwaited, useReconnect } from '../../state/linking';
import { usePlace } from '../../state/place';
import { keys, useQueueChange, useSessions } from '../../state/queries';

export interface DeskActions {
  /** Begins the sign-in, or asks again where the person acts at the bank. */
  open: (entry: QueueEntry) => void;
  later: (entry: QueueEntry) => void;
  skip: (entry: QueueEntry) => void;
  undo: (entry: QueueEntry) => void;
  /** Goes to the connection. */
  show: (entry: QueueEntry) => void;
  /** Takes an account off the desk that waits to be linked. */
  remove: (entry: QueueEntry) => void;
  /** Copies a repair ticket for it. */
  ticket: (entry: QueueEntry) => void;
  busy: boolean;
}

export function useDeskActions(onMoved: () => void): DeskActions {
  const { t, i18n } = useTranslation();
  const host = useHost();
  const say = useToast();
  const sayProblem = useSayProblem();
  const { go } = usePlace();
  const sessions = useSessions().data ?? [];
  const { reconnect, pending } = useReconnect();
  const { linkAwaited, pending: linking } = useLinkAwaited();
  const note = useQueueChange(({ id, note: said }: { id: EntryId; note: RunNote }) => host.noteRun(id, said));
  const check = useMutation({ mutationFn: ({ id }: ConnectionView) => host.sync(id), onError: sayProblem });
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (entry: QueueEntry) => host.removeAwaited(entry.id),
    onSuccess: (queue, entry) => {
      client.setQueryData(keys.queue, queue);
      say({ icon: 'check-circle', text: t('lists.removed', { name: whoseOf(entry) ?? t(`provider.${aboutOf(entry).provider}`) }) });
    },
    onError: sayProblem,
  });
  const ticket = useMutation({
    mutationFn: async ({ id }: QueueEntry) => {
      const made = await host.makeTicket(id);
      await copyText(made.address);
      return made;
    },
    onSuccess: ({ until }) => { say({ icon: 'copy', text: t('repair.copied', { day: calendarDay(until, i18n.language) }) }); },
    onError: sayProblem,
  });
  const noting = (said: RunNote) => ({ id }: QueueEntry) => {
    note.mutate({ id, note: said });
    onMoved();
  };
  return {
    busy: pending || linking || check.isPending || remove.isPending,
    open: (entry) => {
      if (!isOpen(entry)) return;
      const { id, subject } = entry;
      onMoved();
      const open = sessions.find((session) => !isOver(session.state) && entryOf(session) === id);
      // Its page is open already: one sign-in at a time for an account.
      if (open) go({ screen: 'session', id: open.id });
      else if (subject.kind === 'awaited') {
        if (subject.awaited.reason === 'registration_missing') go({ screen: 'providers' });
        else linkAwaited(subject.awaited);
      } else if (subject.connection.next_action === 'act_at_provider') check.mutate(subject.connection);
      else reconnect(subject.connection);
    },
    later: noting('later'),
    skip: noting('skip'),
    undo: noting('undo'),
    show: ({ id }) => { go({ screen: 'connection', id }); },
    ticket: ticket.mutate,
    remove: (entry) => {
      onMoved();
      remove.mutate(entry);
    },
  };
}
