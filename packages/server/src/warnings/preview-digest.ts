import type { PreviewedPart } from '@forewarn/core/notices/notice.ts';
import type { WarningVersion } from '@forewarn/core/warnings/warning.ts';
import { digestOf, type ReleasePlan } from './plan-release.ts';

const PART_CHARACTERS = 22;
const PARTS: readonly PreviewedPart[] = ['draft', 'audience', 'doors'];

/**
 * Names what a preview showed, in three parts: the draft, the decisions, the deliveries. A release that is handed one can so say which of
 * them has changed since.
 */
export function previewDigest(version: WarningVersion, plan: ReleasePlan): string {
  const decisions = plan.decisions.map((decision) => [
    decision.institutionId,
    decision.kind,
    decision.kind === 'stay-silent' ? decision.because : '',
    decision.urgency,
    decision.certainty,
    decision.actionDigest,
  ]);
  const deliveries = plan.told.flatMap((told) =>
    told.deliveries.map((delivery) => [
      delivery.messageKey,
      delivery.contactId,
      delivery.channel,
      delivery.address,
      delivery.heldBecause ?? '',
    ]),
  );
  const { version: number, kind, urgency, tlp, sharedWithItProvider, embargoUntil, validUntil, texts, audience } = version;
  return [
    [number, kind, urgency, tlp, sharedWithItProvider, embargoUntil, validUntil, texts, audience],
    inOrder(decisions),
    inOrder(deliveries),
  ]
    .map((part) => digestOf(JSON.stringify(part)).slice(0, PART_CHARACTERS))
    .join('.');
}

/** Which parts differ; empty where none does. */
export function changedSince(preview: string, now: string): readonly PreviewedPart[] {
  const before = preview.split('.');
  return now.split('.').flatMap((part, place) => (part === before[place] ? [] : (PARTS[place] ?? [])));
}

function inOrder(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
