import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../sessions/tokens.ts';
import { signInApp, type SignInApp } from './sign-in-app.test-support.ts';
import { registerTokenSignInRoutes } from './token-sign-in-routes.ts';

let place: SignInApp;
let token: string;
beforeAll(async () => {
  place = await signInApp();
  registerTokenSignInRoutes(place.app, place.machine);
  token = await makeToken(place.machine.database, { kind: 'cert', name: 'B. Analist', roles: ['analyst'] }, place.machine.clock.now());
});
afterAll(() => place?.close());

const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string> = {}, payload?: object) =>
  place.app.inject({
    method,
    url,
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    ...(payload === undefined ? {} : { payload }),
  });

test('a token goes into a cookie that no script reads, and acts only with the word that our pages know', async () => {
  const entered = await ask('POST', '/api/sessions/token', {}, { token: ` ${token} ` });
  expect(entered.body).toBe('{}');
  const set = String(entered.headers['set-cookie']);
  expect(set).toMatch(/^forewarn_token=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
  const cookie = set.split(';')[0] ?? '';
  const { csrf } = (await ask('GET', '/api/token-session', { cookie })).json();
  expect(token).not.toContain(csrf);
  const end = (headers: Record<string, string>) => ask('POST', '/api/sessions/end-others', { cookie, ...headers }, {});
  expect((await end({})).statusCode).toBe(403);
  expect((await end({ 'x-forewarn-csrf': `${csrf}x` })).statusCode).toBe(403);
  expect((await end({ 'x-forewarn-csrf': csrf, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
  expect((await end({ 'x-forewarn-csrf': csrf })).json().hint).toContain('passkey'); // past the gate: it is no session
  const gone = await ask('DELETE', '/api/token-session', { cookie, 'x-forewarn-csrf': csrf });
  expect(String(gone.headers['set-cookie'])).toMatch(/^forewarn_token=; Path=\/; Max-Age=0/);
});

test('what is no token is kept nowhere, and eleven in a minute are too many', async () => {
  for (let count = 0; count < 10; count += 1) {
    const answer = await ask('POST', '/api/sessions/token', {}, { token: `fwt_${'a'.repeat(43)}` });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([401, undefined]);
  }
  expect((await ask('POST', '/api/sessions/token', {}, { token: 'x' })).statusCode).toBe(429);
  expect((await ask('POST', '/api/sessions/token', {}, { token })).statusCode).toBe(200);
});

test('without a token in the browser there is no word to ask for', async () => {
  expect((await ask('GET', '/api/token-session')).statusCode).toBe(401);
});
