import { createHash } from 'node:crypto';
import type { Read } from '@forewarn/core/basics/read.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { LISTING_BYTES_MAX, type Ask, type Validators } from '../ask.ts';
import type { ListedDocument, Listing, ListingBookmark } from '../listing.ts';
import { endsTheErrand, faultOfFetch, type SourceFault } from '../source-fault.ts';
import { readJson } from './read-json.ts';
import { readRolieFeed, type RolieFeed } from './read-rolie-feed.ts';

/** Pages of one feed; beyond them the feed is turning in a circle that is not seen as one. */
const PAGES_MAX = 1_000;

export type ListingOutcome = { readonly listing?: Listing; readonly faults: readonly SourceFault[]; readonly retryAfterSeconds?: number };

/** A ROLIE feed with its further pages; unchanged where the publisher says so of its first page. A page seen before ends it. */
export async function surveyFeed(
  ask: Ask,
  feed: { readonly url: string; readonly label?: TlpLabel },
  metadataUrl: string | undefined,
  known: ListingBookmark | undefined,
): Promise<ListingOutcome> {
  const documents = new Map<string, ListedDocument>();
  const faults: SourceFault[] = [];
  const seen = new Set<string>();
  let validators: ListingBookmark['validators'] = {};
  for (let page: string | undefined = feed.url; page !== undefined && !seen.has(page) && seen.size < PAGES_MAX;) {
    const isFirst: boolean = seen.size === 0;
    seen.add(page);
    const answer = await ask(page, { sizeBytesMax: LISTING_BYTES_MAX, ...(isFirst ? validatorsIn(known, page) : {}) });
    if (answer.kind === 'not-modified') return { listing: { kind: 'unchanged', url: feed.url }, faults };
    if (answer.kind === 'fault') {
      const ends = endsTheErrand(answer) ? { retryAfterSeconds: answer.retryAfterSeconds ?? 0 } : {};
      return { faults: [...faults, faultOfFetch(answer)], ...ends };
    }
    const sha256 = createHash('sha256').update(answer.bytes).digest('hex');
    // Kept only for a feed of one page, so what is the same is the same as a whole.
    if (isFirst && known?.validators[page]?.sha256 === sha256) return { listing: { kind: 'unchanged', url: feed.url }, faults };
    const json = readJson(answer.bytes, page);
    const reading: Read<RolieFeed> = json.kind === 'read' ? readRolieFeed(json.value, page) : json;
    for (const problem of reading.problems)
      faults.push({ code: problem.code, url: problem.at, message: problem.message, hint: problem.hint });
    if (reading.kind === 'unreadable') return { faults };
    for (const document of reading.value.documents) documents.set(document.url, newer(documents.get(document.url), document));
    if (isFirst) validators = { [page]: { etag: answer.etag, lastModified: answer.lastModified, sha256 } };
    page = reading.value.next;
  }
  const bookmark: ListingBookmark = { provider: metadataUrl, label: feed.label, validators: seen.size === 1 ? validators : {} };
  return { listing: { kind: 'read', url: feed.url, documents: [...documents.values()], isComplete: true, bookmark }, faults };
}

/** What of a listing's bookmark is sent to the publisher. */
export function validatorsIn(bookmark: ListingBookmark | undefined, url: string): Validators {
  const { etag, lastModified } = bookmark?.validators[url] ?? {};
  return { etag, lastModified };
}

/** An entry that is there twice counts as its newer one. */
function newer(one: ListedDocument | undefined, other: ListedDocument): ListedDocument {
  return one !== undefined && (one.listedAt ?? '') > (other.listedAt ?? '') ? one : other;
}
