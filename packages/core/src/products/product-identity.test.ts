import { expect, test } from 'vitest';
import { aliasesOf, NO_ALIASES } from './aliases.ts';
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
