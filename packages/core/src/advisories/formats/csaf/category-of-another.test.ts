import { expect, test } from 'vitest';
import { findCategoryOfAnother } from './category-of-another.ts';

test.each([
  ['csafsecurityadvisory', true],
  ['CSAF-Security Advisory', true],
  ['csaf_security_advisory', false],
  ['OASIS CSAF TC Security Incident Response', false],
  ['Meridiaan advies', false],
])('%s looks like the value of a profile: %s', (category, isFound) => {
  expect(findCategoryOfAnother({ value: { document: { category } }, at: '' }) !== undefined).toBe(isFound);
});
