import { expect, test } from 'vitest';
import type { Item } from '../inventories/item.ts';
import { NO_SCOPE, type Scope } from '../matters/matter.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { lineOf } from './example-match.test-support.ts';
import { matchScope } from './match-scope.ts';
import { prepareItem } from './prepare-item.ts';
import { prepareScope } from './prepare-scope.ts';

function reasonsOf(
  scope: Partial<Scope>,
  line: Partial<Item>,
  institution: { sector?: 'ggz' | 'hospital'; region?: number; itProvider?: string } = {},
) {
  const item = { ...prepareItem(lineOf({ version: undefined, ...line }), NO_ALIASES), inventory: 'ict' };
  return matchScope(prepareScope({ ...NO_SCOPE, ...scope }, NO_ALIASES), { sector: 'hospital', ...institution }, [item], NO_ALIASES).map(
    ({ reason, certainty }) => [reason, certainty],
  );
}
const EPD = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD' };

test('a product by its name: certain with its supplier, likely without', () => {
  expect(reasonsOf({ products: [EPD] }, {})).toEqual([['product-name', 'certain']]);
  expect(reasonsOf({ products: [EPD] }, { supplier: undefined })).toEqual([['product-name', 'likely']]);
  expect(reasonsOf({ products: [EPD] }, { product: 'Roosterwerk', supplier: 'Roosterwerk' })).toEqual([]);
});

test.each([
  ['the tenant that is meant', 'SaaS tenant A', [['tenant', 'certain']]],
  ['another tenant', 'SaaS tenant B', []],
  ['hosted by itself', 'on-prem', []],
  ['not told', undefined, [['product-name', 'likely']]],
])('a tenant is down, and the line is %s', (_, hosting, reasons) => {
  expect(reasonsOf({ products: [{ ...EPD, tenant: 'A' }] }, { hosting })).toEqual(reasons);
});

test('a variant is told apart from another', () => {
  expect(reasonsOf({ products: [{ ...EPD, variant: 'on-prem' }] }, { hosting: 'on-prem' })).toEqual([['tenant', 'certain']]);
  expect(reasonsOf({ products: [{ ...EPD, variant: 'on-prem' }] }, { hosting: 'SaaS' })).toEqual([]);
});

test('anything of a supplier is possible, and so is what it manages for somebody', () => {
  expect(reasonsOf({ suppliers: ['Meridiaan'] }, { product: 'Meridiaan Huisarts' })).toEqual([['supplier', 'possible']]);
  expect(reasonsOf({ suppliers: ['Kwartel ICT'] }, {}, { itProvider: 'Kwartel ICT B.V.' })).toEqual([['supplier', 'possible']]);
});

test('sector and region must both hold where both are given, and are for information', () => {
  expect(reasonsOf({ sectors: ['ggz'], regions: [3] }, {}, { sector: 'ggz', region: 3 })).toEqual([['sector', 'for-information']]);
  expect(reasonsOf({ sectors: ['ggz'], regions: [3] }, {}, { sector: 'ggz', region: 4 })).toEqual([]);
  expect(reasonsOf({ regions: [3] }, {}, { sector: 'ggz' })).toEqual([]);
});

test('an empty scope concerns nobody', () => {
  expect(reasonsOf({}, {}, { sector: 'ggz', region: 3 })).toEqual([]);
});
