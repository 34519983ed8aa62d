import { expect, test } from 'vitest';
import { demoAdvisories } from '../packages/fakes/src/world/demo-advisory.ts';
import { validateCsaf } from '../packages/server/src/advisories/validate-csaf.ts';

test.each(Object.entries(demoAdvisories()))('the invented advisory (%s) is valid CSAF 2.0', async (_, document) => {
  expect(await validateCsaf(document, '2.0')).toEqual([]);
});
