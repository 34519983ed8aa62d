import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { registerAccountRoutes } from '../institutions/account-routes.ts';
import { fingerprintIn } from '../sessions/client-certificate.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { buildApp } from './build-app.ts';
import { registerSessionRoutes } from './session-routes.ts';

/** Of nobody: made for this test, valid for ever. Only its bytes matter. */
const PEM = `-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUDGRe0YBXb+tTi6zjJMmZGkqGzr4wCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRa29wcGVsaW5nLmV4YW1wbGUwIBcNMjYxMTI1MTMwODUxWhgP
MjEyNjExMDExMzA4NTFaMBwxGjAYBgNVBAMMEWtvcHBlbGluZy5leGFtcGxlMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEN3WMw8+APr6JvuPyyrfdvES0Rs+JAuLM
69TfayEGy4GnG90RHRtfCH0rFiZ9OkjCzKdlqGnLWyMEK6qj0HoM7qNTMFEwHQYD
VR0OBBYEFELxyrm/Kehqb2NHb+2jmFlSd23lMB8GA1UdIwQYMBaAFELxyrm/Kehq
b2NHb+2jmFlSd23lMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIh
AJmxjSfpz8z3TIWA1UuMu8i2Epj6nmOEVzWQ3fO6nl06AiAfWEqSfKJFQdZcVbVL
LweJEVx1JrAdsZCxVT8nyt7dug==
-----END CERTIFICATE-----
`;
const SHA256 = 'd0b6e14b28445e6dc9ac952853cdf684a1990946c7bf4a57b9abe140dd2f7750';

let machine: TestMachine;
let app: Awaited<ReturnType<typeof buildApp>>;
let administrator: string;
let program: string;
beforeAll(async () => {
  machine = await testMachine({ FOREWARN_MTLS_HEADER: 'X-Client-Cert', FOREWARN_MTLS_PROXIES: '127.0.0.1, 192.0.2.7' });
  app = await buildApp(machine);
  registerAccountRoutes(app, machine);
  registerSessionRoutes(app, machine);
  administrator = await makeToken(machine.database, { kind: 'cert', name: 'A', roles: ['administrator'] }, machine.clock.now());
  program = await addProgram('Koppeling');
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

async function addProgram(name: string): Promise<string> {
  const id = randomUUID();
  await machine.database.pool.query(
    `insert into forewarn.accounts (id, kind, name, roles, created_at) values ($1, 'service', $2, '{analyst}', now())`,
    [id, name],
  );
  return id;
}
const bind = (id: string, certificate: string | null) =>
  app.inject({
    method: 'PUT',
    url: `/api/accounts/${id}/certificate`,
    headers: { authorization: `Bearer ${administrator}` },
    payload: { certificate },
  });
const me = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  app.inject({ method: 'GET', url: '/api/me', headers, remoteAddress });

test.each([
  ['PEM', PEM],
  ['PEM as nginx escapes it', encodeURIComponent(PEM)],
  ['its SHA-256', SHA256],
  ['its SHA-256 in capitals with colons', (SHA256.match(/../g) ?? []).join(':').toUpperCase()],
])('a program signs in with the certificate that is bound to it, handed on as %s', async (_how, certificate) => {
  expect((await bind(program, PEM)).json()).toEqual({ sha256: SHA256 });
  expect((await me({ 'x-client-cert': certificate })).json()).toMatchObject({ name: 'Koppeling', roles: ['analyst'] });
});

test.each(['198.51.100.9', '::1', '::ffff:198.51.100.9'])(
  'over a connection from %s the header is refused, whatever it says of where it came from',
  async (peer) => {
    await bind(program, PEM);
    const answer = await me({ 'x-client-cert': SHA256, 'x-forwarded-for': '127.0.0.1' }, peer);
    expect(answer.statusCode).toBe(403);
    expect((await me({ 'x-client-cert': SHA256 }, '::ffff:192.0.2.7')).statusCode).toBe(200);
  },
);

test.each([
  ['nonsense', 'x'],
  ['an SHA-1', '0'.repeat(40)],
  ['another certificate', createHash('sha256').update('other').digest('hex')],
  ['half a certificate', PEM.slice(0, 200)],
  ['broken escapes', '%E0%A4%A'],
  ['very much', 'a'.repeat(12_000)],
])('%s lets nobody in', async (_what, certificate) => {
  await bind(program, PEM);
  expect((await me({ 'x-client-cert': certificate.replaceAll('\n', ' ') })).statusCode).toBe(401);
});

test('with a token as well it must be the same program; unbound or disabled it is nobody', async () => {
  await bind(program, PEM);
  const account = { id: idOf<'Account'>(program), kind: 'service' as const, name: 'Koppeling', roles: ['analyst'] };
  const own = await makeToken(machine.database, { kind: 'account', name: 'own', account }, machine.clock.now());
  const withToken = (token: string) => me({ 'x-client-cert': SHA256, authorization: `Bearer ${token}` });
  expect((await withToken(own)).statusCode).toBe(200);
  expect((await withToken(administrator)).statusCode).toBe(401);
  const other = await addProgram('Ander');
  expect((await bind(other, PEM)).json()).toMatchObject({ code: 'certificate-taken' });
  await bind(program, null);
  expect((await me({ 'x-client-cert': SHA256 })).statusCode).toBe(401);
  await bind(other, PEM);
  await machine.database.pool.query('update forewarn.accounts set disabled_at = now() where id = $1', [other]);
  expect((await me({ 'x-client-cert': SHA256 })).statusCode).toBe(401);
  const told = await machine.database.pool.query(
    `select action from forewarn.audit_log where action like 'certificate-%' and subject = $1 order by id`,
    [program],
  );
  expect(told.rows.slice(-2).map(({ action }) => action)).toEqual(['certificate-bound', 'certificate-unbound']);
});

test('where no proxy is named nobody reads the header, and half a setting is told', async () => {
  const without = await testMachine();
  const bare = await buildApp(without);
  registerAccountRoutes(bare, without);
  expect((await bare.inject({ method: 'GET', url: '/api/me', headers: { 'x-client-cert': SHA256 } })).statusCode).toBe(401);
  await bare.close();
  await without.close();
  await expect(testMachine({ FOREWARN_MTLS_HEADER: 'x-client-cert' })).rejects.toThrow(/FOREWARN_MTLS_PROXIES/);
  expect(fingerprintIn('a'.repeat(64))).toHaveLength(32);
});
