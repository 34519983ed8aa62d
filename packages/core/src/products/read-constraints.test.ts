import { expect, test } from 'vitest';
import { readConstraints } from './read-constraints.ts';
import { readVersionRange } from './read-version-range.ts';
import { readVersion } from './read-version.ts';
import { contains } from './version-range.ts';
import { WRITTEN_RANGES } from './written-ranges.cases.ts';

test.each(WRITTEN_RANGES)('"%s" has what it should and nothing else', (range, inside, outside) => {
  const reading = readVersionRange(range);
  const answerOf = (version: string) => contains(reading, readVersion(version.replace(/^\?/, '')));
  const wrong = [
    ...inside.filter((version) => answerOf(version) !== (version.startsWith('?') ? 'cannot-tell' : 'in')),
    ...outside.filter((version) => answerOf(version) !== (version.startsWith('?') ? 'cannot-tell' : 'out')),
  ];
  expect(wrong).toEqual([]);
});

test('what is not understood between versions is a doubt, and a bound without a version is none', () => {
  expect(readConstraints('1.2 wherever 1.4', 'vendor')).toMatchObject({ kind: 'versions', doubt: 'wherever' });
  expect(readConstraints('< april 1, 2018', 'vendor')).toMatchObject({ doubt: expect.stringContaining('april') });
  expect(readConstraints('< the newest', 'vendor')).toMatchObject({ kind: 'unreadable' });
});
