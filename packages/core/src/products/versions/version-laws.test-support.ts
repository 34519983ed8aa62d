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
  fc.string({ maxLength: 8, unit: 'binary' }),
  fc.array(fc.constantFrom('\ud800', '\udfff', '\0', '\uffff', '1', 'İ', 'ß', '٣', '²'), { maxLength: 5 }).map((parts) => parts.join('')),
);

/** Words and signs of which a scheme makes versions, in any row; numbers come between them. */
export function versionsOf(...parts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof({ weight: 2, arbitrary: fc.nat(12).map(String) }, { weight: 3, arbitrary: fc.constantFrom(...parts) }), {
      maxLength: 8,
    })
    .map((row) => `1${row.join('')}`);
}

/** The laws of every scheme (DESIGN §4): a total order, sort keys that have the same, and an end to what is looked at. */
export function testVersionLaws(scheme: VersionScheme, own?: fc.Arbitrary<string>): void {
  const versions = own === undefined ? versionTexts : fc.oneof({ weight: 3, arbitrary: own }, { weight: 1, arbitrary: versionTexts });
  test(`${scheme.name} is a total order`, () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
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
      fc.property(versions, versions, (a, b) => {
        expect(Math.sign(compareBytes(scheme.sortKey(a), scheme.sortKey(b)))).toBe(Math.sign(scheme.compare(a, b)));
      }),
      { numRuns: 3_000 },
    );
  });

  test.each(ENDLESS)(`${scheme.name} looks at the beginning of an endless version only: %s…`, (piece) => {
    const endless = piece.repeat(100_000 / piece.length);
    expect(scheme.compare(endless, `${endless}1`)).toBe(0);
    expect(scheme.sortKey(endless).length).toBeLessThan(2_000);
    expect(typeof scheme.isVersion(endless)).toBe('boolean');
  });
}

const ENDLESS = ['1', '1.', '0.', 'a', '-', '~', '_p', '1a', 'rc-', '١', '𝟙', ' '];

/** "a < b" lines in the order that others measured. */
export type OrderCase = readonly [string, '<' | '=' | '>', string];

export function testOrder(scheme: VersionScheme, cases: readonly OrderCase[]): void {
  test.each(cases)(`${scheme.name}: %s %s %s`, (a, sign, b) => {
    expect(Math.sign(scheme.compare(a, b))).toBe(sign === '<' ? -1 : sign === '=' ? 0 : 1);
  });
}
