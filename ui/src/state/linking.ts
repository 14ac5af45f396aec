/** Beginning a try at linking or reconnecting, and going to it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AwaitedView, ConnectionView, LinkRequest, ProviderId, Route } from '../host/bindings';
import { asProblem } from '../host/host';
import { useSayProblem } from '../parts/Problem';
import { takeAnswer } from './events';
import { useHost } from './host';
import { usePlace } from './place';
import { useProviders } from './queries';

export interface Beginning {
  provider: ProviderId;
  registration: string | null;
  route: Route;
  share: string[] | null;
}

/** An account that waits on the desk, as far as linking it needs to know. */
export type Awaited = Pick<AwaitedView, 'id' | 'provider' | 'registration'>;

/** Linking a new account. */
export function useBeginLink() {
  const begin = useBegin();
  return {
    pending: begin.isPending,
    link: (wanted: Beginning) => {
      begin.mutate({ ...wanted, purpose: { kind: 'link' } });
    },
  };
}

/** Reconnecting one, by the route that was used last. */
export function useReconnect() {
  const begin = useBegin();
  const providers = useProviders().data;
  return {
    pending: begin.isPending,
    reconnect: (connection: Pick<ConnectionView, 'id' | 'provider' | 'registration'>, route?: Route) => {
      const preferred = providers?.find(({ id }) => id === connection.provider)?.preferred_route;
      begin.mutate({
        provider: connection.provider,
        registration: connection.registration,
        route: route ?? preferred ?? 'window',
        share: null,
        purpose: { kind: 'reconnect', connection: connection.id },
      });
    },
  };
}

/** Linking one that waits on the desk, by the route that was used last. */
export function useLinkAwaited() {
  const begin = useBegin();
  const providers = useProviders().data;
  return {
    pending: begin.isPending,
    linkAwaited: ({ id, provider, registration }: Awaited) => {
      const preferred = providers?.find((one) => one.id === provider)?.preferred_route;
      begin.mutate({ provider, registration, route: preferred ?? 'window', share: null, purpose: { kind: 'link' }, awaited: id });
    },
  };
}

/** A page of the provider's own, and the way it opens. */
export interface PageToVisit {
  connection: string;
  page: string | null;
  route: Route;
}

/** Opening a page of the provider's own for a linked account. */
export function useVisit() {
  const host = useHost();
  const client = useQueryClient();
  const { go } = usePlace();
  const { i18n } = useTranslation();
  const sayProblem = useSayProblem();
  const begin = useMutation({
    mutationFn: (wanted: PageToVisit) => host.visit({ ...wanted, language: i18n.language }),
    onSuccess: (session) => {
      takeAnswer(client, session);
      go({ screen: 'session', id: session.id });
    },
    onError: sayProblem,
  });
  return { pending: begin.isPending, visit: begin.mutate };
}

/** Goes to a visit that was begun outside this page: by the bar of the window that is open. */
export function useVisitsFromOutside() {
  const host = useHost();
  const client = useQueryClient();
  const { go } = usePlace();
  useEffect(
    () =>
      host.listen((event) => {
        if (event.kind !== 'session' || event.session.purpose.kind !== 'visit' || event.session.state !== 'opening') return;
        takeAnswer(client, event.session);
        go({ screen: 'session', id: event.session.id });
      }),
    [host, client, go],
  );
}

function useBegin() {
  const host = useHost();
  const client = useQueryClient();
  const { go } = usePlace();
  const { i18n } = useTranslation();
  return useMutation({
    mutationFn: (wanted: Beginning & Pick<LinkRequest, 'purpose'> & Partial<Pick<LinkRequest, 'awaited'>>) =>
      host.startLink({
        awaited: null,
        ...wanted,
        label: null,
        customer: null,
        expect: null,
        confirmed: false,
        language: i18n.language,
      }),
    onSuccess: (session) => {
      takeAnswer(client, session);
      go({ screen: 'session', id: session.id });
    },
    onError: (thrown, wanted) => {
      const connection = wanted.purpose.kind === 'link' ? null : wanted.purpose.connection;
      const awaited = wanted.awaited == null ? null : { id: wanted.awaited, provider: wanted.provider, registration: wanted.registration };
      go({ screen: 'not-begun', provider: wanted.provider, connection, awaited, problem: asProblem(thrown) });
    },
  });
}
