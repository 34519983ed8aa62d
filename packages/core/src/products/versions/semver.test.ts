import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { semver } from './semver.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(semver, versionsOf('.', '-', '+', 'alpha', 'beta', 'rc', '.0', '-rc.', 'B'));

// semver 2.0.0 §11.4.4, and what npm reads loosely.
testOrder(semver, [
  ['1.0.0-alpha', '<', '1.0.0-alpha.1'],
  ['1.0.0-alpha.1', '<', '1.0.0-alpha.beta'],
  ['1.0.0-beta.2', '<', '1.0.0-beta.11'],
  ['1.0.0-rc.1', '<', '1.0.0'],
  ['1.0.0+build.1', '=', '1.0.0'],
  ['v1.2.3', '=', '1.2.3'],
  ['1.2', '=', '1.2.0'],
  ['1.10.0', '>', '1.9.0'],
  ['1.2.3.4', '>', '1.2.3'], // no semver, but "vers:semver" ranges have it
  ['99.0.0', '<', 'unstable'],
]);

const NPM = join(sharedData, 'matching/versions/node-semver.json');

test.skipIf(!existsSync(NPM))('what npm takes for a version is one, and its build says nothing', () => {
  const suite = JSON.parse(readFileSync(NPM, 'utf8')) as Record<string, readonly (readonly unknown[])[]>;
  for (const [text, major, minor, patch, before] of suite['valid-versions'] ?? []) {
    const fields = (before as readonly (string | number)[]).join('.');
    expect(semver.isVersion(text as string), String(text)).toBe(true);
    expect(semver.compare(text as string, `${[major, minor, patch].join('.')}${fields === '' ? '' : `-${fields}`}`)).toBe(0);
  }
  // npm has no numbers above 2^53; here numbers of any length are in their order.
  const refused = (suite['invalid-versions'] ?? []).filter(([text, why]) => typeof text === 'string' && why !== 'too big');
  expect(refused.length).toBeGreaterThan(2);
  expect(refused.filter(([text]) => semver.isVersion(text as string))).toEqual([]);
});
