import { expect, test } from 'vitest';
import { checkExports } from './check-exports.ts';
import { repositoryOf } from './repository.ts';

test('an exported function that no other file names is found', () => {
  const files = {
    'packages/core/src/basics/a.ts': 'export function used(): void {}\nexport function unused(): void {}\nexport type Unused = string;\n',
    'packages/core/src/basics/b.ts': "import { used } from './a.ts';\nused(); // not unused()\n",
  };
  expect(checkExports(repositoryOf(files)).map(({ line, what }) => [line, what])).toEqual([[2, 'nobody uses the export unused.']]);
});
