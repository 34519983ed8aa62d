import { expect, test } from 'vitest';
import type { AdvisoryProduct } from '../advisories/advisory.ts';
import { namedProductOfAdvisory } from './named-product-of-advisory.ts';

const CERT = { name: 'CERT', namespace: 'https://cert.example', category: 'coordinator' };
const product = (parts: Partial<AdvisoryProduct>): AdvisoryProduct => ({
  id: 'P',
  name: 'P',
  purls: [],
  otherIdentifiers: [],
  at: '/product_tree',
  ...parts,
});

test.each([
  ['the product branch', { product: 'FortiOS', family: 'Firewalls', name: 'FortiOS 7' }, ['FortiOS']],
  ['the family where there is no product branch', { family: 'Identity Services Engine', name: '3.1' }, ['Identity Services Engine']],
  ['the full name where there is neither', { name: 'squid as a component of Red Hat Enterprise Linux 6' }, ['squid']],
  [
    'a package by its name alone',
    { name: 'sssd-1.16.1-4.43.1.x86_64', version: { kind: 'exact' as const, text: 'sssd-1.16.1-4.43.1.x86_64' } },
    ['sssd'],
  ],
  ['nothing, where the name is only a version', { name: 'vers:unknown/15.0.1' }, []],
])('a product is named by %s', (_, parts, names) => {
  expect(namedProductOfAdvisory(product(parts), CERT).names).toEqual(names);
});

test('a publisher that is the vendor makes what it writes about, a coordinator does not', () => {
  expect(namedProductOfAdvisory(product({}), { ...CERT, name: 'Meridiaan PSIRT', category: 'vendor' }).supplier).toBe('Meridiaan PSIRT');
  expect(namedProductOfAdvisory(product({}), CERT).supplier).toBeUndefined();
});
