import { createHash } from 'node:crypto';
import type { FetchFault } from '../../../outbound/fetch-fault.ts';
import type { Fetched, FetchOutcome } from '../../../outbound/fetch-safely.ts';
import { LISTING_BYTES_MAX, type Ask, type Validators } from '../ask.ts';
import type { ListingBookmark } from '../listing.ts';
import { endsTheErrand, faultOfFetch } from '../source-fault.ts';
import { readDirectory } from './read-directory.ts';
import { validatorsIn, type ListingOutcome } from './survey-feed.ts';

const FILES = ['index.txt', 'changes.csv', 'deletions.csv'] as const;

/** A directory distribution by its index.txt and changes.csv, of which one is enough; unchanged where the publisher says so of all that are there. */
export async function surveyDirectory(
  ask: Ask,
  directory: string,
  metadataUrl: string | undefined,
  known: ListingBookmark | undefined,
): Promise<ListingOutcome> {
  const askFile = (name: string, validators: Validators = {}) =>
    ask(`${directory}${name}`, { sizeBytesMax: LISTING_BYTES_MAX, ...validators });
  let answers = await Promise.all(FILES.map((name) => askFile(name, validatorsIn(known, `${directory}${name}`))));
  const fault = troubleOf(answers);
  if (fault !== undefined)
    return { faults: [faultOfFetch(fault)], ...(endsTheErrand(fault) ? { retryAfterSeconds: fault.retryAfterSeconds ?? 0 } : {}) };
  if (!answers.some(isFetched)) return { listing: { kind: 'unchanged', url: directory }, faults: [] };
  if (isSame(validatorsOf(directory, answers), known)) return { listing: { kind: 'unchanged', url: directory }, faults: [] };
  // Some changed: the others are needed too, to know what all of them say together.
  answers = await Promise.all(
    answers.map((answer, place) => (answer.kind === 'not-modified' ? askFile(FILES[place] ?? '') : Promise.resolve(answer))),
  );
  const again = troubleOf(answers);
  if (again !== undefined) return { faults: [faultOfFetch(again)] };
  const [index, changes, deletions] = answers.map((answer) => (isFetched(answer) ? new TextDecoder().decode(answer.bytes) : undefined));
  const reading = readDirectory({ index, changes, deletions }, directory);
  const bookmark: ListingBookmark = { provider: metadataUrl, validators: validatorsOf(directory, answers) };
  return {
    listing: { kind: 'read', url: directory, documents: reading.documents, isComplete: true, bookmark },
    faults: reading.problems.map((problem) => ({ code: problem.code, url: problem.at, message: problem.message })),
  };
}

/** Neither list can be had, or one of them only for now: then what is withdrawn can't be told. */
function troubleOf(answers: readonly FetchOutcome[]): FetchFault | undefined {
  const [index, changes] = answers;
  if (index?.kind === 'fault' && changes?.kind === 'fault') return index;
  return answers.flatMap((answer) => (answer.kind === 'fault' && answer.mayPass ? answer : []))[0];
}

function isFetched(answer: FetchOutcome | undefined): answer is Fetched {
  return answer?.kind === 'fetched';
}

function validatorsOf(directory: string, answers: readonly FetchOutcome[]): ListingBookmark['validators'] {
  return Object.fromEntries(
    answers.flatMap((answer, place) =>
      isFetched(answer)
        ? [[`${directory}${FILES[place]}`, { etag: answer.etag, lastModified: answer.lastModified, sha256: digestOf(answer.bytes) }]]
        : [],
    ),
  );
}

/** Every file that came is byte for byte as it was, and none is new. */
function isSame(found: ListingBookmark['validators'], known: ListingBookmark | undefined): boolean {
  return Object.entries(found).every(([url, { sha256 }]) => known?.validators[url]?.sha256 === sha256);
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
