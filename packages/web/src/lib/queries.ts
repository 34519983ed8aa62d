import { QueryClient } from '@tanstack/react-query';
import { isFault } from './fault.ts';

/** All but who reads and whose portal it is. */
export const WHAT_WAS_READ = {
  predicate: ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[0] !== 'session' && queryKey[0] !== 'about',
};

/** Everything that the pages read goes through here: kept for a while, read again when the server tells of a change (live.ts). */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, fault) => count < 2 && (!isFault(fault) || fault.status >= 500),
    },
  },
});
