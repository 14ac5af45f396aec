/** Where the person is: one screen at a time, and the way back. */
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { ConnectionId, Problem, ProviderId, RepairView, SessionId } from '../host/bindings';
import type { Awaited } from './linking';

export type ConnectionTab = 'overview' | 'transactions' | 'actions' | 'timeline';

export type Place =
  | { screen: 'accounts' }
  | { screen: 'connection'; id: ConnectionId; tab?: ConnectionTab }
  /** What needs a person. */
  | { screen: 'desk' }
  /** What a repair ticket means. */
  | { screen: 'repair'; ticket: RepairView }
  | { screen: 'providers' }
  | { screen: 'settings' }
  /** Choosing a provider, or saying what one shares. */
  | { screen: 'link'; provider?: ProviderId }
  /** One try at linking. */
  | { screen: 'session'; id: SessionId }
  /** A try that could not begin. */
  | { screen: 'not-begun'; provider: ProviderId; connection: ConnectionId | null; awaited: Awaited | null; problem: Problem };

interface Whereabouts {
  place: Place;
  go: (place: Place) => void;
  /** To the screen from which linking began. */
  leaveFlow: () => void;
}

const PlaceContext = createContext<Whereabouts | null>(null);

const isFlow = (place: Place) => place.screen === 'link' || place.screen === 'session' || place.screen === 'not-begun';

export function PlaceProvider({ children, start }: { children: ReactNode; start?: Place }) {
  const [{ place }, move] = useState<{ place: Place; before: Place }>({
    place: start ?? { screen: 'accounts' },
    before: { screen: 'accounts' },
  });
  const go = useCallback((next: Place) => {
    move((now) => ({ place: next, before: isFlow(next) && !isFlow(now.place) ? now.place : now.before }));
  }, []);
  const leaveFlow = useCallback(() => {
    move((now) => ({ ...now, place: now.before }));
  }, []);
  const whereabouts = useMemo(() => ({ place, go, leaveFlow }), [place, go, leaveFlow]);
  return <PlaceContext value={whereabouts}>{children}</PlaceContext>;
}

export function usePlace(): Whereabouts {
  const whereabouts = use(PlaceContext);
  if (!whereabouts) throw new Error('screens stand inside a PlaceProvider');
  return whereabouts;
}
