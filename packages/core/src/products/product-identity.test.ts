import { expect, test } from 'vitest';
import { aliasesOf, NO_ALIASES } from './aliases.ts';
import { nameIndexOf } from './catalogue/name-index.ts';
import { SHIPPED_CATALOGUE } from './catalogue/shipped-catalogue.ts';
import { identifyProduct } from './product-identity.ts';

const identify = (supplier: string | undefined, name: string, aliases = NO_ALIASES) =>
  identifyProduct({ supplier, names: [name], identifiers: [] }, aliases);
const variantsOf = (identity: ReturnType<typeof identify>) => identity.variants.map(({ words }) => words.join(' '));

test('the maker is taken off the name, in whichever way it is written', () => {
  expect(variantsOf(identify('Becton, Dickinson and Company (BD)', 'BD Alaris Systems Manager'))).toEqual(['alaris manager']);
});

test('a name that is only the maker is known as such', () => {
  expect(identify('Santesoft', 'Santesoft').namesMakerOnly).toBe(true);
  expect(identify('Santesoft', 'Sante PACS Server').namesMakerOnly).toBe(false);
});

test('a product is also found under the names that are known for it, and tells its maker', () => {
  const fortigate = identify(undefined, 'FortiGate 60F');
  expect(variantsOf(fortigate)).toContain('fortios');
  expect(fortigate.maker.names.map(({ joined }) => joined)).toEqual(['fortinet']);
});

test('an alias of one supplier is no alias of another', () => {
  const aliases = aliasesOf([{ aliasSupplier: 'nedap', aliasProduct: 'ons', supplier: 'nedap', product: 'ons administratie' }]);
  expect(variantsOf(identify('Nedap', 'Ons', aliases))).toContain('ons administratie');
  expect(variantsOf(identify('Anders', 'Ons', aliases))).not.toContain('ons administratie');
});

test('a CPE names a product where the words do not', () => {
  const identity = identifyProduct(
    { names: ['imapserver'], identifiers: ['cpe:2.3:a:open-xchange:dovecot:2.3.21:*:*:*:*:*:*:*'] },
    NO_ALIASES,
  );
  expect(variantsOf(identity)).toContain('dovecot');
  expect(identity.maker.names[0]?.canonical).toBe('open xchange');
});

test('a slip of the pen that links to the catalogue is also what is meant, never in full, and only where a catalogue is given', () => {
  const names = nameIndexOf(SHIPPED_CATALOGUE);
  const kinds = (supplier: string | undefined, name: string, aliases = aliasesOf([], { names })) =>
    identifyProduct({ supplier, names: [name], identifiers: [] }, aliases).variants.map(({ words, kind }) => `${kind} ${words.join(' ')}`);
  expect(kinds('Fortinet', 'Fortigaet')).toEqual(['whole fortigaet', 'cut fortios', 'cut fortigate']);
  expect(kinds('Fortinet', 'Fortigaet', NO_ALIASES)).toEqual(['whole fortigaet']);
  expect(kinds('Haverkamp', 'Fortigaat')).toEqual(['whole fortigaat']);
});

test('a version that is glued to the name is none of it', () => {
  const identity = identifyProduct({ supplier: 'Fortinet', names: ['FortiOS7.2.9'], identifiers: [] }, NO_ALIASES);
  expect(identity.versionInName).toBe('7.2.9');
  expect(identity.variants[0]?.words).toEqual(['fortios']);
});
