import { expect, test } from 'vitest';
import { readCpe } from '../cpe.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';
import { SHIPPED_PRODUCTS } from './shipped-products.ts';
import { SHIPPED_SUPPLIERS } from './shipped-suppliers.ts';

const { suppliers, products, contains } = SHIPPED_CATALOGUE;
const productOf = (id: string) => products.find((product) => product.id === id);

test('every entry has an id of its own, every product a supplier that is there', () => {
  const ids = [...suppliers, ...products].map(({ id }) => id);
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  const known = new Set(suppliers.map(({ id }) => id));
  expect(products.filter(({ supplierId }) => !known.has(supplierId ?? '')).map(({ id }) => id)).toEqual([]);
  expect(products.filter(({ source }) => source === '')).toEqual([]);
});

test('what contains and what is contained are in the catalogue', () => {
  expect(contains.filter((row) => productOf(row.productId) === undefined || productOf(row.componentId) === undefined)).toEqual([]);
});

test('every CPE name can be read, and none is of two products', () => {
  const names = products.flatMap(({ identifiers }) => identifiers.map(({ value }) => value));
  expect(names.filter((name) => readCpe(name) === undefined)).toEqual([]);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});

test('the market of the brief is there: renamed products under both names, invented ones marked', () => {
  expect(products.length).toBeGreaterThanOrEqual(121);
  expect(productOf('ivanti/connect-secure')?.aliases).toContainEqual(
    expect.objectContaining({ text: 'Pulse Connect Secure', kind: 'former-name' }),
  );
  expect(suppliers.find(({ id }) => id === 'sdb-groep')?.aliases).toContainEqual(
    expect.objectContaining({ text: 'Avinty', kind: 'taken-over', validFrom: '2023-04-01' }),
  );
  expect(productOf('omnissa/horizon')?.aliases).toContainEqual(
    expect.objectContaining({ text: 'Horizon', supplierId: 'vmware', kind: 'former-name' }),
  );
  expect(productOf('praktijkspoor/praktijkspoor')?.isFictional).toBe(true);
  expect(products.filter(({ isFictional }) => isFictional === true)).toHaveLength(13);
});

test('every takeover, every owner and every former name says where it is written', () => {
  const told = [
    ...[...SHIPPED_SUPPLIERS, ...SHIPPED_PRODUCTS].flatMap(({ id, former = [], takenOver = [], ownedBy = [] }) =>
      [...former, ...takenOver, ...ownedBy].map((one) => ({ id, ...one })),
    ),
    ...SHIPPED_PRODUCTS.flatMap(({ id, was = [] }) => was.map((one) => ({ id, ...one }))),
  ];
  expect(told.length).toBeGreaterThan(80);
  // A document with what it says there, an advisory by its id, a section: never a word alone.
  const unsourced = told.filter(({ source }) => !/\d{4}|§|"[^"]{4,}"|\bICSM?A-\d|\.com\b/.test(source));
  expect(unsourced.map(({ id, names }) => `${id} ${names.join(', ')}`)).toEqual([]);
});

test('tenants are told of what is hosted, not of what stands at the member', () => {
  expect(productOf('meridiaan-zorgsoftware/epd-cloud')?.variants).toEqual([{ kind: 'saas', tenants: ['A', 'B', 'C', 'D'] }]);
  expect(productOf('meridiaan-zorgsoftware/epd')?.variants).toEqual([{ kind: 'on-prem', tenants: [] }]);
});
