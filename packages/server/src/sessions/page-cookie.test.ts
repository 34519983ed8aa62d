import { expect, test } from 'vitest';
import { endedPageCookie, pageCookie, tokenInCookie } from './page-cookie.ts';

const token = `fwt_${'a'.repeat(43)}`;
const sent = (setCookie: string) => setCookie.split(';')[0] ?? '';

test.each([true, false])('a token is read back among other cookies, and nothing that only looks like one is (TLS: %s)', (secure) => {
  const name = sent(pageCookie(token, secure)).split('=')[0];
  expect(tokenInCookie(sent(pageCookie(token, secure)), secure)).toBe(token);
  expect(tokenInCookie(`other=1; ${name}=${token}; third=2`, secure)).toBe(token);
  expect(tokenInCookie(`x${name}=${token}`, secure)).toBeUndefined();
  expect(tokenInCookie(`${name}=${token}x`, secure)).toBeUndefined();
  expect(tokenInCookie(sent(endedPageCookie(secure)), secure)).toBeUndefined();
  expect(tokenInCookie(undefined, secure)).toBeUndefined();
});

test('over TLS a cookie without __Host- counts for nothing, nor do two', () => {
  expect(tokenInCookie(`forewarn_pages=${token}`, true)).toBeUndefined();
  expect(tokenInCookie(`__Host-forewarn_pages=${token}; __Host-forewarn_pages=fwt_${'b'.repeat(43)}`, true)).toBeUndefined();
});

test('no script reads it and no other site sends it', () => {
  expect(pageCookie(token, true)).toMatch(/^__Host-forewarn_pages=.*; Path=\/; .*HttpOnly; SameSite=Strict; Secure$/);
  expect(endedPageCookie(true)).toMatch(/^__Host-.*Max-Age=0; HttpOnly; SameSite=Strict; Secure$/);
});
