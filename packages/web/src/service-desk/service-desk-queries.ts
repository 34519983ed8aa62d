import { queryOptions } from '@tanstack/react-query';
import { showServiceDesk } from '@forewarn/api/service-desk.ts';
import { call } from '../lib/call.ts';

/** The connection with the member's service desk, and what became of each point that was sent there. */
export const serviceDeskQuery = queryOptions({ queryKey: ['service-desk'], queryFn: () => call(showServiceDesk, {}) });
