import type { Instant } from '@forewarn/core/basics/instant.ts';
import { METADATA_BYTES_MAX, type Ask } from '../ask.ts';
import type { Bookmark, Listing, Provider, Survey } from '../listing.ts';
import { endsTheErrand, faultOfFetch, type SourceFault } from '../source-fault.ts';
import { fetchKeys } from './fetch-keys.ts';
import { readJson } from './read-json.ts';
import { readProviderMetadata } from './read-provider-metadata.ts';
import { surveyDirectory } from './survey-directory.ts';
import { surveyFeed } from './survey-feed.ts';

/**
 * What a provider lists now (CSAF 2.0 §7.1.7 to §7.1.15): metadata, keys, then its ROLIE feeds; where it has none, or none can be read, its
 * directories, which hold the same documents. Trouble with one listing leaves the others. Metadata that can't be read for now are as they were.
 */
export async function surveyProvider(
  ask: Ask,
  metadataUrl: string,
  known: Provider | undefined,
  bookmark: Bookmark,
  now: Instant,
): Promise<Survey> {
  const found = await askMetadata(ask, metadataUrl, known);
  if (found.provider === undefined) return { listings: [], providers: {}, ...found };
  const keys = await fetchKeys(ask, found.provider, known, now);
  const provider: Provider = { ...found.provider, keys: keys.keys, keysFetchedAt: keys.keysFetchedAt };
  const listings: Listing[] = [];
  const faults: SourceFault[] = [...found.faults, ...keys.faults];
  let retryAfterSeconds = found.retryAfterSeconds;
  const take = (outcome: { listing?: Listing; faults: readonly SourceFault[]; retryAfterSeconds?: number }) => {
    if (outcome.listing !== undefined) listings.push(outcome.listing);
    faults.push(...outcome.faults);
    retryAfterSeconds ??= outcome.retryAfterSeconds;
  };
  for (const feed of provider.feeds) {
    if (retryAfterSeconds !== undefined) break;
    take(await surveyFeed(ask, feed, metadataUrl, bookmark.listings[feed.url]));
  }
  if (listings.length === 0) {
    for (const directory of provider.directories) {
      if (retryAfterSeconds !== undefined) break;
      take(await surveyDirectory(ask, directory, metadataUrl, bookmark.listings[directory]));
    }
  }
  if (provider.feeds.length + provider.directories.length === 0) {
    faults.push({
      code: 'no-distributions',
      url: metadataUrl,
      message: 'The provider names no feed and no folder, so there is nothing to read.',
    });
  }
  return { listings, providers: { [metadataUrl]: provider }, faults, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

type FoundMetadata = { readonly provider?: Provider; readonly faults: readonly SourceFault[]; readonly retryAfterSeconds?: number };

async function askMetadata(ask: Ask, url: string, known: Provider | undefined): Promise<FoundMetadata> {
  const answer = await ask(url, { sizeBytesMax: METADATA_BYTES_MAX, ...known?.validators });
  if (answer.kind === 'not-modified' && known !== undefined) return { provider: known, faults: [] };
  if (answer.kind === 'fault') {
    const faults = [faultOfFetch(answer)];
    if (endsTheErrand(answer)) return { faults, retryAfterSeconds: answer.retryAfterSeconds ?? 0 };
    // The host answers, only this file is not there: its feeds may be.
    return answer.code === 'status' && known !== undefined ? { provider: known, faults } : { faults };
  }
  if (answer.kind === 'not-modified')
    return { faults: [{ code: 'not-json', url, message: 'The publisher says "unchanged" of what we never had.' }] };
  const json = readJson(answer.bytes, url);
  const reading = json.kind === 'read' ? readProviderMetadata(json.value, url) : json;
  if (reading.kind === 'unreadable') {
    const faults = reading.problems.map((problem) => ({ code: problem.code, url, message: problem.message, hint: problem.hint }));
    return known === undefined ? { faults } : { provider: known, faults };
  }
  return {
    provider: { ...reading.value, metadataUrl: url, keys: [], validators: { etag: answer.etag, lastModified: answer.lastModified } },
    faults: [],
  };
}
