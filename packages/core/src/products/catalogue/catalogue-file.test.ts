import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCatalogueFile, writeCatalogueFile } from './catalogue-file.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

const DECIDED = [
  { aliasSupplier: 'kwartelvliet', aliasProduct: 'kepd', supplier: 'kwartelvliet ict', product: 'kwartelvliet epd', kind: 'abbreviation' },
  { aliasSupplier: '', aliasProduct: 'koffie', supplier: '', product: '', kind: 'not-a-product' },
  { aliasSupplier: '', aliasProduct: 'ons', supplier: 'nedap', product: 'ons', kind: 'product', catalogueProductId: 'nedap-ons' },
];

test('what is written is read again, to the letter: the whole shipped catalogue and what people decided', () => {
  const text = JSON.stringify(writeCatalogueFile({ catalogue: SHIPPED_CATALOGUE, decided: DECIDED }));
  const reading = readCatalogueFile(JSON.parse(text));
  if (reading.kind !== 'read') throw new Error(reading.problem.message);
  expect(reading.file.decided).toEqual(DECIDED);
  expect(reading.file.catalogue).toEqual(JSON.parse(JSON.stringify(SHIPPED_CATALOGUE)));
});

test('who decided, when, and what they noted stays at home', () => {
  const decided = DECIDED.map((one) => ({ ...one, decidedBy: 'j.jansen', remark: 'belde met de leverancier' }));
  const text = JSON.stringify(writeCatalogueFile({ catalogue: SHIPPED_CATALOGUE, decided }));
  expect(text).not.toMatch(/jansen|belde/);
});

test('half a catalogue is none: it says where something lacks', () => {
  const whole = JSON.parse(JSON.stringify(writeCatalogueFile({ catalogue: SHIPPED_CATALOGUE, decided: DECIDED })));
  delete whole.products[3].name;
  expect(readCatalogueFile(whole)).toMatchObject({ kind: 'unreadable', problem: { code: 'catalogue-unreadable', at: '/products/3' } });
  delete whole.products;
  expect(readCatalogueFile(whole)).toMatchObject({ kind: 'unreadable', problem: { at: '/products' } });
  expect(readCatalogueFile({ format: 'forewarn-catalogue-2' })).toMatchObject({ kind: 'unreadable' });
});

test('whatever the file holds, reading it never throws', () => {
  const anything = fc.record(
    { format: fc.constant('forewarn-catalogue-1'), suppliers: fc.jsonValue(), products: fc.jsonValue(), contains: fc.jsonValue() },
    { requiredKeys: ['format'] },
  );
  fc.assert(fc.property(fc.oneof(anything, fc.jsonValue()), (json) => ['read', 'unreadable'].includes(readCatalogueFile(json).kind)));
});
