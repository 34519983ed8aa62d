import { expect, test } from 'vitest';
import { checkDeadFiles } from './check-dead-files.ts';
import { repositoryOf } from './repository.ts';

function dead(texts: Readonly<Record<string, string>>): readonly string[] {
  return checkDeadFiles(repositoryOf(texts)).map(({ path }) => path);
}

test('a file that only its own test imports is dead', () => {
  expect(dead({ 'packages/core/src/basics/a.ts': '', 'packages/core/src/basics/a.test.ts': "import './a.ts';" })).toEqual([
    'packages/core/src/basics/a.ts',
  ]);
});

test('imported by a file, by its package name, or started as a worker, it lives', () => {
  expect(
    dead({
      'packages/server/src/main.ts':
        "import '@forewarn/core/basics/a.ts';\nimport './b.ts';\nnew Worker(new URL('./c.ts', import.meta.url));",
      'packages/core/src/basics/a.ts': '',
      'packages/server/src/b.ts': '',
      'packages/server/src/c.ts': '',
    }),
  ).toEqual([]);
});

test('a script that package.json starts lives', () => {
  expect(
    dead({ 'package.json': '{ "scripts": { "demo": "node scripts/demo.ts" } }', 'scripts/demo.ts': '', 'scripts/old.ts': '' }),
  ).toEqual(['scripts/old.ts']);
});
