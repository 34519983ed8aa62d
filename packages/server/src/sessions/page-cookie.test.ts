import { expect, test } from 'vitest';
import { endedPageCookie, pageCookie, tokenInCookie } from './page-cookie.ts';

const token = `fwt_${'a'.repeat(43)}`;

test('a token is read back among other cookies, and nothing that only looks like one is', () => {
  expect(tokenInCookie(pageCookie(token, true).split(';')[0])).toBe(token);
  expect(tokenInCookie(`other=1; forewarn_pages=${token}; third=2`)).toBe(token);
  expect(tokenInCookie(`xforewarn_pages=${token}`)).toBeUndefined();
  expect(tokenInCookie(`forewarn_pages=${token}x`)).toBeUndefined();
  expect(tokenInCookie(endedPageCookie().split(';')[0])).toBeUndefined();
  expect(tokenInCookie(undefined)).toBeUndefined();
});

test('no script reads it and no other site sends it', () => {
  expect(pageCookie(token, true)).toMatch(/HttpOnly; SameSite=Strict; Secure$/);
});
