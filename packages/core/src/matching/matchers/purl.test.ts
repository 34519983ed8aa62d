import { expect, test } from 'vitest';
import { NO_ALIASES } from '../../products/aliases.ts';
import { identifyProduct } from '../../products/product-identity.ts';
import { matchByPurl } from './purl.ts';

const of = (...identifiers: readonly string[]) => identifyProduct({ names: ['x'], identifiers }, NO_ALIASES);

test('type, namespace and name make two packages one', () => {
  expect(matchByPurl(of('pkg:rpm/redhat/squid?arch=src'), of('pkg:rpm/redhat/squid@3.5?arch=x86_64'))).toEqual({
    identifiedBy: 'purl',
    grade: 'same',
  });
  expect(matchByPurl(of('pkg:cpan/DBD::SQLite'), of('pkg:npm/sqlite3@5'))).toBe('other-package');
});

test('where one side has none, packages say nothing', () => {
  expect(matchByPurl(of('pkg:npm/x'), of())).toBeUndefined();
});
