import { createHash } from 'node:crypto';
import type { PreviewedPart } from '@forewarn/core/notices/notice.ts';
import type { WarningVersion } from '@forewarn/core/warnings/warning.ts';
import type { StoredMatter } from '../matters/matter-store.ts';
import type { DecidedRow } from './concerned-store.ts';
import { digestOf, type ReleasePart } from './plan-release.ts';

/** Of the matter, what people say of whom it concerns. */
type PreviewedMatter = Pick<StoredMatter, 'scope' | 'drillId'>;

const PART_CHARACTERS = 22;
const PARTS: readonly PreviewedPart[] = ['draft', 'audience', 'doors'];

/**
 * Names what a preview showed, in three parts: the draft, the decisions, the deliveries. A release that is handed one can so say which of
 * them has changed since. Of whom there are many, the parts are added in the order of institutions' ids.
 */
export function beginDigest(
  version: WarningVersion,
  matter: PreviewedMatter,
): {
  readonly add: (part: Pick<ReleasePart, 'decisions' | 'told'>) => void;
  readonly end: () => string;
} {
  const audience = digestOfRows();
  const doors = digestOfRows();
  return {
    add: ({ decisions, told }) => {
      audience.add(decisions.map(audienceRow));
      doors.add(
        told.flatMap(({ deliveries }) =>
          deliveries.map(({ messageKey, contactId, channel, address, heldBecause }) => [
            messageKey,
            contactId,
            channel,
            address,
            heldBecause ?? '',
          ]),
        ),
      );
    },
    end: () => [draftDigest(version, matter), audience.end(), doors.end()].join('.'),
  };
}

export function previewDigest(version: WarningVersion, matter: PreviewedMatter, whole: Pick<ReleasePart, 'decisions' | 'told'>): string {
  const digest = beginDigest(version, matter);
  digest.add(whole);
  return digest.end();
}

/** The first part alone: what is said, and to whom by rule. */
export function draftDigest(version: WarningVersion, { scope, drillId }: PreviewedMatter): string {
  const { version: number, kind, urgency, tlp, sharedWithItProvider, embargoUntil, validUntil, texts, audience } = version;
  const said = [number, kind, urgency, tlp, sharedWithItProvider, embargoUntil, validUntil, texts, audience];
  return cut(digestOf(JSON.stringify([...said, scope, drillId])));
}

/** The second part alone, of decisions that are handed in in the order of institutions' ids. */
export function beginAudienceDigest(): { readonly add: (decided: readonly DecidedRow[]) => void; readonly end: () => string } {
  const rows = digestOfRows();
  return { add: (decided) => rows.add(decided.map(audienceRow)), end: rows.end };
}

/** Which parts differ, as far as both name them; empty where none does. */
export function changedSince(preview: string, now: string): readonly PreviewedPart[] {
  const before = preview.split('.');
  return now.split('.').flatMap((part, place) => (part === before[place] ? [] : (PARTS[place] ?? [])));
}

/** Whether the audience is that of a preview. */
export function isAudienceOf(preview: string, audience: string): boolean {
  return preview.split('.')[PARTS.indexOf('audience')] === audience;
}

function audienceRow(decided: DecidedRow): readonly string[] {
  const { institutionId, kind, because = '', urgency, certainty, actionDigest } = decided;
  return [institutionId, kind, because, urgency, certainty, actionDigest];
}

/** As the JSON of all rows in order, of which the whole need not be there. */
function digestOfRows(): { readonly add: (rows: readonly (readonly string[])[]) => void; readonly end: () => string } {
  const hash = createHash('sha256').update('[');
  let isFirst = true;
  return {
    add: (rows) => {
      for (const row of rows.map((one) => JSON.stringify(one)).sort()) {
        hash.update(isFirst ? JSON.stringify(row) : `,${JSON.stringify(row)}`);
        isFirst = false;
      }
    },
    end: () => cut(hash.update(']').digest('base64url')),
  };
}

function cut(digest: string): string {
  return digest.slice(0, PART_CHARACTERS);
}
