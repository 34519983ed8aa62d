import { expect, test } from 'vitest';
import { readInstant } from '../basics/instant.ts';
import { isOlderRevision } from './is-older-revision.ts';

const revision = (trackingVersion: string, day?: number) => ({
  trackingVersion,
  currentReleaseAt: day === undefined ? undefined : readInstant(`2026-11-${String(day).padStart(2, '0')}T08:00:00Z`),
});

test.each([
  ['1.0.0', 1, '1.1.0', 2, true],
  ['1.1.0', 2, '1.0.0', 1, false],
  ['9', 1, '10', 2, true],
  ['1.9.0', 1, '1.10.0', 1, true],
  // A publisher that went from semantic versions to whole numbers: "3" follows 1.0.0.
  ['1.0.0', 1, '3', 2, true],
  ['3', 2, '1.0.0', 1, false],
  ['2', 1, '2.0.0', 1, false],
  ['1.0.0-rc.1', 1, '1.0.0', 1, true],
  ['1.0.0-2', 1, '1.0.0-11', 1, true],
  ['1.0.0+build7', 1, '1.0.0+build1', 1, false],
  // Edited silently: the one that comes later is not older.
  ['2', 5, '2', 5, false],
  ['2', 4, '2', 5, true],
  ['2', 5, '2', 4, false],
  // A slip in the one must not hide what the other says.
  ['1.0.0', 5, '1.1.0', 4, false],
  ['1.2.0', 4, '1.1.0', 5, false],
  ['final', 4, 'also final', 5, true],
])('version %s of day %i against %s of day %i: older is %s', (version, day, other, otherDay, isOlder) => {
  expect(isOlderRevision(revision(version, day), revision(other, otherDay))).toBe(isOlder);
});

test('without dates the version decides; without either nothing is older', () => {
  expect(isOlderRevision(revision('1'), revision('2'))).toBe(true);
  expect(isOlderRevision(revision('x'), revision('y'))).toBe(false);
});
