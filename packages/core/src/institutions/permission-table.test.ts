import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { permissionTable } from './permission-table.ts';

test('the table in docs/operating/roles.md is the one that the routes ask', () => {
  const page = readFileSync(new URL('../../../../docs/operating/roles.md', import.meta.url), 'utf8');
  const begin = page.indexOf('| Permission |');
  const found = page.slice(begin, page.indexOf('\n\n', begin)).trim();
  expect(found, 'put what permissionTable() answers into docs/operating/roles.md').toBe(permissionTable());
});
