import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startIdentityProvider, type IdentityProvider, type TokenLie } from '@forewarn/fakes/identity-provider/start-identity-provider.ts';
import { loadSignInProviders } from '../sessions/load-sign-in-providers.ts';
import { signInApp, type Browser, type SignInApp } from './sign-in-app.test-support.ts';

const BACK = 'http://localhost:8080/sign-in/oidc';
let place: string;
let here: SignInApp;
let service: IdentityProvider;
let elsewhere: IdentityProvider;

/** Real providers have real clocks, so the machine has as well. */
const now = new Date().toISOString();

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'forewarn-oidc-'));
  service = await startIdentityProvider([`${BACK}/rietmark/back`, `${BACK}/board/back`, `${BACK}/strict/back`]);
  elsewhere = await startIdentityProvider([`${BACK}/elsewhere/back`]);
  writeFileSync(join(place, 'secret'), `${service.clientSecret}\n`);
  const file = join(place, 'providers.json');
  writeFileSync(file, '{"providers":[]}');
  const bare = await signInApp({ FOREWARN_OIDC: file });
  const institutionId = bare.institutionId;
  await bare.close();
  const shared = {
    name: 'GGZ Rietmark',
    clientId: 'forewarn',
    clientSecretFile: join(place, 'secret'),
    for: { kind: 'institution', institutionId },
    domains: ['rietmark.example'],
    allowPrivate: true,
  };
  const rules = [
    { claim: 'groups', is: { kind: 'exact', value: 'beheer' }, roles: ['it'] },
    { claim: 'groups', is: { kind: 'prefix', value: 'lezer-' }, roles: ['read-only'] },
  ];
  const providers = [
    { ...shared, id: 'rietmark', issuer: service.issuer },
    { ...shared, id: 'board', issuer: service.issuer, roles: ['it', 'read-only'], rules },
    { ...shared, id: 'elsewhere', issuer: elsewhere.issuer, domains: [] },
    { ...shared, id: 'strict', issuer: service.issuer.replace('http:', 'https:'), allowPrivate: false },
  ];
  writeFileSync(file, JSON.stringify({ providers }));
  here = await signInApp({ FOREWARN_OIDC: file }, institutionId);
  here.machine.setNow(now);
});
afterAll(async () => {
  await here?.close();
  await service?.stop();
  await elsewhere?.stop();
  rmSync(place, { recursive: true, force: true });
});
afterEach(() => service.lie(undefined));

/** Goes to the service and back; the address at which ours is to finish. */
async function goThere(browser: Browser, id = 'rietmark', again = false, at = service): Promise<string> {
  const begun = await browser.ask('GET', `/sign-in/oidc/${id}${again ? '?again=true' : ''}`);
  if (begun.status !== 303) return `no: ${begun.status}`;
  const back = await at.visit(begun.location);
  expect(back.startsWith(`${BACK}/${id}/back?`)).toBe(true);
  const led = await browser.ask('GET', back.slice('http://localhost:8080'.length), undefined, {
    'sec-fetch-site': 'cross-site',
    cookie: '',
  });
  expect(led.status).toBe(200);
  return led.refresh.replace('0; url=', '');
}
async function signIn(browser: Browser, id = 'rietmark', again = false, at = service) {
  const finish = await goThere(browser, id, again, at);
  return finish.startsWith('no') ? { status: 401 } : browser.ask('GET', finish);
}
const personOf = (email: string, more: object = {}) => ({ sub: `sub of ${email}`, email, email_verified: true, ...more });

