import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { catalogueOfNames } from './catalogue/catalogue-of-names.ts';
import { decisionKey, nameIndexOf, type Decision } from './catalogue/name-index.ts';
import { SHIPPED_CATALOGUE } from './catalogue/shipped-catalogue.ts';
import { NAME_CASES } from './resolve-name.cases.ts';
import { LINK_SCORE, resolveName } from './resolve-name.ts';

const INDEX = nameIndexOf(SHIPPED_CATALOGUE);
const resolve = (supplier: string, product: string, index = INDEX) => resolveName({ supplier, product }, index);
const linked = (supplier: string, product: string, index = INDEX) => resolve(supplier, product, index).find(({ as }) => as === 'linked');

describe('names as people in care type them', () => {
  const answers = NAME_CASES.map(([supplier, product, means]) => {
    const proposals = resolve(supplier, product);
    return {
      name: `${supplier} | ${product}`,
      means: means.split('|').filter(Boolean),
      proposals,
      link: proposals.find(({ as }) => as === 'linked'),
    };
  });

  test('what links by itself links to what is meant', () => {
    const wrong = answers.filter(({ link, means }) => link !== undefined && !means.includes(link.product.id));
    expect(wrong.map(({ name, link }) => `${name} → ${link?.product.id}`)).toEqual([]);
  });

  test('of names that mean one product, nine in ten link by themselves', () => {
    const one = answers.filter(({ means }) => means.length === 1);
    expect(one.length).toBeGreaterThanOrEqual(150);
    expect(one.filter(({ link }) => link !== undefined).length / one.length).toBeGreaterThanOrEqual(0.9);
  });

  test('every product that may be meant is among the first six', () => {
    const missed = answers.filter(
      ({ means, proposals }) => !means.every((id) => proposals.slice(0, 6).some(({ product }) => product.id === id)),
    );
    expect(missed.map(({ name }) => name)).toEqual([]);
  });

  test('for what nobody knows nothing is proposed at all', () => {
    const told = answers.filter(({ means, link }) => means.length === 0 && link !== undefined);
    expect(told.map(({ name }) => name)).toEqual([]);
  });
});

test.each([
  ['Pulse Secure', 'Connect Secure', 'supplier by a name that it took over, product by name'],
  ['', 'TelePsy', 'product by former name'],
  ['Ivanti', 'ICS', 'supplier by name, product by abbreviation'],
  ['Phillips', 'VuePACS', 'supplier by a known misspelling, product by another spelling'],
  ['HiX', 'ChipSoft', 'supplier by name, product by name, columns swapped'],
  ['Centric', 'FortiGate', 'another supplier, product by brand'],
])('%s, %s: "%s"', (supplier, product, reason) => {
  expect(linked(supplier, product)?.reason).toBe(reason);
});

test('what people merely say proposes and never links', () => {
  const proposals = resolve('', 'beveiligde mail');
  expect(proposals.map(({ product, as }) => [product.name, as])).toEqual([
    ['ZorgMail', 'proposed'],
    ['SmartLockr', 'proposed'],
    ['ZIVVER', 'proposed'],
  ]);
});

test('a version that is glued to the name is told apart', () => {
  expect(linked('', 'FortiOS7.2.9')).toMatchObject({ product: { id: 'fortinet/fortios' }, version: '7.2.9' });
});

test('a decision of a person wins over everything, for this supplier or for any', () => {
  const decide = (supplier: string, product: string, decision: Decision) =>
    nameIndexOf(SHIPPED_CATALOGUE, new Map([[decisionKey(supplier, product), decision]]));
  const caren = decide('', 'FortiGate', { kind: 'product', productId: 'nedap/caren' });
  expect(resolve('Fortinet', 'fortigate®', caren)).toMatchObject([{ product: { id: 'nedap/caren' }, as: 'decided', score: 1 }]);
  expect(resolve('', 'FortiGate', decide('', 'FortiGate', { kind: 'not-a-product' }))).toEqual([]);
  expect(linked('Other', 'FortiGate', decide('Fortinet', 'FortiGate', { kind: 'not-a-product' }))).toBeDefined();
});

test('two that are equally good are left to a person', () => {
  const index = nameIndexOf(
    catalogueOfNames(
      [
        { supplier: 'Berkenrode', product: 'Zaalbeeld' },
        { supplier: 'Elsakker', product: 'Zaalbeeld' },
      ],
      '',
      'x',
    ),
  );
  expect(resolve('', 'Zaalbeeld', index).map(({ as }) => as)).toEqual(['proposed', 'proposed']);
  expect(linked('Elsakker BV', 'Zaalbeeld', index)?.supplier?.name).toBe('Elsakker');
});

