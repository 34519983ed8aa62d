import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { simulateFollowUp } from '@forewarn/api/follow-up.ts';
import { listPreviewed, previewRelease, showWarning } from '@forewarn/api/warnings.ts';
import { listApprovals } from '@forewarn/api/approvals.ts';
import { checkReadability } from '@forewarn/api/readability.ts';
import { call } from '../lib/call.ts';
import type { TextForm } from './draft-form.ts';

export type ShownWarning = CallOutput<typeof showWarning>;
export type ShownVersion = ShownWarning['versions'][number];
export type Preview = CallOutput<typeof previewRelease>;
export type Previewed = CallOutput<typeof listPreviewed>;

/** Of those that one name finds; who is not among them is found by more of the name. */
const NAMED_MAX = 200;

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

/** Those of a preview whose name has this in it, where the preview does not list everybody. */
export function previewedQuery({ warningId: id, digest, unlisted }: Preview, name: string) {
  return queryOptions({
    queryKey: ['warnings', 'previewed', id, digest, name],
    queryFn: () => call(listPreviewed, { params: { id }, query: { name, limit: NAMED_MAX } }),
    enabled: unlisted !== undefined && name !== '',
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

/** How the Dutch text reads at B1; again whenever the draft was saved. */
export function readabilityQuery(id: string, savedAt: string, text: TextForm) {
  const texts = [
    { at: 'summary', text: text.summary },
    ...text.actions.map((step, place) => ({ at: `step ${place + 1}`, text: step.text, isAction: true })),
  ].filter((one) => one.text.trim() !== '');
  return queryOptions({
    queryKey: ['warnings', 'readability', id, savedAt],
    queryFn: () => call(checkReadability, { body: { language: 'nl', texts } }),
    enabled: texts.length > 0,
    placeholderData: (before) => before,
  });
}

export type Approvals = CallOutput<typeof listApprovals>;

/** Whether a second person looked at the draft as it is now. */
export function approvalsQuery(id: string) {
  return queryOptions({ queryKey: ['warnings', 'approvals', id], queryFn: () => call(listApprovals, { params: { id } }) });
}
