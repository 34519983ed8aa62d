import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareBytes, type VersionScheme } from './version-scheme.ts';

/** Texts as people and publishers write versions, and texts that are none. */
export const versionTexts: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.oneof(
        fc.nat(30).map(String),
        fc.constantFrom(
          '0',
          '00',
          '01',
          '.',
          '.',
          '.',
          '-',
          '_',
          '~',
          '^',
          ':',
          '+',
          ' ',
          'a',
          'b',
          'rc',
          'beta',
          'dev',
          'SP',
          'HF',
          'CU',
          'R',
          'V',
          'Update ',
          'el7',
          'x',
          'post',
          'SNAPSHOT',
          '(',
          ')',
        ),
      ),
      { maxLength: 9 },
    )
    .map((parts) => parts.join('')),
  fc.string({ maxLength: 12 }),
);

/** The laws of every scheme (DESIGN §4): a total order, and sort keys that have the same. */
export function testVersionLaws(scheme: VersionScheme): void {
  test(`${scheme.name} is a total order`, () => {
    fc.assert(
      fc.property(versionTexts, versionTexts, versionTexts, (a, b, c) => {
        expect(scheme.compare(a, a)).toBe(0);
        expect(Math.sign(scheme.compare(a, b))).toBe(-Math.sign(scheme.compare(b, a)) + 0);
        const [one, two, three] = [a, b, c].sort(scheme.compare) as [string, string, string];
        expect(scheme.compare(one, two)).toBeLessThanOrEqual(0);
        expect(scheme.compare(two, three)).toBeLessThanOrEqual(0);
        expect(scheme.compare(one, three)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });

  test(`the sort keys of ${scheme.name} order as the versions do`, () => {
    fc.assert(
      fc.property(versionTexts, versionTexts, (a, b) => {
        expect(Math.sign(compareBytes(scheme.sortKey(a), scheme.sortKey(b)))).toBe(Math.sign(scheme.compare(a, b)));
      }),
      { numRuns: 3_000 },
    );
  });
}

/** "a < b" lines in the order that others measured. */
export type OrderCase = readonly [string, '<' | '=' | '>', string];

export function testOrder(scheme: VersionScheme, cases: readonly OrderCase[]): void {
  test.each(cases)(`${scheme.name}: %s %s %s`, (a, sign, b) => {
    expect(Math.sign(scheme.compare(a, b))).toBe(sign === '<' ? -1 : sign === '=' ? 0 : 1);
  });
}
