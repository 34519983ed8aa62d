import { afterAll, beforeAll, expect, test } from 'vitest';
import { softwareAuthenticator, type SoftwareAuthenticator } from '@forewarn/fakes/authenticator/software-authenticator.ts';
import { prepareNotice, type SignInNotice, type Told } from '../sessions/sign-in-notices.ts';
import { makeToken } from '../sessions/tokens.ts';
import { signInApp, type Browser, type SignInApp } from './sign-in-app.test-support.ts';

const ORIGIN = 'http://localhost:8080';
let here: SignInApp;
beforeAll(async () => {
  here = await signInApp();
  await here.rows(
    `insert into forewarn.contacts (id, institution_id, name, role, email) values (gen_random_uuid(), $1, 'Rosa', 'ciso', 'rosa@rietmark.example'),
      (gen_random_uuid(), $1, 'Ruud', 'it', 'ruud@rietmark.example')`,
    [here.institutionId],
  );
});
afterAll(() => here?.close());

async function makeKey(browser: Browser, key: SoftwareAuthenticator, code: string) {
  const options = await browser.ask('POST', '/api/passkeys/options', { code });
  if (options.status !== 200) return options;
  return browser.ask('POST', '/api/passkeys', { name: 'Telefoon', response: key.register(options.body), code });
}
async function signIn(browser: Browser, key: SoftwareAuthenticator) {
  const options = await browser.ask('POST', '/api/sessions/passkey-options', {});
  return browser.ask('POST', '/api/sessions/passkey', { response: key.sign(options.body) });
}
async function person(name: string, kind: 'cert' | 'institution' = 'cert', roles?: readonly string[]) {
  const account = await here.account(name, kind);
  if (roles !== undefined) await here.rows('update forewarn.accounts set roles = $2 where id = $1', [account.id, roles]);
  const [key, browser] = [softwareAuthenticator(ORIGIN), here.browser()];
  expect((await makeKey(browser, key, account.code)).status).toBe(200);
  return { ...account, key, browser };
}
const at = (minutes: number) => here.machine.setNow(new Date(Date.parse('2026-11-23T09:00:00Z') + minutes * 60_000).toISOString());
const start = (browser: Browser, accountId: string) =>
  browser.ask('POST', '/api/recoveries', { accountId, because: 'called back on the known number' });
const confirm = (browser: Browser, id: string) => browser.ask('POST', `/api/recoveries/${id}/confirm`, {});

test('two officers give somebody a new way in; the old keys and sessions open nothing any more', async () => {
  at(0);
  const [vries, jansen] = [await person('de-vries'), await person('jansen')];
  const anna = await person('anna', 'institution');
  const { body } = await start(vries.browser, anna.id);
  expect(body).toMatchObject({ account: 'anna', startedBy: 'de-vries', confirmFrom: '2026-11-23T09:10:00.000Z' });
  expect((await confirm(vries.browser, body.id)).body).toMatchObject({ code: 'recovery-same-person' });
  expect((await confirm(jansen.browser, body.id)).body).toMatchObject({ code: 'recovery-too-early' });
  at(10);
  expect((await confirm(jansen.browser, body.id)).body).toMatchObject({ code: 'sign-in-again' });
  await signIn(jansen.browser, jansen.key);
  const confirmed = await confirm(jansen.browser, body.id);
  expect(confirmed.status).toBe(200);
  const key = softwareAuthenticator(ORIGIN);
  const browser = here.browser();
  expect((await makeKey(browser, key, confirmed.body.code)).status).toBe(200);
  expect((await browser.ask('GET', '/api/session')).body).toMatchObject({ name: 'anna', assurance: 'passkey' });
  expect((await anna.browser.ask('GET', '/api/session')).status).toBe(401);
  expect((await signIn(here.browser(), anna.key)).status).toBe(401);
  expect((await signIn(here.browser(), key)).status).toBe(200);
  expect((await makeKey(here.browser(), softwareAuthenticator(ORIGIN), confirmed.body.code)).status).toBe(410);
  const told = await here.rows(`select action, actor, institution_id from forewarn.audit_log where action like 'recovery-%' order by id`);
  expect(told).toEqual([
    { action: 'recovery-started', actor: 'de-vries', institution_id: here.institutionId },
    { action: 'recovery-confirmed', actor: 'jansen', institution_id: here.institutionId },
  ]);
});