test('somebody of the institution signs in with its own service, and is the same person when the address has changed', async () => {
  const { email } = await here.account('anna');
  service.person(personOf(email));
  const browser = here.browser();
  expect((await signIn(browser)).status).toBe(303);
  expect((await browser.ask('GET', '/api/session')).body).toMatchObject({ name: 'anna', assurance: 'oidc', fresh: true });
  service.person({ ...personOf(email), email: 'changed@rietmark.example' });
  const later = here.browser();
  expect((await signIn(later)).status).toBe(303);
  expect((await later.ask('GET', '/api/session')).body).toMatchObject({ name: 'anna' });
  const linked = await here.rows(`select details from forewarn.audit_log where action = 'sign-in-linked'`);
  expect(linked).toEqual([{ details: { provider: 'rietmark' } }]);
  expect((await browser.ask('GET', '/api/sign-in-providers')).body.providers[0]).toEqual({
    id: 'rietmark',
    name: 'GGZ Rietmark',
    startsAt: '/sign-in/oidc/rietmark',
  });
});

test.each<[string, TokenLie]>([
  ['of another sign-in', { kind: 'claims', claims: { nonce: 'another' } }],
  ['for another client', { kind: 'claims', claims: { aud: 'somebody-else' } }],
  ['of another service', { kind: 'claims', claims: { iss: 'https://login.elsewhere.example' } }],
  ['that has ended', { kind: 'claims', claims: { exp: Math.floor(Date.now() / 1000) - 3600 } }],
  ['of somebody else than the service tells of', { kind: 'claims', claims: { sub: 'somebody else' } }],
  ['that nobody signed', { kind: 'unsigned' }],
  ['signed with the public key as if it were a secret', { kind: 'public-key-as-secret' }],
  ['signed by another key', { kind: 'other-key' }],
])('a token %s lets nobody in', async (what, lie) => {
  const { email } = await here.account(`bea-${what.replaceAll(' ', '')}`);
  service.person(personOf(email));
  service.lie(lie);
  const browser = here.browser();
  expect((await signIn(browser)).status).toBe(401);
  expect((await browser.ask('GET', '/api/session')).status).toBe(401);
  service.lie(undefined);
  expect((await signIn(browser)).status).toBe(303);
});

test('what was brought back counts once, in the browser that asked, with its state, at the service that was asked', async () => {
  const { email } = await here.account('carla');
  service.person(personOf(email));
  const browser = here.browser();
  const finish = await goThere(browser);
  const asking = browser.cookies.get('forewarn_asking') ?? '';
  expect((await here.browser().ask('GET', finish)).status).toBe(401);
  expect((await browser.ask('GET', finish.replace(/state=[^&]*/, 'state=other'))).status).toBe(401);
  expect((await browser.ask('GET', finish.replace('/rietmark/', '/elsewhere/'))).status).toBe(401);
  expect((await browser.ask('GET', finish)).status).toBe(303);
  const thief = here.browser();
  thief.cookies.set('forewarn_asking', asking);
  expect((await thief.ask('GET', finish)).status).toBe(401);
});

test('a code of one sign-in is no use in another, nor with the word of another service', async () => {
  const { email } = await here.account('dora');
  service.person(personOf(email));
  const code = /code=([^&]+)/.exec(await goThere(here.browser()))?.[1] ?? '';
  const victim = here.browser();
  const mine = await goThere(victim);
  expect((await victim.ask('GET', mine.replace(/code=[^&]+/, `code=${code}`))).status).toBe(401); // PKCE: begun elsewhere
  const again = await goThere(victim);
  const mixed = again.replace(/iss=[^&]*/, `iss=${encodeURIComponent(elsewhere.issuer)}`);
  expect(mixed).not.toBe(again);
  expect((await victim.ask('GET', mixed)).status).toBe(401);
  const expired = await goThere(victim);
  here.machine.setNow(new Date(Date.parse(now) + 601_000).toISOString());
  expect((await victim.ask('GET', expired)).status).toBe(401);
  here.machine.setNow(now);
});

