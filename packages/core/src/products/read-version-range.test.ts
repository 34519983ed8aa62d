import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { RANGE_CASES } from './read-version-range.cases.ts';
import { readExactVersion, readVersionRange } from './read-version-range.ts';
import { readVersion } from './read-version.ts';
import { contains } from './version-range.ts';

test.each(RANGE_CASES)('of "%s", version %s is: %s', (range, version, contained) => {
  expect(contains(readVersionRange(range), readVersion(version))).toBe(contained);
});

test('a version that stands for itself is read, the branch in front of it or not', () => {
  for (const text of ['9.12.1', '9.12 9.12.1', 'FortiOS 9.12.1', 'Version 9.12.1']) {
    expect(contains(readExactVersion(text), readVersion('9.12.1')), text).toBe('in');
    expect(contains(readExactVersion(text), readVersion('9.12.2')), text).toBe('out');
  }
});

test('what is not understood says so, and is never taken for nothing', () => {
  expect(readVersionRange('< Experion PKS')).toMatchObject({ kind: 'unreadable' });
  expect(readVersionRange('All versions < V6.15 in connection with MyConfig')).toMatchObject({
    kind: 'versions',
    doubt: expect.stringContaining('connection'),
  });
});

test('reading a range never throws, and ends', () => {
  const piece = fc.constantFrom(
    '<',
    '>=',
    '|',
    '1.2',
    ' ',
    'vers:',
    'all',
    'versions',
    '/',
    '*',
    'and',
    'prior',
    'to',
    'V3',
    'SP1',
    '(',
    ')',
    '%zz',
    '-',
    'x',
    '\u0000',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        fc.string({ maxLength: 60 }),
      ),
      fc.string({ maxLength: 10 }),
      (text, version) => {
        expect(['in', 'out', 'cannot-tell']).toContain(contains(readVersionRange(text), readVersion(version)));
      },
    ),
    { numRuns: 3_000 },
  );
});

test('a wider range loses no version', () => {
  const version = fc.array(fc.nat(9), { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(version, version, version, (a, b, asked) => {
      const [narrow, wide] = [a, b].sort((one, other) => (contains(readVersionRange(`<= ${one}`), readVersion(other)) === 'in' ? 1 : -1));
      if (contains(readVersionRange(`< ${narrow ?? ''}`), readVersion(asked)) === 'in') {
        expect(contains(readVersionRange(`< ${wide ?? ''}`), readVersion(asked))).toBe('in');
        expect(contains(readVersionRange(`<= ${wide ?? ''}`), readVersion(asked))).toBe('in');
      }
    }),
  );
});

const WRITTEN = join(sharedData, 'matching/csaf-version-strings.jsonl.gz');

test.skipIf(!existsSync(WRITTEN))('99 of 100 version texts that publishers really wrote are read in full', () => {
  const lines = gunzipSync(readFileSync(WRITTEN))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { text: string; category: string; count: number });
  let all = 0;
  let read = 0;
  for (const { text, category, count } of lines) {
    const range = category === 'product_version_range' ? readVersionRange(text) : readExactVersion(text);
    all += count;
    if (range.kind !== 'unreadable' && !(range.kind === 'versions' && range.doubt !== undefined)) read += count;
  }
  expect(all).toBeGreaterThan(100_000);
  expect(read / all).toBeGreaterThan(0.99);
});
