import { expect, test } from 'vitest';
import { NAME_CHARACTERS_MAX, readLine } from './read-line.ts';
import type { ItemTexts } from './inventory-reading.ts';

const at = (field?: string) => `line 2, ${field ?? ''}`;
const codes = (texts: ItemTexts) => readLine(texts, at).problems.map((problem) => problem.code);
const content = (texts: ItemTexts) => readLine(texts, at).line?.content;

test('not knowing is no problem and is stored as absent', () => {
  expect(
    readLine({ product: 'kastje van kpn', version: 'weet ik niet', exposure: '?', importance: '-', quantity: 'onbekend', owner: '' }, at),
  ).toEqual({
    line: { content: { product: 'kastje van kpn', exposure: 'unknown' } },
    problems: [],
  });
});

test.each<[string, ItemTexts, readonly string[]]>([
  ['names nothing', { version: '7', owner: 'IT' }, ['product-missing']],
  ['names a supplier alone', { supplier: 'Santesoft' }, ['product-is-supplier']],
  ['holds several versions', { product: 'FortiGate', version: '7.2.7 (30x), 7.2.12 (8x)' }, ['versions-split']],
  [
    'holds versions that do not add up',
    { product: 'x', version: '7.2.7 (30x), 7.2.12 (8x)', quantity: '40' },
    ['versions-split', 'quantities-differ'],
  ],
  ['holds a choice of versions', { product: 'FortiGate', version: '7.2.7 of 7.2.12' }, ['several-versions']],
  ['holds versions beside an identifier with one', { identifier: 'pkg:npm/x@1.0', version: '1.0, 2.0' }, ['several-versions']],
  ['begins like a formula', { product: '=HYPERLINK("x")' }, ['formula-like']],
  ['holds a number like a BSN', { product: 'laptop', owner: 'Karin 111222333' }, ['bsn-like']],
  [
    'has words we do not know',
    { product: 'x', exposure: 'kelder', importance: '9', quantity: 'veel' },
    ['quantity-unreadable', 'exposure-unreadable', 'importance-unreadable'],
  ],
  ['has a giant cell', { product: 'x'.repeat(1_000_000) }, ['text-too-long']],
])('a line that %s is pointed out', (_name, texts, expected) => {
  expect(codes(texts)).toEqual(expected);
});

test('a line that names a supplier alone is kept: a matter about that supplier concerns it', () => {
  expect(content({ supplier: 'Santesoft' })).toEqual({ supplier: 'Santesoft', product: 'Santesoft', exposure: 'unknown' });
});

test('what is pointed out is kept as text where it can be', () => {
  expect(content({ product: '=1+1', version: '2016 of 2019' })).toEqual({ product: '=1+1', version: '2016 of 2019', exposure: 'unknown' });
  expect(content({ product: 'y'.repeat(9_999) })?.product).toHaveLength(NAME_CHARACTERS_MAX);
});

test('versions that can be told apart are, each with its quantity; what a program wrote is one version', () => {
  const texts = { product: 'FortiGate', version: '7.0.15\n7.2.9 (7x)', quantity: '38' };
  expect(readLine(texts, at).line?.versions).toEqual([{ version: '7.0.15' }, { version: '7.2.9', quantity: 7 }]);
  expect(readLine(texts, at, 'generated').line).toEqual({
    content: { product: 'FortiGate', version: '7.0.15 7.2.9 (7x)', quantity: 38, exposure: 'unknown' },
  });
});

test('the number itself is not repeated', () => {
  expect(JSON.stringify(readLine({ product: 'laptop 111222333' }, at).problems)).not.toContain('111222333');
});

test.each([
  ['cpe:2.3:h:fortinet:fortigate-60f:-:*:*:*:*:*:*:*', 'fortigate-60f'],
  ['cpe:/a:veeam:backup_%26_replication:12.1', 'backup %26 replication'],
  ['pkg:npm/%40angular/core@17.0.0', 'core'],
  ['AB-12', undefined],
])('a line with only the identifier %s is named %s', (identifier, product) => {
  expect(content({ identifier })?.product).toBe(product);
});
