import type { Instant } from '@forewarn/core/basics/instant.ts';
import { METADATA_BYTES_MAX, type Ask } from '../ask.ts';
import type { Bookmark, Listing, Providers, Survey } from '../listing.ts';
import { endsTheErrand, faultOfFetch, type SourceFault } from '../source-fault.ts';
import { readAggregator, type AggregatedProvider } from './read-aggregator.ts';
import { readJson } from './read-json.ts';
import { surveyProvider } from './survey-provider.ts';

/**
 * What all providers of a lister or aggregator list now (CSAF 2.0 §7.1.21), each at its own site; a mirror is read where the provider itself
 * gives nothing. The aggregator itself is small and always read.
 */
export async function surveyAggregator(ask: Ask, url: string, known: Providers, bookmark: Bookmark, now: Instant): Promise<Survey> {
  const answer = await ask(url, { sizeBytesMax: METADATA_BYTES_MAX });
  if (answer.kind === 'fault') {
    const ends = endsTheErrand(answer) ? { retryAfterSeconds: answer.retryAfterSeconds ?? 0 } : {};
    return { listings: [], providers: {}, faults: [faultOfFetch(answer)], ...ends };
  }
  const json = answer.kind === 'fetched' ? readJson(answer.bytes, url) : undefined;
  const reading = json?.kind === 'read' ? readAggregator(json.value, url) : json;
  if (reading?.kind !== 'read') {
    const faults = (reading?.problems ?? []).map((problem) => ({ code: problem.code, url, message: problem.message, hint: problem.hint }));
    return { listings: [], providers: {}, faults };
  }
  const listings: Listing[] = [];
  const faults: SourceFault[] = [];
  let providers: Providers = {};
  for (const provider of reading.value.providers) {
    const survey = await surveyEither(ask, provider, known, bookmark, now);
    listings.push(...survey.listings);
    faults.push(...survey.faults);
    providers = { ...providers, ...survey.providers };
  }
  return { listings, providers, faults };
}

async function surveyEither(ask: Ask, provider: AggregatedProvider, known: Providers, bookmark: Bookmark, now: Instant): Promise<Survey> {
  const faults: SourceFault[] = [];
  for (const url of [provider.metadataUrl, ...provider.mirrors]) {
    const survey = await surveyProvider(ask, url, known[url], bookmark, now);
    if (survey.listings.length > 0) return { ...survey, faults: [...faults, ...survey.faults] };
    faults.push(...survey.faults);
  }
  return { listings: [], providers: {}, faults };
}
