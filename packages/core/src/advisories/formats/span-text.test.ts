import { expect, test } from 'vitest';
import { contains } from '../../products/version-range.ts';
import { readVersion } from '../../products/read-version.ts';
import { readVersionRange } from '../../products/read-version-range.ts';
import { spanText, type SpanText } from './span-text.ts';

test.each<[SpanText, string]>([
  [{ from: { version: '1.0', inclusive: true }, to: { version: '2.0', inclusive: false } }, 'vers:generic/>=1.0|<2.0'],
  [{ from: { version: '1.0', inclusive: false } }, 'vers:generic/>1.0'],
  [{ to: { version: '2.0', inclusive: true } }, 'vers:generic/<=2.0'],
  [{ from: { version: '5.15', inclusive: true }, except: ['5.15.x'] }, 'vers:generic/>=5.15|!=5.15.x'],
  [{}, 'vers:generic/*'],
])('%j is written as %s', (span, text) => {
  expect(spanText('generic', span)).toEqual({ kind: 'range', text });
});

test('a span without a branch takes what lies behind that branch and nothing in it', () => {
  const range = readVersionRange(
    spanText('generic', { from: { version: '5.15', inclusive: true }, to: { version: '5.16.18', inclusive: false }, except: ['5.15.x'] })
      .text,
  );
  expect(['5.14.2', '5.15.40', '5.16.1', '5.16.18'].map((version) => contains(range, readVersion(version)))).toEqual([
    'out',
    'out',
    'in',
    'out',
  ]);
});
