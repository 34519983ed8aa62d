import { queryOptions } from '@tanstack/react-query';
import { listSignInProviders } from '@forewarn/api/sessions.ts';
import { call } from '../lib/call.ts';

/** The organisations' own sign-in services. */
export const signInProvidersQuery = queryOptions({
  queryKey: ['institutions', 'sign-in-providers'],
  queryFn: () => call(listSignInProviders, {}),
  staleTime: Infinity,
});
