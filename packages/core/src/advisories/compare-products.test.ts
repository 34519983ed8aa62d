import { expect, test } from 'vitest';
import type { AdvisoryProduct } from './advisory.ts';
import { compareProducts } from './compare-products.ts';
import { exampleAdvisory } from './example-advisory.test-support.ts';

const epd: AdvisoryProduct = {
  id: 'P1',
  name: 'Meridiaan EPD < 6.2.15',
  supplier: 'Meridiaan',
  product: 'EPD',
  version: { kind: 'range', text: '<6.2.15' },
  purls: [],
  otherIdentifiers: [],
  at: '',
};
const lab: AdvisoryProduct = { ...epd, id: 'P2', name: 'Meridiaan LAB', product: 'LAB', version: undefined };
const compare = (before: readonly AdvisoryProduct[], after: readonly AdvisoryProduct[]) =>
  compareProducts({ ...exampleAdvisory(), products: before }, { ...exampleAdvisory(), products: after });

test('products numbered anew are the same products', () => {
  const { changes, labels } = compare(
    [epd, lab],
    [
      { ...lab, id: 'CSAFPID-1' },
      { ...epd, id: 'CSAFPID-2' },
    ],
  );
  expect(changes).toEqual([]);
  expect(labels.before.get('P1')).toBe(labels.after.get('CSAFPID-2'));
});

test('another range of the same product is told as its version, before and after', () => {
  const wider = { ...epd, id: 'X', name: 'Meridiaan EPD < 6.3', version: { kind: 'range', text: '<6.3' } } as const;
  const { changes, labels } = compare([epd, lab], [wider, lab]);
  expect(changes).toEqual([
    { what: 'product-version', products: ['Meridiaan EPD < 6.3'], productCount: 1, before: '<6.2.15', after: '<6.3' },
  ]);
  expect(labels.before.get('P1')).toBe(labels.after.get('X'));
});

test('an id that now stands for another product is not the same product', () => {
  expect(compare([epd], [{ ...lab, id: 'P1' }]).changes.map(({ what }) => what)).toEqual(['products-added', 'products-removed']);
});

test('versions of a product that can not be told apart are new and gone, not paired by guess', () => {
  const version = (id: string, text: string): AdvisoryProduct => ({ ...epd, id, name: `EPD ${text}`, version: { kind: 'exact', text } });
  const { changes } = compare([version('A', '6.1'), version('B', '6.2')], [version('C', '6.3'), version('D', '6.4')]);
  expect(changes).toMatchObject([{ what: 'products-added', products: ['EPD 6.3', 'EPD 6.4'] }, { what: 'products-removed' }]);
});

test('another CPE, purl or serial number is a change of identifiers', () => {
  expect(compare([epd], [{ ...epd, cpe: 'cpe:2.3:a:meridiaan:epd:*:*:*:*:*:*:*:*' }]).changes).toMatchObject([
    { what: 'product-identifiers', before: '', after: 'cpe:2.3:a:meridiaan:epd:*:*:*:*:*:*:*:*' },
  ]);
  expect(compare([epd], [{ ...epd, otherIdentifiers: [{ kind: 'serial_numbers', value: '7' }] }]).changes).toHaveLength(1);
});

test('the same component on another platform is another product', () => {
  const on = (platform: string): readonly AdvisoryProduct[] => [
    epd,
    { ...lab, id: 'H', name: platform, product: platform },
    { ...epd, id: 'R', relationship: { category: 'installed_on', productId: 'P1', relatesTo: 'H' } },
  ];
  expect(compare(on('Server 2022'), on('Server 2025')).changes.length).toBeGreaterThan(0);
  expect(compare(on('Server 2022'), on('Server 2022')).changes).toEqual([]);
});

test('of many products five are named and all are counted', () => {
  const many = Array.from({ length: 40 }, (_, place): AdvisoryProduct => ({
    ...lab,
    id: `N${place}`,
    name: `LAB ${place}`,
    product: `LAB ${place}`,
  }));
  expect(compare([], many).changes).toMatchObject([{ what: 'products-added', productCount: 40, products: { length: 5 } }]);
});

test('a long name is shown short, and never cut in the middle of a character', () => {
  const { changes } = compare([], [{ ...lab, name: `x${'😀'.repeat(500)}` }]);
  const [name = ''] = changes[0]?.products ?? [];
  expect(name.isWellFormed()).toBe(true);
  expect(name.length).toBeLessThanOrEqual(200);
});
