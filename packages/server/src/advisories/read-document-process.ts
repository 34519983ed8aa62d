import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { readAdvisory } from '@forewarn/core/advisories/formats/registry.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Read } from '@forewarn/core/basics/read.ts';
import type { ReadingAnswer, ReadingRequest } from './reading-lane.ts';
import { validateCsaf } from './validate-csaf.ts';

/** The whole work of the process that reads documents (read-document.ts): one after another, until the other side is gone. */
async function answer({ number, bytes, unlabelledAs, validation }: ReadingRequest): Promise<ReadingAnswer> {
  const reading = readAdvisory(bytes, unlabelledAs);
  if (reading.kind === 'unreadable') return { number, reading };
  const { advisory, json } = reading.value;
  const findings = validation === 'none' ? [] : await validateCsaf(json, advisory.formatVersion, validation);
  return { number, reading: readingOf(advisory, reading.problems, findings) };
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
