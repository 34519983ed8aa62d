import { expect, test } from 'vitest';
import { checkNames } from './check-names.ts';
import { repositoryOf } from './repository.ts';

function found(path: string): readonly string[] {
  return checkNames(repositoryOf({ [path]: '' })).map(({ what }) => what);
}

test.each([
  ['packages/core/src/basics/utils.ts', '"utils" names nothing'],
  ['packages/server/src/warnings/warning-service.ts', '"service" names nothing'],
  ['packages/core/src/products/helpers/a.ts', '"helpers" names nothing'],
  ['packages/core/src/products/productKey.ts', 'lower case'],
  ['packages/core/src/alerts/alert.ts', 'core/alerts is no room'],
  ['packages/server/src/mailer/send.ts', 'server/mailer is no room'],
  ['packages/mobile/src/main.ts', 'mobile is no package'],
])('%s: %s', (path, says) => {
  expect(found(path)).toEqual([expect.stringContaining(says)]);
});

test.each([
  'packages/server/src/warnings/raise-warnings.ts',
  'packages/server/src/deliveries/channels/email/send.ts',
  'packages/core/src/basics/data-url.ts',
  'docs/service.md',
])('%s is a name', (path) => {
  expect(found(path)).toEqual([]);
});
