import { afterAll, beforeAll, expect, test } from 'vitest';
import { softwareAuthenticator, type Lies, type SoftwareAuthenticator } from '@forewarn/fakes/authenticator/software-authenticator.ts';
import { disableAccount } from '../sessions/make-account.ts';
import { signInApp, type Browser, type SignInApp } from './sign-in-app.test-support.ts';

const ORIGIN = 'http://localhost:8080';
let here: SignInApp;
beforeAll(async () => {
  here = await signInApp();
});
afterAll(() => here?.close());

async function makeKey(browser: Browser, key: SoftwareAuthenticator, code?: string, lies?: Lies) {
  const withCode = code === undefined ? {} : { code };
  const options = await browser.ask('POST', '/api/passkeys/options', withCode);
  if (options.status !== 200) return options;
  return browser.ask('POST', '/api/passkeys', { name: 'Telefoon', response: key.register(options.body, lies), ...withCode });
}
async function signIn(browser: Browser, key: SoftwareAuthenticator, lies?: Parameters<SoftwareAuthenticator['sign']>[1]) {
  const options = await browser.ask('POST', '/api/sessions/passkey-options', {});
  return browser.ask('POST', '/api/sessions/passkey', { response: key.sign(options.body, lies) });
}
async function person(name: string, counts = false) {
  const account = await here.account(name);
  const key = softwareAuthenticator(ORIGIN, counts);
  const browser = here.browser();
  expect((await makeKey(browser, key, account.code)).status).toBe(200);
  return { ...account, key, browser };
}

test('a new account makes its passkey with its one-time code, once, and is signed in; after that the passkey alone lets it in', async () => {
  const ans = await person('ans');
  expect((await ans.browser.ask('GET', '/api/session')).body).toMatchObject({
    name: 'ans',
    assurance: 'passkey',
    fresh: true,
    roles: ['ciso'],
  });
  expect((await makeKey(here.browser(), softwareAuthenticator(ORIGIN), ans.code)).status).toBe(410);

  const other = here.browser();
  const answered = await signIn(other, ans.key);
  expect(answered).toMatchObject({ status: 200, body: { assurance: 'passkey' } });
  expect(answered.setCookies.find((cookie) => cookie.startsWith('forewarn_session='))).toMatch(/; HttpOnly; SameSite=Strict$/);
  const { sessions } = (await other.ask('GET', '/api/sessions')).body;
  expect(sessions).toMatchObject([{ current: true, device: 'Testbrowser 1', network: '198.51.100.7' }, { current: false }]);
  const stored = await here.rows('select token_sha256 from forewarn.sessions');
  expect(stored.map(({ token_sha256 }) => token_sha256.toString('base64url'))).not.toContain(other.cookies.get('forewarn_session'));
});

test.each<[string, Parameters<SoftwareAuthenticator['sign']>[1]]>([
  ['made for the page of somebody else', { origin: 'https://f0rewarn.example' }],
  ['made for another host', { rpId: 'f0rewarn.example' }],
  ['without looking who holds the device', { userVerified: false }],
  ['without anybody there', { userPresent: false }],
  ['made when a key was added', { type: 'webauthn.create' }],
  ['over a challenge that nobody gave', { challenge: 'AAAA' }],
  ['in the name of another account', { userHandle: Buffer.alloc(16, 1).toString('base64url') }],
])('a signature %s lets nobody in', async (name, lies) => {
  const bram = await person(`bram-${name.replaceAll(' ', '')}`);
  const browser = here.browser();
  expect((await signIn(browser, bram.key, lies)).status).toBe(401);
  expect((await browser.ask('GET', '/api/session')).status).toBe(401);
  expect((await signIn(browser, bram.key)).status).toBe(200); // and the same key, used as it should, does
});

test('what was signed once lets nobody in again, nor from another browser, nor after five minutes', async () => {
  const cees = await person('cees');
  const first = here.browser();
  const options = await first.ask('POST', '/api/sessions/passkey-options', {});
  const body = { response: cees.key.sign(options.body) };
  expect((await here.browser().ask('POST', '/api/sessions/passkey', body)).status).toBe(401);
  const asking = first.cookies.get('forewarn_asking') ?? '';
  expect((await first.ask('POST', '/api/sessions/passkey', body)).status).toBe(200);
  const thief = here.browser();
  thief.cookies.set('forewarn_asking', asking);
  expect((await thief.ask('POST', '/api/sessions/passkey', body)).status).toBe(401);

  const late = here.browser();
  const asked = await late.ask('POST', '/api/sessions/passkey-options', {});
  here.machine.setNow('2026-11-23T09:05:00Z');
  expect((await late.ask('POST', '/api/sessions/passkey', { response: cees.key.sign(asked.body) })).status).toBe(401);
  here.machine.setNow('2026-11-23T09:00:00Z');
});

