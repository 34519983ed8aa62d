import { expect, test } from 'vitest';
import { SOURCE_TROUBLES, sourceTrouble } from './source-trouble.ts';

test.each([
  ['dns-failed', 'not-found-by-name'],
  ['timeout', 'not-reached'],
  ['tls', 'not-secure'],
  ['status', 'address-not-right'],
  ['refused-address', 'address-not-allowed'],
  ['listing-shrank', 'lists-less'],
  ['key-mismatch', 'keys'],
  ['not-taken-in', 'of-forewarn'],
  ['csaf-6-1-1', 'unreadable'], // of a reader: what the publisher sends
  ['what-a-newer-version-writes', 'unreadable'],
] as const)('%s is told as %s', (code, trouble) => {
  expect(sourceTrouble(code)).toBe(trouble);
  expect(SOURCE_TROUBLES).toContain(trouble);
});
