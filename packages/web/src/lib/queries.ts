import { QueryClient } from '@tanstack/react-query';
import { isFault } from './fault.ts';

/** Everything that the pages read goes through here: kept for a while, read again when the server tells of a change (live.ts). */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, fault) => count < 2 && (!isFault(fault) || fault.status >= 500),
    },
  },
});
