import { expect, test } from 'vitest';
import { packageOf } from './package-of.ts';

test.each([
  ['https://www.npmjs.com', '@zorg/agenda', 'pkg:npm/%40zorg/agenda'],
  ['https://pypi.python.org/', 'agenda', 'pkg:pypi/agenda'],
  ['https://repo.maven.apache.org/maven2', 'nl.voorbeeld:agenda', 'pkg:maven/nl.voorbeeld/agenda'],
  ['https://pkg.go.dev', 'voorbeeld.example/agenda', 'pkg:golang/voorbeeld.example/agenda'],
])('%s holds packages of a kind', (collection, packageName, purl) => {
  expect(packageOf({ packageName, collection })).toEqual({ purl });
});

test('a distribution is what the package is for, and not the product', () => {
  const collection = 'https://access.redhat.com/downloads/content/package-browser/';
  expect(packageOf({ packageName: 'sssd', collection, product: 'Red Hat Enterprise Linux 9' })).toEqual({
    purl: 'pkg:rpm/redhat/sssd',
    platform: 'Red Hat Enterprise Linux 9',
  });
  expect(packageOf({ packageName: 'rh-sso-7/sso76-rhel8', collection })).toEqual({ purl: 'pkg:oci/sso76-rhel8' });
});

test('a collection that we do not know, or none, makes no package', () => {
  expect(packageOf({ packageName: 'agenda', collection: 'https://winkel.example/' })).toBeUndefined();
  expect(packageOf({ packageName: 'agenda' })).toBeUndefined();
  expect(packageOf({ collection: 'https://www.npmjs.com' })).toBeUndefined();
});
