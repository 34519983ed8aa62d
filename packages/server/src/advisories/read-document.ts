import { readAdvisory } from '@forewarn/core/advisories/formats/registry.ts';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Read } from '@forewarn/core/basics/read.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { validateCsaf } from './validate-csaf.ts';

/** Reads and validates one document. What is not valid is still read. */
export async function readDocument(bytes: Uint8Array, unlabelledAs: TlpLabel = 'CLEAR'): Promise<Read<Advisory>> {
  const reading = readAdvisory(bytes, unlabelledAs);
  if (reading.kind === 'unreadable') return reading;
  const { advisory, json } = reading.value;
  return { kind: 'read', value: advisory, problems: joinProblems(reading.problems, await validateCsaf(json, advisory.formatVersion)) };
}

/** What reading found and validation says again at the same place is told once, by the words of validation. */
function joinProblems(ofReading: readonly Problem[], ofValidation: readonly Problem[]): readonly Problem[] {
  const told = new Set(ofValidation.map(({ at, source }) => `${at} ${source}`));
  return [...ofReading.filter(({ at, source }) => !told.has(`${at} ${source}`)), ...ofValidation];
}