test('a key whose counter goes back was copied: it lets nobody in any more, and its owner sees it', async () => {
  const dirk = await person('dirk', true);
  const copy = dirk.key.clone();
  expect((await signIn(here.browser(), dirk.key)).status).toBe(200);
  expect((await signIn(here.browser(), copy)).status).toBe(401);
  expect((await signIn(here.browser(), dirk.key)).status).toBe(401);
  expect((await dirk.browser.ask('GET', '/api/passkeys')).body.passkeys).toMatchObject([{ suspect: true }]);
});

test('a second key needs a fresh sign-in, another account can neither renew it nor have its key, and the last is not removed by the way', async () => {
  const els = await person('els');
  const fred = await person('fred');
  here.machine.setNow('2026-11-23T09:06:00Z');
  const second = softwareAuthenticator(ORIGIN);
  expect((await makeKey(els.browser, second)).body).toMatchObject({ code: 'sign-in-again' });
  const [first] = (await els.browser.ask('GET', '/api/passkeys')).body.passkeys;
  expect((await els.browser.ask('DELETE', `/api/passkeys/${first.id}?evenTheLast=true`)).body).toMatchObject({ code: 'sign-in-again' });
  expect((await signIn(els.browser, fred.key)).status).toBe(401);
  expect((await signIn(els.browser, els.key)).status).toBe(200);
  expect((await makeKey(els.browser, second)).status).toBe(200);

  const { passkeys } = (await els.browser.ask('GET', '/api/passkeys')).body;
  expect((await signIn(fred.browser, fred.key)).status).toBe(200);
  expect((await fred.browser.ask('DELETE', `/api/passkeys/${passkeys[0].id}`)).status).toBe(404);
  expect((await els.browser.ask('DELETE', `/api/passkeys/${passkeys[0].id}`)).body).toEqual({ left: 1 });
  expect((await els.browser.ask('DELETE', `/api/passkeys/${passkeys[1].id}`)).body).toMatchObject({ code: 'last-passkey' });
  expect((await signIn(here.browser(), els.key)).status).toBe(401);
  here.machine.setNow('2026-11-23T09:00:00Z');
});

test('a key is renamed by its owner alone, its removal taken back for ten minutes, and both are recorded', async () => {
  const klaas = await person('klaas');
  const lotte = await person('lotte');
  here.machine.setNow('2026-11-23T09:01:00Z');
  await makeKey(klaas.browser, softwareAuthenticator(ORIGIN));
  const [{ id }] = (await klaas.browser.ask('GET', '/api/passkeys')).body.passkeys;
  const change = (browser: typeof klaas.browser, body: object) => browser.ask('PATCH', `/api/passkeys/${id}`, body);
  expect((await change(lotte.browser, { name: 'van mij' })).status).toBe(404);
  expect((await change(klaas.browser, { name: ' Sleutelbos ' })).body).toEqual({ id, name: 'Sleutelbos' });
  expect((await change(klaas.browser, { name: ' ' })).status).toBe(400);
  expect((await klaas.browser.ask('DELETE', `/api/passkeys/${id}`)).body).toEqual({ left: 1 });
  expect((await change(klaas.browser, { name: 'weg' })).status).toBe(404);
  expect((await change(lotte.browser, { removed: false })).status).toBe(404);
  expect((await signIn(here.browser(), klaas.key)).status).toBe(401);
  expect((await change(klaas.browser, { removed: false })).body).toEqual({ id, name: 'Sleutelbos' });
  expect((await signIn(here.browser(), klaas.key)).status).toBe(200);
  const recorded = await here.rows(`select action from forewarn.audit_log where subject = $1 order by id`, [id]);
  expect(recorded.map(({ action }) => action)).toEqual(['passkey-added', 'passkey-renamed', 'passkey-removed', 'passkey-restored']);

  expect((await klaas.browser.ask('DELETE', `/api/passkeys/${id}`)).status).toBe(200);
  here.machine.setNow('2026-11-23T09:12:00Z');
  expect((await change(klaas.browser, { removed: false })).body).toMatchObject({ code: 'sign-in-again' });
  await here.rows('update forewarn.sessions set proved_at = $1 where account_id = $2', ['2026-11-23T09:12:00Z', klaas.id]);
  expect((await change(klaas.browser, { removed: false })).status).toBe(404);
  here.machine.setNow('2026-11-23T09:00:00Z');
});

