import { expect, test } from 'vitest';
import { checkPackages } from './check-packages.ts';
import { repositoryOf } from './repository.ts';

function found(source: Readonly<Record<string, string>>): readonly string[] {
  return checkPackages(
    repositoryOf({
      'package.json': JSON.stringify({ devDependencies: { 'fast-check': '4.0.0', typescript: '7.0.0' } }),
      'packages/core/package.json': JSON.stringify({ dependencies: { semver: '7.0.0' } }),
      'packages/core/src/uses.ts': "import semver from 'semver';",
      'packages/core/src/laws.test.ts': "import fc from 'fast-check';",
      ...source,
    }),
  ).map(({ path, what }) => `${path}: ${what}`);
}

test('what is declared and used is in order', () => {
  expect(found({})).toEqual([]);
});

test('an undeclared package is found, also where another package declares it', () => {
  expect(found({ 'packages/api/src/a.ts': "import semver from 'semver/functions/gt.js';" })).toEqual([
    'packages/api/src/a.ts: semver is not declared in packages/api/package.json.',
  ]);
});

test('a story may use what any package declares', () => {
  expect(found({ 'e2e/a-story.test.ts': "import semver from 'semver';" })).toEqual([]);
});

test('a tool of the tests is none of the product', () => {
  expect(found({ 'packages/core/src/a.ts': "import fc from 'fast-check';" })).toHaveLength(1);
});

test('a package that nobody imports is found', () => {
  expect(found({ 'packages/core/src/uses.ts': '' })).toEqual(['packages/core/package.json: semver is declared and nobody imports it.']);
});
