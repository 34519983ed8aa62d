import { createHash } from 'node:crypto';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { LISTING_BYTES_MAX, type Ask } from './ask.ts';
import type { ListingOutcome } from './csaf/survey-feed.ts';
import type { ListedDocument, ListingBookmark } from './listing.ts';
import { endsTheErrand, faultOfFetch, type SourceFault } from './source-fault.ts';

export type RecordList =
  | {
      readonly kind: 'read';
      readonly documents: readonly ListedDocument[];
      readonly readUpTo: Instant | undefined;
      /** That leave the rest of it good. */
      readonly faults: readonly SourceFault[];
    }
  | { readonly kind: 'fault'; readonly faults: readonly SourceFault[] };

/**
 * Asks for a file that says which records changed, where it is not as it was; `read` is told its bytes. A file that can't be read keeps the
 * validators of the last good one, so that it is asked for until it is mended. It lists changes, not all that there is, so nothing is
 * withdrawn by it: these records say themselves that they are rejected or withdrawn.
 */
export async function readRecordList(
  ask: Ask,
  url: string,
  known: ListingBookmark | undefined,
  read: (bytes: Uint8Array) => RecordList,
): Promise<ListingOutcome> {
  const { etag, lastModified, sha256: before } = known?.validators[url] ?? {};
  const answer = await ask(url, { sizeBytesMax: LISTING_BYTES_MAX, etag, lastModified });
  if (answer.kind === 'not-modified') return { listing: { kind: 'unchanged', url }, faults: [] };
  if (answer.kind === 'fault')
    return { faults: [faultOfFetch(answer)], ...(endsTheErrand(answer) ? { retryAfterSeconds: answer.retryAfterSeconds ?? 0 } : {}) };
  const sha256 = createHash('sha256').update(answer.bytes).digest('hex');
  if (sha256 === before) return { listing: { kind: 'unchanged', url }, faults: [] };
  const list = read(answer.bytes);
  if (list.kind === 'fault') return { faults: list.faults };
  const bookmark: ListingBookmark = {
    validators: { [url]: { etag: answer.etag, lastModified: answer.lastModified, sha256 } },
    ...(list.readUpTo === undefined ? {} : { readUpTo: list.readUpTo }),
  };
  return { listing: { kind: 'read', url, documents: list.documents, isComplete: false, bookmark }, faults: list.faults };
}
