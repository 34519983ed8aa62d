import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { readAdvisory } from '@forewarn/core/advisories/formats/registry.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import { TOO_DEMANDING, type ReadingAnswer, type ReadingRequest } from './reading-lane.ts';
import { validateCsaf } from './validate-csaf.ts';

/** The whole work of the process that reads documents (read-document.ts): one after another, until the other side is gone. */
async function answer({ number, bytes, unlabelledAs, validation }: ReadingRequest): Promise<ReadingAnswer> {
  const reading = readAdvisory(bytes, unlabelledAs);
  if (reading.kind === 'unreadable') return { number, reading };
  const { advisory, json } = reading.value;
  if (isTooMuch(bytes, advisory)) return { number, reading: unreadable(TOO_DEMANDING) };
  const findings = validation === 'none' || advisory.format !== 'csaf' ? [] : await validateCsaf(json, advisory.formatVersion, validation);
  return { number, reading: readingOf(advisory, reading.problems, findings) };
}

/** Names repeated at each product can make much of little; the server must hold what comes back. */
const NORMALISED_CHARACTERS_MAX = 100_000_000;
const MEASURED_BYTES_MIN = 256 * 1024;

function isTooMuch(bytes: Uint8Array, advisory: Advisory): boolean {
  if (bytes.length < MEASURED_BYTES_MIN) return false;
  try {
    return JSON.stringify(advisory).length > NORMALISED_CHARACTERS_MAX;
  } catch {
    return true; // longer than any string
  }
}

/** What reading found and validation says again at the same place is told once, in the words of validation. */
function readingOf(advisory: Advisory, ofReading: readonly Problem[], ofValidation: readonly Problem[]): Read<Advisory> {
  const told = new Set(ofValidation.map(({ at, source }) => `${at} ${source}`));
  const problems = [...ofReading.filter(({ at, source }) => !told.has(`${at} ${source}`)), ...ofValidation];
  return { kind: 'read', value: advisory, problems };
}

let last: Promise<void> = Promise.resolve();
process.on('message', (request: ReadingRequest | 'warm') => {
  last = last.then(async () => {
    if (request === 'warm') await validateCsaf({}, '2.0', 'mandatory');
    else process.send?.(await answer(request));
  });
});
process.on('disconnect', () => process.exit(0));
