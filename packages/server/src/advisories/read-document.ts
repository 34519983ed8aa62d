import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { readAdvisory } from '@forewarn/core/advisories/formats/registry.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { read, unreadable, type Read } from '@forewarn/core/basics/read.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { ReadingLane, TOO_DEMANDING, type Validation } from './reading-lane.ts';

/** Larger ones (33 of 6,355; the largest has 0.8 MB) wait in a lane of their own, so that none of them holds up the rest. */
const SMALL_BYTES_MAX = 256 * 1024;
const small = new ReadingLane({ memoryMb: 384, answerMsMax: 60_000 });
const large = new ReadingLane({ memoryMb: 1_536, answerMsMax: 120_000 });

/**
 * Reads and validates the bytes of one document in a process of its own: a publisher's document can neither hold up the server nor fill its
 * memory, and the library that validates takes neither when there is nothing to read. What is not valid is still read. A document whose
 * validation does not finish is read without it (problem `validation-not-finished`); one that can't be read even so is unreadable
 * (`too-demanding`). Never throws.
 */
export async function readDocument(
  bytes: Uint8Array,
  unlabelledAs: TlpLabel = 'CLEAR',
  validation: Validation = 'mandatory',
): Promise<Read<Advisory>> {
  const isSmall = bytes.length <= SMALL_BYTES_MAX && validation !== 'every-test';
  const lane = isSmall ? small : large;
  const reading = await lane.ask({ bytes, unlabelledAs, validation });
  if (reading !== undefined) return reading;
  const unvalidated =
    bytes.length <= SMALL_BYTES_MAX ? readHere(bytes, unlabelledAs) : await lane.ask({ bytes, unlabelledAs, validation: 'none' });
  if (unvalidated === undefined) return unreadable(TOO_DEMANDING);
  return unvalidated.kind === 'read' ? read(unvalidated.value, [...unvalidated.problems, NOT_FINISHED]) : unvalidated;
}

/** Starts the process that reads, so that the first document does not wait a second for it: for a poll that has found something new. */
export function warmReading(): void {
  small.warm();
}

const NOT_FINISHED: Problem = {
  code: 'validation-not-finished',
  at: '',
  message: 'Whether this document is valid could not be found out within the time and memory that there is.',
  hint: 'It is read and matched all the same.',
};
function readHere(bytes: Uint8Array, unlabelledAs: TlpLabel): Read<Advisory> {
  const reading = readAdvisory(bytes, unlabelledAs);
  return reading.kind === 'read' ? read(reading.value.advisory, reading.problems) : reading;
}
