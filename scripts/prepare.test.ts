import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** A folder with our `prepare` and a lock file that wants one package; npm is a script of the test's. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forewarn-prepare-'));
  mkdirSync(join(folder, 'scripts'));
  for (const name of ['prepare.mjs', 'build-portal.mjs']) cpSync(join(import.meta.dirname, name), join(folder, 'scripts', name));
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/zelfwijzer': { version: '1.0.0' } } }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function prepareWithNpm(npm: string): SpawnSyncReturns<string> {
  const script = join(folder, 'npm-cli.js');
  writeFileSync(script, npm);
  const { npm_node_execpath: _, ...environment } = process.env;
  return spawnSync(process.execPath, ['scripts/prepare.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, npm_execpath: script },
  });
}

/** Leaves what a real `npm ci` leaves. */
const INSTALLS = `
  const { mkdirSync, writeFileSync } = require('node:fs');
  mkdirSync('node_modules/zelfwijzer', { recursive: true });
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/zelfwijzer': { version: '1.0.0' } } }));
`;
const MUST_NOT_RUN = `console.error('npm was run'); process.exit(9);`;

test('installs once; the second time nothing is to do and nothing is said', () => {
  const first = prepareWithNpm(INSTALLS);
  expect([first.status, first.stderr]).toEqual([0, expect.stringContaining('packages installed')]);
  const second = prepareWithNpm(MUST_NOT_RUN);
  expect([second.status, second.stderr]).toEqual([0, '']);
});

test('packages that somebody installed with npm itself are not installed again', () => {
  spawnSync(process.execPath, ['-e', INSTALLS], { cwd: folder });
  expect(prepareWithNpm(MUST_NOT_RUN).status).toBe(0);
});

test('a changed lock file is followed', () => {
  prepareWithNpm(INSTALLS);
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/zelfwijzer': { version: '2.0.0' } } }));
  expect(prepareWithNpm(MUST_NOT_RUN).stderr).toContain('npm was run');
});

test('an installation that ended half-way is not taken for a whole one', () => {
  expect(prepareWithNpm(`require('node:fs').mkdirSync('node_modules'); process.exit(1)`).status).toBe(1);
  expect(existsSync(join(folder, 'node_modules/.forewarn-prepared'))).toBe(false);
});

test.each([
  ['npm error code EAI_AGAIN', 'The npm registry could not be reached. Look at the network'],
  ['npm error code ENOSPC', 'The disk is full. Make room'],
  [
    'npm error code EUSAGE\nnpm ci can only install packages when in sync',
    'package-lock.json does not fit the package.json files. Run "npm install"',
  ],
  ['npm error code EACCES', 'This folder may not be written. Use a folder of your own'],
])('"%s" is told in one line with what to do', (said, line) => {
  const outcome = prepareWithNpm(`console.error(${JSON.stringify(said)}); process.exit(1)`);
  expect(outcome.status).toBe(1);
  const lines = outcome.stderr.trim().split('\n').slice(1); // the first says that it installs
  expect(lines).toEqual([expect.stringContaining(line)]);
});

test('without npm it says so', () => {
  const { npm_execpath: _, ...environment } = process.env;
  const outcome = spawnSync(process.execPath, ['scripts/prepare.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, PATH: folder },
  });
  expect(outcome.stderr).toContain('npm was not found. Install it with Node');
});

test('a folder in which another command installs is waited for', () => {
  mkdirSync(join(folder, '.forewarn'));
  writeFileSync(join(folder, '.forewarn/installing'), '999999999'); // a process that is no more
  const outcome = prepareWithNpm(INSTALLS);
  expect([outcome.status, outcome.stderr]).toEqual([0, expect.stringContaining('waiting for it')]);
});
