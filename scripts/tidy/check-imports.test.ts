import { expect, test } from 'vitest';
import { checkImports } from './check-imports.ts';
import { repositoryOf } from './repository.ts';

function found(path: string, specifier: string): readonly string[] {
  return checkImports(repositoryOf({ [path]: `import { x } from '${specifier}';\n` })).map(({ what, instead }) => `${what} ${instead}`);
}

test.each([
  ['packages/core/src/advisories/a.ts', '../matching/match.ts', 'core/advisories imports the later room core/matching'],
  ['packages/core/src/basics/a.ts', 'node:fs', 'core imports node:fs'],
  ['packages/core/src/basics/a.ts', 'lodash', 'by a decision record'],
  ['packages/core/src/matters/a.ts', '@forewarn/server/config.ts', 'core imports server-ground'],
  ['packages/api/src/a.ts', '@forewarn/server/config.ts', 'api imports'],
  ['packages/api/src/a.ts', 'node:crypto', 'also runs in a browser'],
  [
    'packages/server/src/advisories/a.ts',
    '../warnings/raise-warnings.ts',
    "Start warnings by the name of its job: enqueue(transaction, '…', …)",
  ],
  ['packages/server/src/jobs/a.ts', '../advisories/poll-source.ts', 'An edge knows no word'],
  ['packages/server/src/database/a.ts', '../http/errors.ts', 'the edge database imports the later edge http'],
  ['packages/server/src/jobs/a.ts', '@forewarn/core/matching/match.ts', 'Edges know core/basics, who acts'],
  ['packages/server/src/jobs/a.ts', '@forewarn/api/route-shape.ts', 'Only http knows the wire'],
  ['packages/server/src/warnings/a.ts', '../routes.ts', 'stands on top of it'],
  ['packages/server/src/warnings/a.ts', '@forewarn/fakes/mailbox/start-mailbox.ts', 'the product never runs them'],
  ['packages/server/src/warnings/a.ts', '../test-machine.ts', 'which is for tests'],
  ['packages/server/src/warnings/a.ts', '../../../../scripts/demo.ts', 'Packages import packages alone'],
  ['packages/fakes/src/mailbox/a.ts', '@forewarn/server/config.ts', 'A fake imitates the outside world'],
  ['packages/web/src/warnings/a.ts', '../advisories/list.ts', 'Words are composed in web/app alone'],
])('%s may not import %s', (path, specifier, says) => {
  expect(found(path, specifier)).toEqual([expect.stringContaining(says)]);
});

test.each([
  ['packages/core/src/matching/a.ts', '../advisories/advisory.ts'],
  ['packages/core/src/basics/a.test.ts', 'node:fs'],
  ['packages/core/src/basics/a.ts', 'csv-parse/browser/esm/sync'],
  ['packages/server/src/warnings/a.ts', '../deliveries/plan.ts'],
  ['packages/server/src/warnings/a.ts', '../jobs/enqueue.ts'],
  ['packages/server/src/advisories/a.test.ts', '../warnings/raise-warnings.ts'],
  ['packages/server/src/advisories/a.test.ts', '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts'],
  ['packages/server/src/http/a.ts', '@forewarn/api/route-shape.ts'],
  ['packages/server/src/sessions/a.ts', '@forewarn/core/institutions/sign-in-limits.ts'],
  ['packages/server/src/commands/a.ts', '../warnings/raise-warnings.ts'],
  ['packages/server/src/schedule.ts', './warnings/raise-warnings.ts'],
  ['packages/server/src/jobs/a.ts', '../machine.ts'],
  ['e2e/a-story.test.ts', '../packages/server/src/start-server.ts'],
  ['scripts/demo.ts', '../packages/fakes/src/world/make-world.ts'],
])('%s may import %s', (path, specifier) => {
  expect(found(path, specifier)).toEqual([]);
});
