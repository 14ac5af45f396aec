/** What an event of the core changes in what the screens have read. */
import type { QueryClient } from '@tanstack/react-query';
import type { DeskEvent, SessionState, SessionView } from '../host/bindings';
import { keys } from './queries';

/** Whether nothing more will happen in a session. */
export function isOver(state: SessionState): boolean {
  return ['linked', 'removed', 'opened', 'cancelled', 'denied', 'timed_out', 'failed'].includes(state);
}

/** The sessions with one of them as it stands now. A session keeps its place in the list. */
export function withSession(sessions: readonly SessionView[], session: SessionView): SessionView[] {
  const known = sessions.some(({ id }) => id === session.id);
  return known ? sessions.map((other) => (other.id === session.id ? session : other)) : [...sessions, session];
}

/**
 * Puts a session that came as an answer into what was read. Events tell of every change and may overtake an answer: what
 * is known by them is newer.
 */
export function takeAnswer(client: QueryClient, session: SessionView): void {
  const known = client.getQueryData<SessionView[]>(keys.sessions)?.some(({ id }) => id === session.id) ?? false;
  if (!known) takeSession(client, session);
}

/** Puts a session into what was read, as an event tells it. */
function takeSession(client: QueryClient, session: SessionView): void {
  client.setQueryData<SessionView[]>(keys.sessions, (sessions = []) => withSession(sessions, session));
  if (isOver(session.state)) {
    void client.invalidateQueries({ queryKey: keys.connections });
    void client.invalidateQueries({ queryKey: keys.queue });
    void client.invalidateQueries({ queryKey: ['connection'] });
    // The route that was used is remembered with the provider.
    void client.invalidateQueries({ queryKey: keys.providers });
  }
}

export function takeEvent(client: QueryClient, event: DeskEvent): void {
  switch (event.kind) {
    case 'session':
      takeSession(client, event.session);
      return;
    case 'connections':
      void client.invalidateQueries({ queryKey: keys.connections });
      void client.invalidateQueries({ queryKey: keys.queue });
      void client.invalidateQueries({ queryKey: event.id === null ? ['connection'] : keys.connection(event.id) });
      void client.invalidateQueries({ queryKey: event.id === null ? ['transactions'] : ['transactions', event.id] });
      return;
    case 'registrations':
      void client.invalidateQueries({ queryKey: keys.providers });
      void client.invalidateQueries({ queryKey: keys.connections });
      return;
    case 'settings':
      void client.invalidateQueries({ queryKey: keys.settings });
      return;
    case 'keychain':
      // Whatever was asked while the store was closed is asked again.
      void client.invalidateQueries();
      return;
  }
}
