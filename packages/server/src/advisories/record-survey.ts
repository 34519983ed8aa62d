import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import { countListed, keepListed, withdrawUnlisted } from './listed-document-store.ts';
import type { Source } from './source.ts';
import { keepSurvey } from './source-store.ts';
import type { Bookmark, Listing, Providers, Survey } from './sources/listing.ts';
import type { SourceFault } from './sources/source-fault.ts';

/** A listing that loses more than half of at least this many documents at once is more likely broken than true. */
const SHRUNK_FROM = 10;

export type KnownSurvey = {
  readonly providers: Providers;
  readonly bookmark: Bookmark;
  readonly faults: readonly SourceFault[];
};

/**
 * Writes what a survey found, in one transaction: documents that are new or changed become due, those that a complete listing no longer names are
 * withdrawn (told at the end of the poll), a provider's changed keys are told, and the validators are kept with what they stand for.
 */
export async function recordSurvey(
  trx: Transaction,
  source: Source,
  survey: Survey,
  principal: Principal,
  now: Instant,
): Promise<KnownSurvey> {
  const faults: SourceFault[] = [];
  const kept: Record<string, Bookmark['listings'][string]> = { ...source.bookmark.listings };
  const read = survey.listings.filter((listing) => listing.kind === 'read');
  // First all that is listed, so that a document which moved from one listing to another is not taken for withdrawn.
  for (const listing of read) await keepListed(trx, source.id, listing.url, listing.documents, now);
  for (const listing of read) {
    const shrunk = await hasShrunk(trx, source, listing);
    kept[listing.url] = shrunk === undefined ? listing.bookmark : { ...listing.bookmark, validators: {} };
    if (shrunk !== undefined) faults.push(shrunk);
    else if (listing.isComplete) await withdrawUnlisted(trx, source.id, listing.url, listing.documents.map(urlOf), now);
  }
  for (const listing of droppedListings(source.bookmark, survey)) {
    await withdrawUnlisted(trx, source.id, listing, [], now);
    delete kept[listing];
  }
  await tellChangedKeys(trx, source, survey.providers, principal, now);
  const providers = { ...source.providers, ...survey.providers };
  const bookmark = { listings: kept };
  await keepSurvey(trx, source.id, providers, bookmark);
  return { providers, bookmark, faults };
}

function urlOf(document: { readonly url: string }): string {
  return document.url;
}

/** Feeds and folders that their provider's metadata no longer name, where all that they do name could be read. */
function droppedListings(bookmark: Bookmark, survey: Survey): readonly string[] {
  return Object.entries(bookmark.listings).flatMap(([url, { provider: metadataUrl }]) => {
    const provider = survey.providers[metadataUrl ?? ''];
    if (provider === undefined) return [];
    const feeds = provider.feeds.map(urlOf);
    const named = feeds.length > 0 ? feeds : provider.directories;
    const allRead = named.length > 0 && named.every((listing) => survey.listings.some((one) => one.url === listing));
    return allRead && ![...feeds, ...provider.directories].includes(url) ? [url] : [];
  });
}

async function hasShrunk(trx: Transaction, source: Source, listing: Listing & { kind: 'read' }): Promise<SourceFault | undefined> {
  if (!listing.isComplete) return undefined;
  // What it listed before, plus what is new in it now.
  const before = await countListed(trx, source.id, listing.url);
  if (before < SHRUNK_FROM || listing.documents.length * 2 >= before) return undefined;
  return {
    code: 'listing-shrank',
    url: listing.url,
    message: `The listing names ${listing.documents.length} documents where it named ${before}; none is taken as withdrawn.`,
    hint: 'Ask the publisher. If it is meant so, remove the source and add it again.',
  };
}

/** By fingerprints as the metadata states them: a key that could not be fetched this time has not changed. */
async function tellChangedKeys(trx: Transaction, source: Source, found: Providers, principal: Principal, now: Instant): Promise<void> {
  for (const [url, provider] of Object.entries(found)) {
    const before = source.providers[url]?.fingerprints ?? [];
    const added = provider.fingerprints.filter((fingerprint) => !before.includes(fingerprint));
    const removed = before.filter((fingerprint) => !provider.fingerprints.includes(fingerprint));
    if (before.length === 0 || added.length + removed.length === 0) continue;
    await record(trx, {
      principal,
      at: now,
      action: 'provider-keys-changed',
      subject: { kind: 'source', id: source.id },
      details: { url, added, removed },
    });
    const key = `${source.id} ${url}`;
    await raiseNotice(trx, { kind: 'source-keys-changed', key, publisher: provider.name, added, removed }, now);
  }
}
