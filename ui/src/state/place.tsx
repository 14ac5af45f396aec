/** Where the person is: one screen at a time, and the way back. */
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
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
  /** Whether that is the reconnect desk. */
  fromDesk: boolean;
  /** What screens keep while another one is shown. */
  kept: Map<string, unknown>;
}

const PlaceContext = createContext<Whereabouts | null>(null);

const isFlow = (place: Place) => place.screen === 'link' || place.screen === 'session' || place.screen === 'not-begun';

export function PlaceProvider({ children, start }: { children: ReactNode; start?: Place }) {
  const [{ place, before }, move] = useState<{ place: Place; before: Place }>({
    place: start ?? { screen: 'accounts' },
    before: { screen: 'accounts' },
  });
  const go = useCallback((next: Place) => {
    move((now) => ({ place: next, before: isFlow(next) && !isFlow(now.place) ? now.place : now.before }));
  }, []);
  const leaveFlow = useCallback(() => {
    move((now) => ({ ...now, place: now.before }));
  }, []);
  const fromDesk = isFlow(place) && before.screen === 'desk';
  const [kept] = useState(() => new Map<string, unknown>());
  const whereabouts = useMemo(() => ({ place, go, leaveFlow, fromDesk, kept }), [place, go, leaveFlow, fromDesk, kept]);
  return <PlaceContext value={whereabouts}>{children}</PlaceContext>;
}

export function usePlace(): Whereabouts {
  const whereabouts = use(PlaceContext);
  if (!whereabouts) throw new Error('screens stand inside a PlaceProvider');
  return whereabouts;
}

/** A state that is still there when its screen is shown again. */
export function useKept<T>(name: string, first: T) {
  const { kept } = usePlace();
  const [value, set] = useState<T>(() => (kept.has(name) ? (kept.get(name) as T) : first));
  useEffect(() => {
    kept.set(name, value);
  }, [kept, name, value]);
  return [value, set] as const;
}
