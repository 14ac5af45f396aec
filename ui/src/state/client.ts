/** The client through which screens ask the core. */
import { QueryClient } from '@tanstack/react-query';

export function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The core retries what may pass; here a second try would only hide the problem longer.
      queries: { retry: false, refetchOnWindowFocus: true, staleTime: 1_000, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