/** Names of no catalogue: those of one inventory, asked with those of another. */
test.each([
  ['Vlinderstruik Zorg-ICT B.V.', 'Waterlelie', 'vlinderstruik zorg ict', 'WATERLELIE 4.2'],
  ['Vlinderstruik Zorg-ICT', 'Waterlelie Dossier', '', 'vlinderstruik zorg-ict waterlelie dossier'],
  ['Vlinderstruik', 'Dagbesteding', 'Vlinderstruk', 'Dagbestedng'],
  ['Ørnsted Medical', 'Pulsmeter™', 'Ornsted Medical', 'pulsmeter'],
  ['Haverkamp', 'Kompasroos', 'Kompasroos', 'Haverkamp'],
  ['Haverkamp', 'Kompasroos', 'Haverkamp BV', 'Kompas roos'],
])('%s %s is found by "%s" "%s", though no catalogue has it', (supplier, product, otherSupplier, otherProduct) => {
  const others = ['Waterkers', 'Dagboek', 'Pulsar', 'Kompasnaald'].map((name) => ({ supplier: 'Vlinderdas', product: name }));
  const index = nameIndexOf(catalogueOfNames([{ supplier, product }, ...others], '', 'x'));
  expect(linked(otherSupplier, otherProduct, index)?.product.name).toBe(product);
});

test.each([
  ['Vlinderstruik', 'Waterlelie', 'Vlinderdas', 'Waterlelie 2'],
  ['Haverkamp', 'Kompasroos', 'Haverkamp', 'Kompasnaald'],
  ['Haverkamp', 'Kompasroos HWC-A', 'Haverkamp', 'Kompasroos HWC-E'],
  ['Haverkamp', 'Meetpunt X12', 'Haverkamp', 'Meetpunt X13'],
])('%s %s is not %s %s', (supplier, product, otherSupplier, otherProduct) => {
  expect(linked(otherSupplier, otherProduct, nameIndexOf(catalogueOfNames([{ supplier, product }], '', 'x')))).toBeUndefined();
});

test('one slip of the pen makes no other product of a name', () => {
  const wrong: string[] = [];
  let right = 0;
  let all = 0;
  for (const { id, name, supplierId } of SHIPPED_CATALOGUE.products) {
    const supplier = SHIPPED_CATALOGUE.suppliers.find((one) => one.id === supplierId)?.name ?? '';
    if (name.length < 8) continue;
    for (let at = 1; at < name.length - 1; at += 2) {
      const swapped = name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
      for (const written of [name.slice(0, at) + name.slice(at + 1), swapped]) {
        const link = linked(supplier, written);
        all += 1;
        if (link?.product.id === id) right += 1;
        else if (link !== undefined) wrong.push(`${supplier} ${written} → ${link.product.id}`);
      }
    }
  }
  expect(right / all).toBeGreaterThan(0.6);
  expect(wrong.length / all, wrong.slice(0, 20).join('\n')).toBeLessThan(0.02);
});

test('the order of the catalogue changes nothing', () => {
  const backwards = nameIndexOf({
    ...SHIPPED_CATALOGUE,
    suppliers: SHIPPED_CATALOGUE.suppliers.toReversed(),
    products: SHIPPED_CATALOGUE.products.toReversed(),
  });
  for (const [supplier, product] of NAME_CASES) {
    const answer = (index: typeof INDEX) => resolve(supplier, product, index).map((one) => [one.product.id, one.score, one.as]);
    expect(answer(backwards)).toEqual(answer(INDEX));
  }
});

test('reading never throws, scores are between 0 and 1, and at most one links, from the threshold on', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 200 }), (supplier, product) => {
      const proposals = resolve(supplier, product);
      expect(proposals.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
      const links = proposals.filter(({ as }) => as === 'linked');
      expect(links.length).toBeLessThanOrEqual(1);
      expect(links.every(({ score }) => score >= LINK_SCORE)).toBe(true);
    }),
  );
});

const NAMES = join(sharedData, 'matching/csaf-vendor-products.jsonl.gz');
describe.skipIf(!existsSync(NAMES))('nine thousand names of real advisories', () => {
  const rows = (existsSync(NAMES) ? gunzipSync(readFileSync(NAMES)) : '')
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { vendor?: string; product?: string })
    .flatMap(({ vendor, product }) => (vendor && product ? [{ supplier: vendor, product }] : []));
  const catalogue = catalogueOfNames(rows, '', 'csaf');
  const supplierOf = new Map(catalogue.suppliers.map(({ id, name }) => [id, name]));

  test('a name finds itself, and does not link to a product of another maker', () => {
    const index = nameIndexOf(catalogue);
    const asked = catalogue.products.filter((_, place) => place % 9 === 0);
    let itself = 0;
    const others: string[] = [];
    for (const { id, name, supplierId } of asked) {
      const [first] = resolve(supplierOf.get(supplierId ?? '') ?? '', name, index);
      if (first?.product.id === id) itself += 1;
      if (first?.as === 'linked' && first.product.supplierId !== supplierId) others.push(`${supplierId} ${name} → ${first.product.id}`);
    }
    expect(itself / asked.length).toBeGreaterThan(0.94);
    expect(others.length / asked.length, others.slice(0, 20).join('\n')).toBeLessThan(0.005);
  });
});
