import { expect, test } from 'vitest';
import { readCpe } from '../cpe.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';
import { SHIPPED_PRODUCTS } from './shipped-products.ts';
import { SHIPPED_SUPPLIERS } from './shipped-suppliers.ts';

const { suppliers, products, contains } = SHIPPED_CATALOGUE;
const supplierOf = (id: string) => suppliers.find((supplier) => supplier.id === id);
const productOf = (id: string) => products.find((product) => product.id === id);

test('every entry has an id of its own, every product a supplier that is there', () => {
  const ids = [...suppliers, ...products].map(({ id }) => id);
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  const known = new Set(suppliers.map(({ id }) => id));
  expect(products.filter(({ supplierId }) => !known.has(supplierId ?? '')).map(({ id }) => id)).toEqual([]);
  expect(products.filter(({ source }) => source === '')).toEqual([]);
});

test('what contains and what is contained are in the catalogue', () => {
  expect(contains).toContainEqual(expect.objectContaining({ productId: 'omnissa/horizon', componentId: 'apache/log4j' }));
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
  expect(supplierOf('sdb-groep')?.aliases).toContainEqual(
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
  expect(told.length).toBeGreaterThan(60);
  // A document with what it says there, an advisory by its id, a section: never a word alone.
  const unsourced = told.filter(({ source }) => !/\d{4}|§|"[^"]{4,}"|\bICSM?A-\d|\.com\b/.test(source));
  expect(unsourced.map(({ id, names }) => `${id} ${names.join(', ')}`)).toEqual([]);
});

test('tenants are told of what is hosted, not of what stands at the member', () => {
  expect(productOf('meridiaan-zorgsoftware/epd-cloud')?.variants).toEqual([{ kind: 'saas', tenants: ['A', 'B', 'C', 'D'] }]);
  const atMember = products.filter(({ variants }) => variants.some(({ kind, tenants }) => kind === 'on-prem' && tenants.length > 0));
  expect(atMember.map(({ id }) => id)).toEqual([]);
});

test('a supplier has its names by their kind, and its owner since when that is', () => {
  expect(supplierOf('change-healthcare')).toEqual({
    id: 'change-healthcare',
    name: 'Change Healthcare',
    aliases: [{ text: 'Optum', kind: 'owner', validFrom: '2022-10' }],
    owners: [{ name: 'Optum', from: '2022-10' }],
  });
  expect(supplierOf('microsoft')?.aliases).toEqual([
    { text: 'Nuance', kind: 'taken-over', validFrom: '2022-03' },
    { text: 'Nuance Communications', kind: 'taken-over', validFrom: '2022-03' },
    { text: 'MS', kind: 'abbreviation' },
    { text: 'MSFT', kind: 'abbreviation' },
    { text: 'Microsoft Corporation', kind: 'spelling' },
    { text: 'Mircosoft', kind: 'misspelling' },
    { text: 'Microsft', kind: 'misspelling' },
  ]);
  expect(supplierOf('rockwell')?.aliases).toContainEqual({ text: 'Allen Bradley', kind: 'brand' });
  expect(supplierOf('kompas-zorg-it')).toMatchObject({ isFictional: true });
});

test('a product has what it is, where it runs, and which of its CPE names were seen in the dictionary', () => {
  expect(productOf('microsoft/sql-server')).toEqual({
    id: 'microsoft/sql-server',
    name: 'SQL Server',
    supplierId: 'microsoft',
    kind: 'software',
    variants: [{ kind: 'on-prem', tenants: [] }],
    aliases: [
      { text: 'MSSQL', kind: 'spelling' },
      { text: 'MS SQL', kind: 'spelling' },
    ],
    identifiers: [
      { scheme: 'cpe23', value: 'cpe:2.3:a:microsoft:sql_server:*:*:*:*:*:*:*:*', checked: 'confirmed' },
      { scheme: 'cpe23', value: 'cpe:2.3:a:microsoft:sql_server_2019:*:*:*:*:*:*:*:*', checked: 'to-check' },
    ],
    isUnmistakable: false,
    source: '§9.2 7',
  });
  expect(productOf('microsoft/teams')).toMatchObject({
    kind: 'saas',
    aliases: [{ text: 'beeldbellen', kind: 'colloquial', language: 'nl' }, {}],
  });
  expect(productOf('fortinet/fortios')).toMatchObject({ kind: 'firmware', isUnmistakable: true });
});
