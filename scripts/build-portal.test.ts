import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
