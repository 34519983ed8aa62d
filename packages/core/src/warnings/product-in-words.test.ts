import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleReason } from './example-warning.test-support.ts';
import { productInWords } from './product-in-words.ts';

function wordsOf(product: string | undefined, version?: string, supplier?: string): string | undefined {
  const { item } = exampleReason();
  return productInWords({ product, supplier, item: item === undefined ? undefined : { ...item, version } });
}

test.each<[string, string | undefined, string | undefined]>([
  ['FortiGate', '7.2.9', 'FortiGate'],
  ['FortiOS 7.2.9', '7.2.9', 'FortiOS'],
  ['FortiOS v7.2.9 (build 1639)', '7.2.9', 'FortiOS'],
  ['FortiOS 7.2.9', undefined, 'FortiOS'], // typed into the name, and the column left empty
  ['Meridiaan EPD versie 6.2.9', undefined, 'Meridiaan EPD'],
  ['Windows Server 2019', '10.0.17763', 'Windows Server 2019'], // part of the name
  ['Windows Server 2019', '2019', 'Windows Server'], // the version itself
  ['Office 365', undefined, 'Office 365'],
  ['Exchange2019', '2019', 'Exchange2019'], // no word of its own
  ['NetScaler (13.1-58.32)', '13.1-58.32', 'NetScaler'],
  ['Kompas EPD R4', 'R4', 'Kompas EPD'],
  ['7.2.9', '7.2.9', undefined],
  ['', '1', undefined],
  ['İİİ 7', '7', 'İİİ'], // letters that grow when they are made small
  ['EPD (x[1]', 'x[1]', 'EPD'], // a version is no pattern
])('%s held in version %s is %s', (product, version, words) => {
  expect(wordsOf(product, version)).toBe(words);
});

test('where nothing of the product is left, the supplier is named', () => {
  expect(wordsOf('7.2.9', '7.2.9', 'Fortinet')).toBe('Fortinet');
});

test('the version that is held never stands in it by itself, whatever the member typed', () => {
  const versions = fc.stringMatching(/^[0-9]{1,3}(\.[0-9]{1,3}){0,3}([-_][a-z0-9]{1,4})?$/);
  const names = fc.array(fc.oneof(fc.constantFrom('FortiOS', 'v', '(', ')', 'versie', ' ', '-'), fc.string({ maxLength: 6 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(names, names, versions, (before, after, version) => {
      const words = wordsOf(`${before.join(' ')} ${version} ${after.join(' ')}`, version) ?? '';
      expect(words.split(/[\s(),;:]+/)).not.toContain(version);
      expect(words.length).toBeLessThanOrEqual(80);
    }),
  );
});
