import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { readVers } from './read-vers.ts';
import { versText } from './vers.ts';

const SUITE = join(sharedData, 'matching/vers');
const casesOf = (file: string) => (JSON.parse(readFileSync(join(SUITE, file), 'utf8')) as { tests: Case[] }).tests;
type Case = {
  input: string;
  expected_output: string | { scheme: string; version_constraints: [string, string][] };
  expected_failure?: boolean;
};

test.skipIf(!existsSync(SUITE))('the official suite of canonical parsing is read, and refused, as it says', () => {
  for (const { input, expected_output, expected_failure } of casesOf('vers_canonical_parse_test.json')) {
    const found = readVers(input);
    // What is refused there is unreadable here, or read with what is wrong with it.
    expect(found.kind === 'read' && found.problems.length === 0, input).toBe(expected_failure !== true);
    if (expected_failure || found.kind !== 'read' || typeof expected_output === 'string') continue;
    expect(found.value).toEqual({
      scheme: expected_output.scheme,
      constraints: expected_output.version_constraints.map(([comparator, version]) => ({ comparator, version })),
    });
  }
});

test.skipIf(!existsSync(SUITE))('the official suite of validation comes back in canonical order', () => {
  for (const { input, expected_output } of casesOf('pypi_range_validate_test.json')) {
    const found = readVers(input);
    expect(found.kind === 'read' ? versText(found.value) : found).toBe(expected_output);
  }
});

test.each([
  ['VERS:npm/1.0', 'vers-no-scheme'],
  ['vers:NPM/1.0', 'vers-type'],
  ['vers:3d/1.0', 'vers-type'],
  ['vers:npm', 'vers-type'],
  ['vers:invalid/1.0', 'vers-type'],
  ['vers:npm/', 'vers-empty'],
  ['vers:npm/|1.0', 'vers-pipe'],
  ['vers:npm/*|1.0', 'vers-asterisk'],
  ['vers:npm/=1.0', 'vers-equals'],
  ['vers:npm/>=', 'vers-no-version'],
  ['vers:generic/PAN-OS>=4.1.2', 'vers-percent'],
  ['vers:npm/%ff', 'vers-percent'],
  ['vers:npm/1.0\t', 'vers-whitespace'],
  ['vers:npm/1.0%09', 'vers-whitespace'],
  ['vers:npm/1.0é', 'vers-percent'],
])('%s is refused: %s', (text, code) => {
  const found = readVers(text);
  expect(found.kind).toBe('unreadable');
  expect(found.problems.map((problem) => problem.code)).toEqual([code]);
});

test.each([
  ['vers:npm/2.0|1.0', ['vers-order']],
  ['vers:npm/>=1.0|<1.0', ['vers-duplicate']],
  ['vers:npm/>=1.0|>=2.0', ['vers-sequence']],
  ['vers:npm/1.0|<2.0', ['vers-sequence']],
  ['vers:npm/>=1.0|!=1.5|<2.0', []],
  ['vers:npm/1.2.3|>=2.0.0|<5.0.0', []],
])('%s is read, and what is wrong with it said: %j', (text, codes) => {
  const found = readVers(text);
  expect(found.kind).toBe('read');
  expect(found.problems.map((problem) => problem.code)).toEqual(codes);
});

test('reading never throws, and ends', () => {
  fc.assert(fc.property(fc.string(), (text) => void readVers(`vers:npm/${text}`)));
  expect(readVers(`vers:npm/${'1|'.repeat(50_000)}1`).kind).toBe('unreadable');
  expect(readVers(`vers:npm/${'1|'.repeat(5_000)}1`).kind).toBe('unreadable');
});