test('all contacts, the person and the CERT are told while they can still say no; after that there is nothing to tell', async () => {
  at(0);
  const vries = await person('vries2');
  const bea = await person('bea', 'institution');
  const { body } = await start(vries.browser, bea.id);
  const jobs = await here.rows(`select payload from graphile_worker._private_jobs where key like $1`, [
    `sign-in-notice recovery-started ${body.id}%`,
  ]);
  const mails = async () =>
    Promise.all(jobs.map(({ payload }: { payload: SignInNotice & { to: Told } }) => prepareNotice(here.machine, payload, payload.to)));
  expect((await mails()).map((mail) => mail?.to.email).sort()).toEqual(
    ['rosa@rietmark.example', 'ruud@rietmark.example', bea.email, here.machine.config.cert.email].sort(),
  );
  expect(await vries.browser.ask('POST', `/api/recoveries/${body.id}/refuse`, {})).toMatchObject({ status: 200, body: { stopped: true } });
  expect((await mails()).filter((mail) => mail !== undefined)).toEqual([]);
  at(12);
  const jansen = await person('jansen2');
  expect((await confirm(jansen.browser, body.id)).body).toMatchObject({ code: 'recovery-ended' });
});

test('a recovery that is stopped after it was confirmed, begun again, or left for an hour makes no key', async () => {
  at(0);
  const vries = await person('vries3');
  const cor = await person('cor', 'institution');
  const first = (await start(vries.browser, cor.id)).body;
  at(11);
  const jansen = await person('jansen3');
  const { code } = (await confirm(jansen.browser, first.id)).body;
  await jansen.browser.ask('POST', `/api/recoveries/${first.id}/refuse`, {});
  expect((await makeKey(here.browser(), softwareAuthenticator(ORIGIN), code)).status).toBe(410);
  const second = (await start(jansen.browser, cor.id)).body;
  const third = (await start(jansen.browser, cor.id)).body;
  at(22);
  await signIn(vries.browser, vries.key);
  expect((await confirm(vries.browser, second.id)).body).toMatchObject({ code: 'recovery-ended' });
  const late = (await confirm(vries.browser, third.id)).body.code;
  at(72);
  expect((await makeKey(here.browser(), softwareAuthenticator(ORIGIN), late)).status).toBe(410);
  at(0);
});

test('nobody recovers their own account, no program recovers any, and one of the CERT only by administrators', async () => {
  at(0);
  const vries = await person('vries4');
  const officer = await person('officer4');
  expect((await start(vries.browser, vries.id)).body).toMatchObject({ code: 'recovery-same-person' });
  expect((await start(vries.browser, officer.id)).status).toBe(403);
  const token = await makeToken(
    here.machine.database,
    { kind: 'cert', name: 'script', roles: ['administrator'] },
    here.machine.clock.now(),
  );
  expect(
    (await here.browser().ask('POST', '/api/recoveries', { accountId: officer.id, because: 'x' }, { authorization: `Bearer ${token}` }))
      .status,
  ).toBe(403);
  const member = await person('member4', 'institution');
  expect((await start(member.browser, officer.id)).status).toBe(403);
});

test('an invitation holds the code that makes the first key; a second mail the same, and once there is a key none', async () => {
  at(0);
  const dirk = await here.account('dirk');
  await here.rows('delete from forewarn.one_time_codes where account_id = $1', [dirk.id]);
  const ask = () => prepareNotice(here.machine, { kind: 'invitation', subjectId: dirk.id }, { kind: 'account', id: dirk.id });
  const mail = await ask();
  if (mail?.kind !== 'invitation') throw new Error('no invitation');
  expect(await ask()).toEqual(mail);
  expect((await makeKey(here.browser(), softwareAuthenticator(ORIGIN), mail.code)).status).toBe(200);
  expect(await ask()).toBeUndefined();
  const officer = await here.account('officer5', 'cert');
  expect(
    await prepareNotice(here.machine, { kind: 'invitation', subjectId: officer.id }, { kind: 'account', id: officer.id }),
  ).toBeUndefined();
});

test('the owner and the CERT are told of a key that may have been copied', async () => {
  at(0);
  const els = await here.account('els');
  const key = softwareAuthenticator(ORIGIN, true);
  await makeKey(here.browser(), key, els.code);
  const copy = key.clone();
  await signIn(here.browser(), key);
  expect((await signIn(here.browser(), copy)).status).toBe(401);
  const jobs = await here.rows(`select payload from graphile_worker._private_jobs where key like 'sign-in-notice passkey-suspected %'`);
  const mails = await Promise.all(jobs.map(({ payload }) => prepareNotice(here.machine, payload, payload.to)));
  expect(mails.map((mail) => mail?.to.email).sort()).toEqual([els.email, here.machine.config.cert.email].sort());
});
