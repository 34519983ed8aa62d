import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from '@forewarn/core/institutions/institution.ts';
import { buildPortal, isPortalBuilt, portalPlace } from './build-portal.mjs';

const ROOT = join(import.meta.dirname, '..');
let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'forewarn-portal-'));
  const isSource = (path: string) => !/\/(dist|node_modules)(\.\d+)?$/.test(path);
  for (const part of ['web', 'api', 'core'])
    cpSync(join(ROOT, 'packages', part), join(checkout, 'packages', part), { recursive: true, filter: isSource });
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.base.json', 'scripts/build-portal.mjs'])
    cpSync(join(ROOT, file), join(checkout, file));
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

test('a checkout without a build is built, once, whole, and as it is served also where a test builds it', () => {
  expect(isPortalBuilt(checkout)).toBe(false);
  expect(buildPortal(checkout, process.execPath)).toBeUndefined();
  expect(isPortalBuilt(checkout)).toBe(true);
  expect(readdirSync(join(checkout, 'packages/web')).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  const scripts = readdirSync(join(portalPlace(checkout), 'assets')).filter((name) => name.endsWith('.js'));
  const texts = scripts.map((name) => readFileSync(join(portalPlace(checkout), 'assets', name), 'utf8'));
  expect(process.env['NODE_ENV']).toBe('test');
  expect(texts.some((text) => text.includes('React DevTools'))).toBe(false); // of React's build for developers
});

test.each([
  ['an analyst, the queue', 'queue-page', 'queue'],
  ['a member, its first screen', 'home-page', 'member'],
  ['a member who follows the link of a mail', 'told-page', 'member'],
  ['an IT provider, what its customers ask', 'customers-page', 'member'],
  ['who signs in', 'sign-in-page', 'account'],
])('the first page of %s loads less than 200 KiB of script, as gzip, in Dutch and in English', (_who, page, part) => {
  for (const language of LANGUAGES) {
    const chunks = [page, `catalogue-first.${language}`, `catalogue-${part}.${language}`];
    expect(firstBytes(chunks)).toBeLessThan(SCRIPT_BYTES_MAX);
  }
});

/** Issue 5. */
const SCRIPT_BYTES_MAX = 200 * 1024;

/** What a browser loads that takes gzip: the page's own script, these chunks, and all that any of them imports before it runs. */
function firstBytes(chunks: readonly string[]): number {
  const assets = join(portalPlace(checkout), 'assets');
  const names = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const begun = chunks.map((chunk) => names.filter((name) => name.startsWith(`${chunk}-`)));
  expect(begun.map((found) => found.length)).toEqual(chunks.map(() => 1));
  const index = readFileSync(join(portalPlace(checkout), 'index.html'), 'utf8');
  const waiting = [...index.matchAll(/\/assets\/([\w.-]+\.js)/g)].map(([, name = '']) => name).concat(...begun);
  const seen = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const text = readFileSync(join(assets, name), 'utf8');
    waiting.push(...[...text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)].map(([, found = '']) => found));
  }
  return [...seen].reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length, 0);
}

test('a source that changed asks for a new build; one that was only touched does not', () => {
  const source = join(checkout, 'packages/web/src/main.tsx');
  const text = readFileSync(source, 'utf8');
  writeFileSync(source, text);
  expect(isPortalBuilt(checkout)).toBe(true);
  writeFileSync(source, `${text}\n// changed\n`);
  expect(isPortalBuilt(checkout)).toBe(false);
});

test('sources that do not build leave the build that was there and say what is wrong', () => {
  const source = join(checkout, 'packages/web/src/main.tsx');
  writeFileSync(source, 'import { nothing } from "./nowhere.ts";\nnothing();\n');
  expect(buildPortal(checkout, process.execPath)).toContain('nowhere');
  expect(readdirSync(join(checkout, 'packages/web')).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  expect(readFileSync(join(portalPlace(checkout), 'index.html'), 'utf8')).toContain('/assets/');
});
