import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareCodeMail } from '../sessions/mail-codes.ts';
import { linkToken } from '../sessions/link-token.ts';
import { signInApp, type Browser, type SignInApp } from './sign-in-app.test-support.ts';

let here: SignInApp;
beforeAll(async () => {
  here = await signInApp();
});
afterAll(() => here?.close());

/** Asks for a code as a browser does, and reads the mail as its job would send it. */
async function ask(browser: Browser, email: string) {
  const answer = await browser.ask('POST', '/api/sessions/mail-codes', { email });
  const [{ id }] = await here.rows('select id from forewarn.mail_code_requests order by asked_at desc, id desc limit 1');
  return { answer, id: id as string, shortCode: answer.body.shortCode as string, mail: await prepareCodeMail(here.machine, id) };
}
const enter = (browser: Browser, body: object) => browser.ask('POST', '/api/sessions/mail', body);
const wrongOf = (code: string) => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));

test('the code of the mail lets in the browser that asked, once, and it is known to be by mail', async () => {
  const { email } = await here.account('ans');
  const browser = here.browser();
  const { mail } = await ask(browser, email.toUpperCase());
  expect(mail?.code).toMatch(/^\d{8}$/);
  expect((await enter(browser, { code: ` ${mail?.code.slice(0, 4)} ${mail?.code.slice(4)}` })).body).toEqual({ assurance: 'email' });
  expect((await browser.ask('GET', '/api/session')).body).toMatchObject({ assurance: 'email' });
  const again = here.browser();
  again.cookies.set('forewarn_asking', browser.cookies.get('forewarn_asking') ?? '');
  expect((await enter(again, { code: mail?.code })).status).toBe(401);
});

test('a code that somebody else reads opens nothing without the screen that asked, and with its short code it does', async () => {
  const { email } = await here.account('bram');
  const { mail, shortCode } = await ask(here.browser(), email);
  const elsewhere = here.browser('203.0.113.9');
  expect((await enter(elsewhere, { code: mail?.code })).status).toBe(401);
  expect((await enter(elsewhere, { code: mail?.code, shortCode: 'AAAAAA' })).status).toBe(401);
  expect((await enter(elsewhere, { code: wrongOf(mail?.code ?? ''), shortCode })).status).toBe(401);
  expect((await enter(elsewhere, { code: mail?.code, shortCode: shortCode.toLowerCase() })).status).toBe(200);
});

