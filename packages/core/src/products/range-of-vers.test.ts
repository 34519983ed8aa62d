import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeOfVers } from './range-of-vers.ts';
import { readVersion } from './read-version.ts';
import { inVers, type VersComparator } from './vers.ts';
import { contains } from './version-range.ts';

test('every, none and unknown are no spans', () => {
  expect(rangeOfVers({ scheme: 'npm', constraints: 'every' }).kind).toBe('every-version');
  expect(rangeOfVers({ scheme: 'unknown', constraints: 'every' }).kind).toBe('unknown');
  // Whoever writes a range that holds nothing meant something: never silence.
  expect(rangeOfVers({ scheme: 'none', constraints: 'every' }).kind).toBe('unreadable');
});

test('a lower bound and the upper one behind it are one span, and the scheme keeps its order', () => {
  const range = rangeOfVers({
    scheme: 'maven',
    constraints: [
      { comparator: '<', version: '2.15.0' },
      { comparator: '>=', version: '2.0-beta9' },
      { comparator: '!=', version: '2.12.2' },
    ],
  });
  expect(range.kind === 'versions' && [range.scheme, range.spans.length, range.except.length]).toEqual(['maven', 1, 1]);
  expect(contains(range, readVersion('2.14.1'))).toBe('in');
  expect(contains(range, readVersion('2.12.2'))).toBe('out');
  expect(contains(range, readVersion('2.15.0'))).toBe('out');
});

test('the range holds what the specifier holds', () => {
  const version = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .map((numbers) => numbers.join('.'));
  const constraint = fc.record({ comparator: fc.constantFrom<VersComparator>('=', '!=', '<', '<=', '>', '>='), version });
  fc.assert(
    fc.property(
      fc.uniqueArray(constraint, { minLength: 1, maxLength: 6, selector: (one) => one.version }),
      version,
      (constraints, asked) => {
        const vers = { scheme: 'semver', constraints };
        expect(contains(rangeOfVers(vers), readVersion(asked))).toBe(inVers(vers, asked));
      },
    ),
    { numRuns: 2_000 },
  );
});
