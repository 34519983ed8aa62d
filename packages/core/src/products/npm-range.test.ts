import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { inNpmRange, readNpmRange, type NpmReading } from './npm-range.ts';

const SUITE = join(sharedData, 'matching/versions/node-semver.json');
type Row = readonly [range: string, other: string | null, reading?: unknown];

const rows = (name: string): readonly Row[] => (JSON.parse(readFileSync(SUITE, 'utf8')) as Record<string, readonly Row[]>)[name] ?? [];
/** The suite says "loose" by true, by an object, and by what merely looks true. */
function readingOf(said: unknown): NpmReading {
  if (typeof said !== 'object' || said === null) return { loose: said === true };
  const { loose, includePrerelease } = said as { loose?: unknown; includePrerelease?: unknown };
  return { loose: Boolean(loose), includePrerelease: Boolean(includePrerelease) };
}

test.skipIf(!existsSync(SUITE))('versions that npm takes for a range are in it, and others are not', () => {
  const wrong = [
    ...rows('range-include').filter(([range, version, said]) => !inNpmRange(range, version ?? '', readingOf(said))),
    ...rows('range-exclude').filter(([range, version, said]) => inNpmRange(range, version ?? '', readingOf(said))),
  ];
  expect(wrong).toEqual([]);
});

test.skipIf(!existsSync(SUITE))('ranges are read as npm reads them', () => {
  const wrong = rows('range-parse').filter(([range, expected, said]) => {
    const found = readNpmRange(range, readingOf(said));
    return (found === undefined ? null : found.range || '*') !== expected;
  });
  expect(wrong).toEqual([]);
});

// Of the same suite, "increments" and "truncations" make versions, which Forewarn never does; "range-intersection", "comparator-intersection"
// and "version-gt-range" and its siblings ask of two ranges, or which side of a range a version lies, which nothing here asks.

test('reading never throws, and ends', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (range, version) => void inNpmRange(range, version)));
  expect(readNpmRange('1||'.repeat(50_000))).toBeUndefined();
  expect(inNpmRange('*', `1.0.0-${'a'.repeat(100_000)}`)).toBe(false);
});
