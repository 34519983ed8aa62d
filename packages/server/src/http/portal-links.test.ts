import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathFor, PORTAL_WORDS } from '@forewarn/api/portal.ts';

const SOURCES = join(import.meta.dirname, '..');

/** In what is read outside of the portal: an address of ours with a page behind it, or a link of a page of the server's own. */
const LINK = new RegExp(String.raw`(?:[uU]rl\}|href=")/(?:${PORTAL_WORDS.join('|')})\b`);

test('a link to a page of an institution names the institution', () => {
  expect(pathFor('01930000-0000-7000-8000-000000000001', '/home')).toBe('/home?for=01930000-0000-7000-8000-000000000001');
});

test('no link to a portal page is made but by the one that names the institution', () => {
  const paths = globSync('**/*.ts', { cwd: SOURCES }).filter((path) => !/\.test(?:-support)?\.ts$/.test(path));
  expect(paths.length).toBeGreaterThan(300);
  expect(paths.filter((path) => LINK.test(readFileSync(join(SOURCES, path), 'utf8')))).toEqual([]);
});

test('the walk finds a link that names none', () => {
  expect('`${machine.publicUrl}/home/${id}`').toMatch(LINK);
  expect('<a class="button" href="/open-points">').toMatch(LINK);
  expect('`${machine.publicUrl}/sign-in#code=${code}`').not.toMatch(LINK);
});