test('the link opens a page that does nothing by itself; its button lets in the browser that asked, elsewhere it asks the short code', async () => {
  const { email } = await here.account('cees');
  const browser = here.browser();
  const { mail, shortCode } = await ask(browser, email);
  const path = new URL(mail?.url ?? '').pathname;
  for (let scanned = 0; scanned < 3; scanned += 1) {
    const page = await browser.ask('GET', path);
    expect([page.status, page.setCookies]).toEqual([200, []]);
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const post = (who: Browser, url: string, body: string) => who.ask('POST', url, body as never, form);
  expect((await post(here.browser(), path, 'shortCode=')).status).toBe(401);
  expect(
    (await post(browser, '/sign-in/mail/' + linkToken('0198f2a4-7c11-7abc-8def-0123456789ab', here.machine.linkSecret), '')).status,
  ).toBe(401);
  expect((await post(here.browser(), path, `shortCode=${shortCode}`)).status).toBe(303);
  expect((await post(browser, path, '')).status).toBe(401); // used
});

test('a link of one request is none of another, and an answer link is no sign-in link', async () => {
  const { email } = await here.account('dirk');
  const browser = here.browser();
  const first = await ask(browser, email);
  const second = await ask(browser, email);
  const token = (url = '') => url.split('/').at(-1) ?? '';
  expect((await enter(browser, { token: token(first.mail?.url) })).status).toBe(401); // the browser's cookie is of the second
  expect((await enter(browser, { token: linkToken(second.id, here.machine.linkSecret) })).status).toBe(401);
  expect((await enter(browser, { token: token(second.mail?.url) })).status).toBe(200);
});

test('guessing ends after five codes here, and guesses elsewhere do not use up those of the owner', async () => {
  const { email } = await here.account('els');
  const browser = here.browser();
  const { mail, shortCode } = await ask(browser, email);
  for (let guess = 0; guess < 8; guess += 1) await enter(here.browser('203.0.113.9'), { code: wrongOf(mail?.code ?? ''), shortCode });
  expect((await enter(here.browser('203.0.113.9'), { code: mail?.code, shortCode })).status).toBe(401);
  expect((await enter(browser, { code: mail?.code })).status).toBe(200);

  const next = await ask(browser, email);
  for (let guess = 0; guess < 5; guess += 1) await enter(browser, { code: wrongOf(next.mail?.code ?? '') });
  expect((await enter(browser, { code: next.mail?.code })).status).toBe(401);
});

test('after ten minutes a code is over', async () => {
  const { email } = await here.account('fred');
  const browser = here.browser();
  const { mail } = await ask(browser, email);
  here.machine.setNow('2026-11-23T09:10:00Z');
  expect((await enter(browser, { code: mail?.code })).status).toBe(401);
  here.machine.setNow('2026-11-23T09:00:00Z');
});

test('nobody learns whether an address is known: the same answer, rows and job; and somebody of the CERT gets no code', async () => {
  const known = await here.account('gijs');
  const officer = await here.account('officier', 'cert');
  const answers = [];
  for (const email of [known.email, 'niemand@rietmark.example', officer.email]) {
    const browser = here.browser();
    const { answer, id, mail } = await ask(browser, email);
    answers.push([
      answer.status,
      Object.keys(answer.body),
      answer.body.endsAt,
      answer.setCookies.length,
      (await here.rows(`select 1 from graphile_worker.jobs where key = $1`, [`mail-sign-in-code ${id}`])).length,
    ]);
    expect(mail === undefined).toBe(email !== known.email);
    const wrong = await enter(browser, { code: '00000000' });
    answers.push([wrong.status, wrong.body]);
  }
  expect(answers.slice(2, 4)).toEqual(answers.slice(0, 2));
  expect(answers.slice(4)).toEqual(answers.slice(0, 2));
});

test('who asks for codes in the name of somebody else does not keep them out of the place that they sign in from', async () => {
  const { email } = await here.account('hans');
  const home = here.browser('192.0.2.10');
  await enter(home, { code: (await ask(home, email)).mail?.code });
  for (let flood = 0; flood < 15; flood += 1) await ask(here.browser(`203.0.113.${flood}`), email);
  expect((await ask(here.browser('203.0.113.99'), email)).mail).toBeUndefined(); // the mailbox is spared
  expect((await ask(home, email)).mail?.code).toMatch(/^\d{8}$/);
});

test('a job that runs twice mails the same code', async () => {
  const { email } = await here.account('ina');
  const { id, mail } = await ask(here.browser(), email);
  expect(await prepareCodeMail(here.machine, id)).toEqual(mail);
});

test('an address that somebody has costs exactly the work of one that nobody has, and so does a wrong code', async () => {
  const { email } = await here.account('zoe');
  const statementsOf = async (work: () => Promise<unknown>) => {
    const said: string[] = [];
    // oxlint-disable-next-line unbound-method -- put back below as it was
    const query = Client.prototype.query;
    Client.prototype.query = function (this: Client, ...given: unknown[]) {
      const [first] = given;
      said.push(typeof first === 'string' ? first : (first as { text: string }).text);
      return Reflect.apply(query, this, given);
    } as typeof query;
    await work().finally(() => (Client.prototype.query = query));
    return said;
  };
  const browsers = [here.browser(), here.browser()] as const;
  const known = await statementsOf(() => browsers[0].ask('POST', '/api/sessions/mail-codes', { email }));
  const unknown = await statementsOf(() => browsers[1].ask('POST', '/api/sessions/mail-codes', { email: 'nobody@nowhere.example' }));
  expect(known.length).toBeGreaterThan(4);
  expect(unknown).toEqual(known);
  for (const { id } of await here.rows('select id from forewarn.mail_code_requests order by asked_at desc, id desc limit 2'))
    await prepareCodeMail(here.machine, id);
  const wrong = await statementsOf(() => enter(browsers[0], { code: '00000000' }));
  expect(await statementsOf(() => enter(browsers[1], { code: '00000000' }))).toEqual(wrong);
});
