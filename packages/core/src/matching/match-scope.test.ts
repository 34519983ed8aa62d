import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import type { Item } from '../inventories/item.ts';
import { NO_SCOPE, type Scope } from '../matters/matter.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { lineOf } from './example-match.test-support.ts';
import { matchScope, type ScopeFacts } from './match-scope.ts';
import { prepareContainments } from './containments.ts';
import { prepareItem } from './prepare-item.ts';
import { prepareScope } from './prepare-scope.ts';

const NOW = readInstant('2026-11-25T09:00:00Z') as Instant;

function reasonsOf(
  scope: Partial<Scope>,
  line: Partial<Item>,
  institution: { sector?: 'ggz' | 'hospital'; region?: number; itProvider?: string } = {},
) {
  const item = { ...prepareItem(lineOf({ version: undefined, ...line }), NO_ALIASES), inventory: 'ict' };
  return told(scope, { ...institution, items: [item] });
}
function told(scope: Partial<Scope>, facts: Partial<ScopeFacts>) {
  const prepared = prepareScope({ ...NO_SCOPE, ...scope }, NO_ALIASES);
  return matchScope(prepared, { sector: 'hospital', items: [], ...facts }, NO_ALIASES, NOW).map(({ reason, certainty }) => [
    reason,
    certainty,
  ]);
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

test('of a tenant that may be meant and a variant that is said to be used the variant counts, whatever their order', () => {
  const products = [
    { ...EPD, tenant: 'B' },
    { ...EPD, variant: 'cloud' },
  ];
  expect(reasonsOf({ products }, { hosting: 'cloud' })).toEqual([['tenant', 'certain']]);
  expect(reasonsOf({ products: products.toReversed() }, { hosting: 'cloud' })).toEqual([['tenant', 'certain']]);
});

test('anything of a supplier is possible, and so is what it manages for somebody', () => {
  expect(reasonsOf({ suppliers: ['Meridiaan'] }, { product: 'Meridiaan Huisarts' })).toEqual([['supplier', 'possible']]);
  expect(reasonsOf({ suppliers: ['Kwartel ICT'] }, {}, { itProvider: 'Kwartel ICT B.V.' })).toEqual([['supplier', 'possible']]);
});

test('a wave in a sector or region is about being in it; beside other things that is for information', () => {
  expect(reasonsOf({ sectors: ['ggz'], regions: [3] }, {}, { sector: 'ggz', region: 3 })).toEqual([['sector', 'certain']]);
  expect(reasonsOf({ sectors: ['ggz'], regions: [3] }, {}, { sector: 'ggz', region: 4 })).toEqual([]);
  expect(reasonsOf({ sectors: ['ggz'], suppliers: ['Kompas'] }, {}, { sector: 'ggz' })).toEqual([['sector', 'for-information']]);
});

test.each([
  ['a VPN', { kind: 'connection', supplier: 'Meridiaan', connection: 'vpn' }, [['connection', 'possible']]],
  ['a processor agreement', { kind: 'connection', supplier: 'Meridiaan', connection: 'processor-agreement' }, [['connection', 'possible']]],
  ['something of it, not told what', { kind: 'supplier', supplier: 'Meridiaan Zorgsoftware' }, [['supplier', 'possible']]],
  ['its systems in its hands', { kind: 'managed-by', supplier: 'Meridiaan Zorgsoftware' }, [['supplier', 'possible']]],
  ['a VPN with another', { kind: 'connection', supplier: 'Roosterwerk', connection: 'vpn' }, []],
] as const)('a supplier is hit, and an institution without any line has %s', (_, relation, reasons) => {
  expect(told({ suppliers: ['Meridiaan Zorgsoftware'] }, { relations: [relation] })).toEqual(reasons);
});

test('a tenant that only a relation tells: certain for that one, nothing for another', () => {
  const relation = { kind: 'tenant', supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan Huisarts', tenant: 'B' } as const;
  const huisarts = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan Huisarts' };
  expect(told({ products: [{ ...huisarts, tenant: 'B' }] }, { relations: [relation] })).toEqual([['tenant', 'certain']]);
  expect(told({ products: [{ ...huisarts, tenant: 'A' }] }, { relations: [relation] })).toEqual([]);
  // The line does not say its tenant; the relation does.
  const item = { ...prepareItem(lineOf({ ...huisarts, version: undefined, hosting: 'SaaS' }), NO_ALIASES), inventory: 'ict' };
  expect(told({ products: [{ ...huisarts, tenant: 'B' }] }, { items: [item], relations: [relation] })).toEqual([['tenant', 'certain']]);
  expect(told({ products: [{ ...huisarts, tenant: 'A' }] }, { items: [item], relations: [relation] })).toEqual([]);
});

test('what a supplier runs for another product is hit with it', () => {
  expect(
    reasonsOf({ suppliers: ['Kwartel ICT'] }, { product: 'Roosterwerk', supplier: 'Roosterwerk', hosting: 'gehost door Kwartel ICT' }),
  ).toEqual([['tenant', 'likely']]);
});

test('what was seen from outside is certain', () => {
  const observations = [{ domain: 'www.lindemark.example', seenAt: NOW, source: 'doelwitlijst' }];
  expect(told({}, { seen: { domains: ['lindemark.example'], observations } })).toEqual([['observed', 'certain']]);
  expect(told({}, { seen: { domains: ['rietmark.example'], observations } })).toEqual([]);
});

test('a matter about a component finds what contains it', () => {
  const contains = prepareContainments(
    [
      {
        product: { supplier: 'Kwartelveen Informatica', names: ['Labstraat'], identifiers: [] },
        component: { supplier: 'NextGen', names: ['Mirth Connect'], identifiers: [] },
        certainty: 'likely',
        source: 'catalogue',
      },
    ],
    NO_ALIASES,
  );
  const line = lineOf({ supplier: 'Kwartelveen Informatica', product: 'Labstraat', version: '9.4' });
  const item = { ...prepareItem(line, NO_ALIASES, [contains]), inventory: 'ict' };
  expect(told({ products: [{ supplier: 'NextGen', product: 'Mirth Connect' }] }, { items: [item] })).toEqual([['component', 'likely']]);
});

test('a line or relation that nobody looked at for a year is one step less sure', () => {
  const checkedAt = readInstant('2025-01-01T00:00:00Z') as Instant;
  const item = { ...prepareItem(lineOf({}), NO_ALIASES), inventory: 'ict', checkedAt };
  expect(told({ products: [EPD] }, { items: [item] })).toEqual([['product-name', 'likely']]);
  const tenant = { kind: 'tenant', supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan Huisarts', tenant: 'B', checkedAt } as const;
  const huisarts = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan Huisarts', tenant: 'B' };
  expect(told({ products: [huisarts] }, { relations: [tenant] })).toEqual([['tenant', 'likely']]);
});

test('an empty scope concerns nobody', () => {
  expect(reasonsOf({}, {}, { sector: 'ggz', region: 3 })).toEqual([]);
});