test.each<[string, object]>([
  ['whose address was not verified', { email_verified: false }],
  ['whose address is said to be verified in words', { email_verified: 'true' }],
  ['of another domain', { email: 'eva@elsewhere.example' }],
  ['of a domain below', { email: 'eva@mail.rietmark.example' }],
  ['whom nobody here knows', { email: 'stranger@rietmark.example' }],
])('somebody %s is not joined with an account', async (what, more) => {
  const { email } = await here.account(`eva-${what.replaceAll(' ', '')}`);
  service.person({ ...personOf(email), ...more });
  expect((await signIn(here.browser())).status).toBe(401);
});

test('a service lets in its own people alone, and an address that went to somebody else opens nothing', async () => {
  const { email } = await here.account('officer', 'cert');
  service.person(personOf(email));
  expect((await signIn(here.browser())).status).toBe(401);
  const fenna = await here.account('fenna');
  service.person(personOf(fenna.email));
  expect((await signIn(here.browser())).status).toBe(303);
  service.person({ ...personOf(fenna.email), sub: 'the next one with this address' });
  expect((await signIn(here.browser())).status).toBe(401);
  elsewhere.person(personOf(fenna.email));
  expect((await signIn(here.browser(), 'elsewhere', false, elsewhere)).status).toBe(401);
});

test('claims give the roles that the rules say and never more than the service may give; without one nobody comes in', async () => {
  const { id, email } = await here.account('gerda');
  const rolesNow = async () => (await here.rows('select roles from forewarn.accounts where id = $1', [id]))[0].roles;
  service.person(personOf(email, { groups: ['ciso', 'administrator'] }));
  expect((await signIn(here.browser(), 'board')).status).toBe(401);
  expect(await rolesNow()).toEqual(['ciso']);
  service.person(personOf(email, { groups: ['beheer', 'ciso', 'administrator', 'constructor'] }));
  const browser = here.browser();
  expect((await signIn(browser, 'board')).status).toBe(303);
  expect((await browser.ask('GET', '/api/session')).body).toMatchObject({ roles: ['it'] });
  service.person(personOf(email, { groups: ['lezer-7'] }));
  expect((await signIn(here.browser(), 'board')).status).toBe(303);
  expect((await browser.ask('GET', '/api/session')).status).toBe(401); // other rights, so the session that there was has ended
  expect(await rolesNow()).toEqual(['read-only']);
});

test('asked to show it once more, the service asks again; a login of yesterday is none of now', async () => {
  const { email } = await here.account('hilde');
  service.person(personOf(email));
  const browser = here.browser();
  expect((await signIn(browser)).status).toBe(303);
  const old = browser.cookies.get('forewarn_session');
  expect((await signIn(browser, 'rietmark', true)).status).toBe(303);
  expect(browser.cookies.get('forewarn_session')).not.toBe(old);
  service.lie({ kind: 'claims', claims: { auth_time: Math.floor(Date.now() / 1000) - 86_400 } });
  expect((await signIn(browser, 'rietmark', true)).status).toBe(401);
  const yesterday = here.browser();
  expect((await signIn(yesterday)).status).toBe(303);
  expect((await yesterday.ask('GET', '/api/session')).body).toMatchObject({ fresh: false });
});

test('a service on an address inside is asked only where the operator allows it, and one that leads on is not followed', async () => {
  expect((await here.browser().ask('GET', '/sign-in/oidc/strict')).status).toBe(401);
  expect((await here.browser().ask('GET', '/sign-in/oidc/nobody')).status).toBe(404);
  elsewhere.redirect('/.well-known/openid-configuration', `${service.issuer}/.well-known/openid-configuration`);
  expect((await here.browser().ask('GET', '/sign-in/oidc/elsewhere')).status).toBe(401);
});

test('a list that cannot be used, or a secret that is not there, is told at the start', () => {
  const file = join(place, 'wrong.json');
  writeFileSync(file, '{"providers":[{"id":"x"}]}');
  expect(() => loadSignInProviders({ oidcFile: file })).toThrow(/issuer/);
  writeFileSync(file, '{');
  expect(() => loadSignInProviders({ oidcFile: file })).toThrow(/JSON/);
});
