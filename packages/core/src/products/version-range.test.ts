import { expect, test } from 'vitest';
import { readVersion } from './read-version.ts';
import { contains, type VersionRange } from './version-range.ts';

const of = (...texts: readonly string[]): VersionRange => ({
  kind: 'versions',
  scheme: 'vendor',
  spans: texts.map((text) => ({ kind: 'exact', version: readVersion(text) })),
  except: [],
});

test('what nobody tells or nobody understands can not be told', () => {
  expect(contains({ kind: 'unknown' }, readVersion('1'))).toBe('cannot-tell');
  expect(contains({ kind: 'unreadable', why: 'no version in it' }, readVersion('1'))).toBe('cannot-tell');
});

test('words that were not understood make "out" uncertain and leave "in" as it is', () => {
  const range: VersionRange = { ...(of('1.0') as Extract<VersionRange, { kind: 'versions' }>), doubt: 'with U-Boot' };
  expect(contains(range, readVersion('1.0'))).toBe('in');
  expect(contains(range, readVersion('2.0'))).toBe('cannot-tell');
});

test('a list of versions means those and no others; an exception is never in', () => {
  expect(contains(of('1.0', '1.2'), readVersion('1.1'))).toBe('out');
  expect(
    contains({ kind: 'versions', scheme: 'vendor', spans: [{ kind: 'between' }], except: [readVersion('1.1')] }, readVersion('1.1')),
  ).toBe('out');
});

test('a version compares in the scheme of its range', () => {
  const between = (scheme: string): VersionRange => ({
    kind: 'versions',
    scheme,
    spans: [{ kind: 'between', to: { version: readVersion('1.0'), inclusive: false } }],
    except: [],
  });
  expect(contains(between('deb'), readVersion('1.0~1'))).toBe('in'); // "~" comes before the end there
  expect(contains(between('vendor'), readVersion('1.0~1'))).toBe('out');
});
