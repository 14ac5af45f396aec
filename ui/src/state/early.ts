/** Answers that were asked for before there was a page to show them. */
import type { QueryClient } from '@tanstack/react-query';
import type { ConnectionView, ProfileView, SessionView, Settings } from '../host/bindings';
import { keys } from './queries';

export interface Early {
  profile: Promise<ProfileView>;
  settings: Promise<Settings>;
  connections: Promise<ConnectionView[]>;
  sessions: Promise<SessionView[]>;
}

/** Hands them to the screens, those that have come so that the first drawing has them. One that failed is asked for again by whoever needs it. */
export async function takeEarly(client: QueryClient, early: Early): Promise<void> {
  for (const [name, answer] of Object.entries(early)) {
    client.query({ queryKey: keys[name as keyof Early], queryFn: () => answer as Promise<unknown> }).catch(() => undefined);
  }
  // One turn, no longer: an answer may wait for a keychain that asks its owner.
  await new Promise((resolve) => { setTimeout(resolve); });
}

/** What changed between the asking and the listening was heard by nobody, so it is asked for once more. */
export function askAgain(client: QueryClient): void {
  for (const key of [keys.connections, keys.sessions]) void client.invalidateQueries({ queryKey: key });
}
