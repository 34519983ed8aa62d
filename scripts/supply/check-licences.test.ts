import { expect, test } from 'vitest';
import { checkLicences, permits } from './check-licences.ts';
import { lockedPackagesOf } from './locked-package.ts';

const allows = (licence: string) => ['MIT', 'Apache-2.0'].includes(licence);

test.each([
  ['MIT', true],
  ['GPL-3.0-only', false],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND GPL-3.0-only', false],
  ['MIT AND (GPL-3.0-only OR Apache-2.0)', true],
  ['Apache-2.0 WITH LLVM-exception', true],
  ['(MIT', false],
  ['MIT MIT', false],
  ['SEE LICENSE IN file', false],
  ['', false],
  [undefined, false],
])('%s is met: %s', (expression, met) => {
  expect(permits(expression, allows)).toBe(met);
});

test('a package under a licence that the house does not have is named, and so is an exception that nothing needs', () => {
  const packages = lockedPackagesOf({
    '': { version: '0.1.0' },
    'packages/core': { name: '@forewarn/core', version: '0.1.0', license: 'EUPL-1.2' },
    'node_modules/fine': { version: '1.0.0', license: 'ISC' },
    'node_modules/copyleft': { version: '2.0.0', license: 'GPL-3.0-only' },
    'node_modules/fine/node_modules/@deep/silent': { version: '3.0.0' },
  });
  expect(checkLicences(packages, [{ licence: '0BSD', because: 'no reason' }])).toEqual([
    'copyleft 2.0.0 has the licence GPL-3.0-only, which is not one of the house.',
    '@deep/silent 3.0.0 has the licence (none declared), which is not one of the house.',
    'The exception for 0BSD is needed by nothing.',
  ]);
  expect(checkLicences(packages.slice(0, 3), [{ licence: 'GPL-3.0-only', because: 'a reason' }])).toEqual([]);
});
