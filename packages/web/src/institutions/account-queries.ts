import { queryOptions } from '@tanstack/react-query';
import { listPasskeys, listSessions, showSession } from '@forewarn/api/sessions.ts';
import { callAsMyself } from '../lib/call.ts';

/** How the reader signed in here, and until when it counts. */
export const ownSessionQuery = queryOptions({
  queryKey: ['institutions', 'account', 'session'],
  queryFn: () => callAsMyself(showSession, {}),
});

export const ownSessionsQuery = queryOptions({
  queryKey: ['institutions', 'account', 'sessions'],
  queryFn: () => callAsMyself(listSessions, {}),
});

export const ownPasskeysQuery = queryOptions({
  queryKey: ['institutions', 'account', 'passkeys'],
  queryFn: () => callAsMyself(listPasskeys, {}),
});
