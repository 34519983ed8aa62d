import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readItemVersions, readVersion } from './read-version.ts';
import { readVersionRange } from './read-version-range.ts';
import { contains, type VersionRange } from './version-range.ts';
import { EVERYWHERE, meets, SPANS_MAX, spanOfVersions, spansOfRange, unite } from './version-spans.ts';
import { compareBytes } from './versions/version-scheme.ts';

const isFound = (range: VersionRange, version: string) =>
  spansOfRange(range).some((span) => meets(span, spanOfVersions(readItemVersions(version))));
const found = (range: string, version: string) => isFound(readVersionRange(range), version);

const number = fc.oneof(fc.constantFrom('0', '1', '2', '7', '10', '2019', '2024'), fc.nat(30).map(String));
const ending = fc.constantFrom(
  '',
  '',
  '',
  ' SP1',
  ' SP2',
  ' CU14',
  '-h1',
  ' HF 3',
  ' build2662',
  'rc1',
  'R2',
  '.x',
  'x',
  'a',
  ' Take 41',
  '-beta.2',
);
const version = fc
  .tuple(
    fc.constantFrom('', '', '', 'V', 'L', 'rev B.'),
    fc.array(number, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('.', '.', '-'),
    ending,
  )
  .map(([front, parts, sign, end]) => `${front}${parts.join(sign)}${end}`);
const limit = fc.record({ version: version.map(readVersion), inclusive: fc.boolean() });
const span = fc.oneof(
  version.map((text) => ({ kind: 'exact' as const, version: readVersion(text) })),
  version.map((text) => ({ kind: 'branch' as const, prefix: readVersion(text) })),
  fc
    .record({ from: fc.option(limit, { nil: undefined }), to: fc.option(limit, { nil: undefined }) })
    .map((ends) => ({ kind: 'between' as const, ...ends })),
);
const range: fc.Arbitrary<VersionRange> = fc.record({
  kind: fc.constant('versions' as const),
  scheme: fc.constantFrom(
    'vendor',
    'vendor',
    'vendor',
    'semver',
    'maven',
    'pypi',
    'nuget',
    'gem',
    'composer',
    'intdot',
    'deb',
    'rpm',
    'go',
    'apk',
    'openssl',
    'datetime',
    'lexicographic',
  ),
  spans: fc.array(span, { minLength: 1, maxLength: 3 }),
  except: fc.constant([]),
});

test('a version that is in a range, or of which it can not be told, is always found', () => {
  fc.assert(
    fc.property(range, version, (of, text) => {
      const versions = readItemVersions(text);
      if (versions.kind !== 'versions') return;
      if (versions.versions.some((one) => contains(of, one) !== 'out')) expect(isFound(of, text), JSON.stringify([of, text])).toBe(true);
    }),
    { numRuns: 20_000 },
  );
});

test('a version that is a bound, short of one or goes on behind one is found', () => {
  fc.assert(
    fc.property(range, fc.nat(3), fc.constantFrom('', '.0', '.0.0', '.1', ' SP1', '-h1', ' build7'), (of, cut, more) => {
      if (of.kind !== 'versions') return;
      for (const one of of.spans) {
        const of1 = one.kind === 'exact' ? one.version : one.kind === 'branch' ? one.prefix : (one.to?.version ?? one.from?.version);
        const text = `${(of1?.text ?? '1')
          .split('.')
          .slice(0, cut + 1)
          .join('.')}${more}`;
        const versions = readItemVersions(text);
        if (versions.kind === 'versions' && versions.versions.some((each) => contains(of, each) !== 'out'))
          expect(isFound(of, text), JSON.stringify([of, text])).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
});

test('most versions outside a range are not even found', () => {
  for (const [text, out] of [
    ['< 6.2.15', ['6.2.16', '6.3', '10.0']],
    ['>= 13.1, < 13.1-58.32', ['13.1-58.40', '12.1-55', '14.1']],
    ['7.0 all versions', ['7.2.1', '6.4.9']],
    ['<= 2019 CU14', ['2019 CU15', '2022 CU1']],
    ['vers:npm/>=1.2.0|<1.4.2', ['1.4.3', '1.1.9', '2.0']],
  ] as const)
    for (const version of out) expect(found(text, version), `${version} in ${text}`).toBe(false);
});

test('what says too little stands everywhere', () => {
  for (const text of [undefined, 'laatste', '9.x', 'L80', '11 SP ?']) expect(spanOfVersions(readItemVersions(text))).toEqual(EVERYWHERE);
  for (const text of ['alle versies', 'een oude versie', 'vers:lexicographic/<9'])
    expect(spansOfRange(readVersionRange(text))).toEqual([EVERYWHERE]);
});

test('a line with several versions reaches from the lowest to the highest', () => {
  const span = spanOfVersions(readItemVersions('7.2.7, 7.2.12'));
  expect(compareBytes(span.from, spanOfVersions(readItemVersions('7.2.7')).from)).toBe(0);
  expect(compareBytes(span.to, spanOfVersions(readItemVersions('7.2.12')).to)).toBe(0);
  expect(compareBytes(span.from, span.to)).toBeLessThan(0);
});

test('a list that also holds what nobody can tell is everywhere', () => {
  expect(spanOfVersions(readItemVersions('7.2.7, onbekend'))).toEqual(EVERYWHERE);
});

test('spans that meet become one, and very many become the ground between the first and the last', () => {
  const at = (byte: number, to = byte) => ({ from: Uint8Array.of(byte), to: Uint8Array.of(to) });
  expect(unite([at(5, 9), at(1, 2), at(8, 12)])).toEqual([at(1, 2), at(5, 12)]);
  expect(unite(Array.from({ length: SPANS_MAX + 1 }, (_, place) => at(2 * place)))).toEqual([at(0, 2 * SPANS_MAX)]);
});