test('two keys that are made at once do not get past what an account may have', async () => {
  const mara = await person('mara');
  await here.rows(
    `insert into forewarn.passkeys (id, account_id, credential_id, public_key, counter, is_synchronised, transports, name, made_at)
     select gen_random_uuid(), account_id, credential_id || n, public_key, 0, false, '{}', name, made_at from forewarn.passkeys, generate_series(1, 18) n where account_id = $1`,
    [mara.id],
  );
  const asked: (() => ReturnType<Browser['ask']>)[] = [];
  for (let device = 0; device < 4; device += 1) {
    const browser = here.browser();
    await signIn(browser, mara.key);
    const options = await browser.ask('POST', '/api/passkeys/options', {});
    const response = softwareAuthenticator(ORIGIN).register(options.body);
    asked.push(() => browser.ask('POST', '/api/passkeys', { name: `Sleutel ${device}`, response }));
  }
  const answers = await Promise.all(asked.map((ask) => ask()));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === 'too-many')).toHaveLength(3);
  expect((await mara.browser.ask('GET', '/api/passkeys')).body.passkeys).toHaveLength(20);
});

test('who asks for their own sessions sees those that still let in, and no other', async () => {
  const mies = await person('mies');
  const second = here.browser();
  await signIn(second, mies.key);
  const seen = async () => (await second.ask('GET', '/api/sessions')).body.sessions.length;
  expect(await seen()).toBe(2);
  here.machine.setNow('2026-11-24T08:30:00Z');
  expect((await second.ask('GET', '/api/session')).status).toBe(200);
  here.machine.setNow('2026-11-24T09:30:00Z'); // the first was left alone for more than a day
  expect(await seen()).toBe(1);
  here.machine.setNow('2026-11-23T09:00:00Z');
});

test('a session has a new secret after every proof, and the old one, one that was planted, and one without our word do nothing', async () => {
  const gijs = await person('gijs');
  const old = gijs.browser.cookies.get('forewarn_session') ?? '';
  expect((await signIn(gijs.browser, gijs.key)).status).toBe(200);
  const thief = here.browser();
  thief.cookies.set('forewarn_session', old);
  expect((await thief.ask('GET', '/api/session')).status).toBe(401);
  const planted = here.browser();
  planted.cookies.set('forewarn_session', 'A'.repeat(43));
  await signIn(planted, gijs.key);
  expect(planted.cookies.get('forewarn_session')).not.toBe('A'.repeat(43));

  const without = { 'x-forewarn-csrf': '' };
  expect((await gijs.browser.ask('POST', '/api/sessions/end-others', {}, without)).status).toBe(403);
  expect((await gijs.browser.ask('POST', '/api/sessions/end-others', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await gijs.browser.ask('POST', '/api/sessions/end-others', {})).body).toEqual({ ended: 1 });
  expect((await planted.ask('GET', '/api/session')).status).toBe(401);
});

test('a session ends by itself, by its holder, and at once when the account is disabled or may something else', async () => {
  const hans = await person('hans');
  const ids = (await hans.browser.ask('GET', '/api/sessions')).body.sessions;
  const ina = await person('ina');
  expect((await ina.browser.ask('DELETE', `/api/sessions/${ids[0].id}`)).status).toBe(404);
  expect((await hans.browser.ask('GET', '/api/session')).status).toBe(200);

  await here.rows('update forewarn.accounts set rights_version = rights_version + 1 where id = $1', [hans.id]);
  expect((await hans.browser.ask('GET', '/api/session')).status).toBe(401);
  expect(await disableAccount(here.machine, { kind: 'system', name: 'test' }, ina.email)).toEqual({ ended: 1 });
  expect((await ina.browser.ask('GET', '/api/session')).status).toBe(401);
  expect((await signIn(here.browser(), ina.key)).status).toBe(401);

  const joop = await person('joop');
  here.machine.setNow('2026-11-24T09:00:00Z'); // a day without a request
  expect((await joop.browser.ask('GET', '/api/session')).status).toBe(401);
  here.machine.setNow('2026-11-23T09:00:00Z');
});

test('whatever happens with sessions and passkeys stands in the audit trail, in the name of who did it', async () => {
  const kees = await person('kees');
  const second = softwareAuthenticator(ORIGIN);
  await makeKey(kees.browser, second);
  await signIn(here.browser(), second);
  const { passkeys } = (await kees.browser.ask('GET', '/api/passkeys')).body;
  await kees.browser.ask('DELETE', `/api/passkeys/${passkeys[0].id}`);
  await kees.browser.ask('POST', '/api/sessions/end-others', {});
  await kees.browser.ask('DELETE', '/api/session');
  const told = await here.rows(`select action from forewarn.audit_log where actor = 'kees' and actor_kind = 'institution' order by id`);
  expect(told.map(({ action }) => action)).toEqual([
    'passkey-added',
    'signed-in',
    'passkey-added',
    'sign-in-renewed',
    'signed-in',
    'passkey-removed',
    'session-ended',
    'session-ended',
  ]);
});
