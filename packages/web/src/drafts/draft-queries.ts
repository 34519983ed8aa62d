import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { simulateFollowUp } from '@forewarn/api/follow-up.ts';
import { previewRelease, showWarning } from '@forewarn/api/warnings.ts';
import { call } from '../lib/call.ts';

export type ShownWarning = CallOutput<typeof showWarning>;
export type ShownVersion = ShownWarning['versions'][number];
export type Preview = CallOutput<typeof previewRelease>;

export function warningQuery(id: string) {
  return queryOptions({ queryKey: ['warnings', 'one', id], queryFn: () => call(showWarning, { params: { id } }) });
}

/** What releasing the draft would do; again whenever the draft was saved. */
export function previewQuery(id: string, savedAt: string) {
  return queryOptions({
    queryKey: ['warnings', 'preview', id, savedAt],
    queryFn: () => call(previewRelease, { params: { id } }),
    placeholderData: (before) => before, // the preview before stays until the new one is there
  });
}

/** Whom follow-up would ring if nobody answered. */
export function simulationQuery(id: string, savedAt: string) {
  return queryOptions({
    queryKey: ['warnings', 'simulation', id, savedAt],
    queryFn: () => call(simulateFollowUp, { params: { id }, body: {} }),
    placeholderData: (before) => before,
  });
}
