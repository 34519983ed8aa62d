import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliasesOf, NO_ALIASES } from './aliases.ts';
import { productKeysOf, withoutMakers } from './product-key.ts';

const keysOf = (supplier: string | undefined, name: string, ...identifiers: readonly string[]) =>
  withoutMakers(productKeysOf({ supplier, names: [name], identifiers }, NO_ALIASES));
const share = (a: readonly string[], b: readonly string[]) => a.some((key) => b.includes(key));

test.each([
  [undefined, 'Fortinet FortiGate', 'Fortinet', 'FortiOS'],
  ['Philips', 'VuePACS', 'Philips', 'Vue PACS'],
  ['Cisco', 'CUCM', 'Cisco', 'Cisco Unified Communications Manager'],
  ['BBraun', 'Batterypack SP', 'B. Braun Medical', 'Battery pack with Wi-Fi'],
  ['Hikvision', 'camera DS-2CD2132F-I', 'Hikvision', 'DS-2CD2xx2F-I Series'],
  ['Commvault', 'webserver', 'Commvault', 'Web Server'],
  ['Hazelduin', 'Editor t.b.v. radiologie', 'Hazelduin', 'Editor'], // the place is no name
  // no catalogue holds these
  ['Zilverberk', 'Kwartelvleit dossier', 'Zilverberk B.V.', 'Kwartelvliet Dossier'],
  [undefined, 'Quartelvliet', 'Zilverberk', 'Kwartelvliet'],
  ['Zilverberk', 'ZilverberkEPD', 'Zilverberk Software B.V.', 'Zilverberk EPD'],
  [undefined, 'EPD Zilverbrek', 'Zilverberk Software B.V.', 'Zilverberk EPD'],
  ['Hazelduin', 'LabyrintKompasPlanner', 'Hazelduin', 'Labyrint Kompas Planner'],
])('%s / %s and %s / %s share a key', (supplier, name, otherSupplier, otherName) => {
  expect(share(keysOf(supplier, name), keysOf(otherSupplier, otherName))).toBe(true);
});

test('products of one maker do not share a key for that', () => {
  expect(share(keysOf('Fortinet', 'FortiMail'), keysOf('Fortinet', 'FortiOS'))).toBe(false);
});

test('a line that names only its maker has the key of that maker', () => {
  expect(keysOf('Santesoft LTD', 'Santesoft')).toContain('only:santesoft');
  expect(productKeysOf({ supplier: 'Santesoft', names: [], identifiers: [] }, NO_ALIASES)).toContain('only:santesoft');
});

test('a maker has the key of what a person said it to be, and that one its', () => {
  const aliases = aliasesOf([{ aliasSupplier: 'zilverberk', aliasProduct: '', supplier: 'hazelduin zorg it', product: '' }]);
  const of = (supplier: string) => productKeysOf({ supplier, names: [], identifiers: [] }, aliases);
  expect(of('Zilverberk')).toContain('by:hazelduinzorgit');
  expect(of('Hazelduin Zorg-IT B.V.')).toContain('by:zilverberk');
});

test('identifiers are keys without their version', () => {
  const keys = keysOf(undefined, 'x', 'cpe:2.3:o:fortinet:fortios:7.2.9:*:*:*:*:*:*:*', 'pkg:rpm/redhat/squid@3.5.20-17.el7?arch=x86_64');
  expect(keys).toContain('cpe:o:fortinet:fortios');
  expect(keys).toContain('purl:rpm/redhat/squid');
  expect(keys.join(' ')).not.toMatch(/7\.2\.9|3\.5\.20/);
});

test('a name that is too long for an index is no key', () => {
  expect(keysOf(undefined, 'x', `pkg:npm/${'a'.repeat(1_900)}`).every((key) => key.length <= 300)).toBe(true);
});

test('any name has keys, a bounded number of them, the same every time', () => {
  fc.assert(
    fc.property(
      fc.option(fc.string({ maxLength: 40 }), { nil: undefined }),
      fc.string({ maxLength: 300 }),
      fc.string({ maxLength: 80 }),
      (supplier, name, identifier) => {
        const keys = productKeysOf({ supplier, names: [name], identifiers: [identifier] }, NO_ALIASES);
        expect(keys.length).toBeLessThanOrEqual(80);
        expect(productKeysOf({ supplier, names: [name], identifiers: [identifier] }, NO_ALIASES)).toEqual(keys);
      },
    ),
  );
});
