import { queryOptions } from '@tanstack/react-query';
import { listWarnings } from '@forewarn/api/warnings.ts';
import { call } from '../lib/call.ts';

/** Open warnings, newest first: those that the reader was told of, or all for the CERT. */
export const openWarningsQuery = queryOptions({
  queryKey: ['warnings', 'open'],
  queryFn: () => call(listWarnings, { query: { state: 'open', limit: 500 } }),
});
