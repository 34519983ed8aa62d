import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listDrills, showDrill } from '@forewarn/api/drills.ts';
import { call } from '../lib/call.ts';

export type Drill = CallOutput<typeof listDrills>['drills'][number];
export type ShownDrill = CallOutput<typeof showDrill>;

/** Under `warnings`, so that what changes about any warning is read again here too. */
export const drillsQuery = queryOptions({ queryKey: ['warnings', 'drills'], queryFn: () => call(listDrills, {}) });

export const drillQuery = (id: string) =>
  queryOptions({ queryKey: ['warnings', 'drills', id], queryFn: () => call(showDrill, { params: { id } }) });
