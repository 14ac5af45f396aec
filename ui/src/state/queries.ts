/** What the screens read, each under one key. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConnectionId, QueueView, SessionView, TransactionRange, VisitView } from '../host/bindings';
import { useHost } from './host';

export const keys = {
  profile: ['profile'],
  settings: ['settings'],
  providers: ['providers'],
  connections: ['connections'],
  queue: ['queue'],
  customers: ['customers'],
  connection: (id: ConnectionId) => ['connection', id],
  transactions: (id: ConnectionId, range: TransactionRange) => ['transactions', id, range],
  actions: (id: ConnectionId) => ['actions', id],
  sessions: ['sessions'],
  unattended: ['unattended'],
  practice: ['practice'],
} as const;

/** A link that is good becomes one that ends soon without an event: only time passes. */
const MINUTE = 60_000;
/** The practice phone rings without an event. */
const PHONE = 2_000;
/** The keychain answers with an event; this is for an event that got lost. */
const KEYCHAIN = 3_000;

export function useProfile() {
  const host = useHost();
  return useQuery({
    queryKey: keys.profile,
    queryFn: () => host.profile(),
    refetchInterval: ({ state }) => (state.data?.keychain_waiting ? KEYCHAIN : false),
  });
}

export function useSettings(open: boolean) {
  const host = useHost();
  return useQuery({ queryKey: keys.settings, queryFn: () => host.settings(), enabled: open });
}

/** What keeps links alive without a window. */
export function useUnattended() {
  const host = useHost();
  return useQuery({ queryKey: keys.unattended, queryFn: () => host.unattended() });
}

export function useProviders() {
  const host = useHost();
  return useQuery({ queryKey: keys.providers, queryFn: () => host.providers() });
}

/** The page of the provider's own that a session is about, if it is about one. */
export function usePage(session: Pick<SessionView, 'provider' | 'page'> | undefined): VisitView | undefined {
  const providers = useProviders().data;
  return session && providers?.find(({ id }) => id === session.provider)?.pages.find(({ page }) => page === session.page);
}

export function useConnections() {
  const host = useHost();
  return useQuery({ queryKey: keys.connections, queryFn: () => host.connections(), refetchInterval: MINUTE });
}

/** What needs a person; what ends soon becomes part of it without an event. */
export function useQueue() {
  const host = useHost();
  return useQuery({ queryKey: keys.queue, queryFn: () => host.queue(), refetchInterval: MINUTE });
}

/** A change of the run, whose answer is the queue as it stands then. */
export function useQueueChange<Given>(change: (given: Given) => Promise<QueueView>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (queue) => { client.setQueryData(keys.queue, queue); },
    onError: () => client.invalidateQueries({ queryKey: keys.queue }),
  });
}

export function useConnection(id: ConnectionId) {
  const host = useHost();
  return useQuery({ queryKey: keys.connection(id), queryFn: () => host.connection(id), refetchInterval: MINUTE });
}

export function useTransactions(id: ConnectionId, range: TransactionRange) {
  const host = useHost();
  return useQuery({ queryKey: keys.transactions(id, range), queryFn: () => host.transactions(id, range) });
}

/** What the grant allows changes only with the grant, so it is read each time somebody looks. */
export function useActions(id: ConnectionId) {
  const host = useHost();
  return useQuery({ queryKey: keys.actions(id), queryFn: () => host.actions(id) });
}

export function useSessions() {
  const host = useHost();
  return useQuery({ queryKey: keys.sessions, queryFn: () => host.sessions() });
}

export function usePractice(open: boolean) {
  const host = useHost();
  return useQuery({
    queryKey: keys.practice,
    queryFn: () => host.practice(),
    enabled: open,
    refetchInterval: PHONE,
  });
}
