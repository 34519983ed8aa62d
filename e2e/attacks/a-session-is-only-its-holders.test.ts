import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { CODES_PER_NETWORK_MAX, TRIES_MAX } from '@forewarn/core/institutions/sign-in-by-mail.ts';
import { prepareCodeMail } from '@forewarn/server/sessions/mail-codes.ts';
import { linkToken } from '@forewarn/server/sessions/link-token.ts';
import { attack } from './attack.ts';
import { attackPlace, type AttackPlace } from './attack-place.ts';

/** Sessions, sign-in links and words of other systems: fixed beforehand, forged, confused with one another, used twice, and used to lock out. */

const EMAIL = 'rosa@rietmark.example';
/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
beforeAll(async () => {
  place = await attackPlace(MANY);
});
afterAll(() => place?.stop());

type Cookies = Readonly<Record<string, string>>;
const header = (cookies: Cookies) =>
  Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
const json = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };

async function post(url: string, body: object, cookies: Cookies = {}, from?: string) {
  const answer = await place.ask({ method: 'POST', url, body: JSON.stringify(body), headers: { ...json, cookie: header(cookies) }, from });
  const set = [answer.headers['set-cookie'] ?? []].flat().map(String);
  const given = set.map((cookie) => /^(?:__Host-)?([^=]+)=([^;]*)/.exec(cookie)).map((found) => [found?.[1] ?? '', found?.[2] ?? '']);
  return { status: answer.status, text: answer.text, set, cookies: Object.fromEntries(given) as Cookies };
}

async function whoIs(cookies: Cookies): Promise<number> {
  return (await place.ask({ method: 'GET', url: '/api/session', headers: { cookie: header(cookies) } })).status;
}

/** A code as it is asked for and mailed. */
async function askCode(email = EMAIL, from?: string) {
  const asked = await post('/api/sessions/mail-codes', { email }, {}, from);
  const [{ id }] = await place.rows('select id from forewarn.mail_code_requests order by id desc limit 1');
  const mail = await prepareCodeMail(place.machine, id);
  return { id: id as string, asking: asked.cookies['forewarn_asking'] ?? '', code: mail?.code, token: mail?.url.split('/').at(-1) };
}

attack('a session that was planted is not taken over, and none is known by what is stored of it', async ({ held }) => {
  const planted = randomBytes(32).toString('base64url');
  const { asking, code } = await askCode();
  const signed = await post('/api/sessions/mail', { code }, { forewarn_session: planted, forewarn_asking: asking });
  const own = signed.cookies['forewarn_session'] ?? '';
  held('the planted secret became the session', signed.status === 200 && own !== planted && own.length === 43);
  held('the planted secret opens', (await whoIs({ forewarn_session: planted })) === 401);
  held('its own does not open', (await whoIs({ forewarn_session: own })) === 200);
  for (const cookie of signed.set.filter((one) => one.startsWith('forewarn_session=')))
    held(cookie, /HttpOnly; SameSite=Strict/.test(cookie));
  const digest = createHash('sha256').update(own).digest('base64url');
  const rows = await place.rows('select id, encode(token_sha256, $1) as hex from forewarn.sessions', ['hex']);
  const wrong = [digest, ...rows.flatMap(({ id, hex }) => [id, hex, Buffer.from(hex, 'hex').toString('base64url')])];
  for (const secret of [
    ...wrong,
    `${own}A`,
    own.slice(1),
    own.toLowerCase(),
    `${own}; forewarn_session=${planted}`,
    `"${own}"`,
    `${own}%00`,
  ])
    held(`${secret} opens`, (await whoIs({ forewarn_session: secret })) === 401);
  held('as another cookie', (await whoIs({ forewarn_asking: own, forewarn_token: own })) === 401);
});

attack('words of other systems, and of ours for something else, open no session and no route', async ({ held }) => {
  const { token: mailToken, asking } = await askCode();
  const answerToken = place.victimLink.slice('/a/'.length);
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = encode({ sub: 'administrator', kind: 'cert', roles: ['administrator'], exp: 4_102_444_800 });
  const jwts = ['none', 'None', 'HS256', 'RS256', ''].map((alg) => {
    const input = `${encode({ alg, typ: 'JWT', kid: '../../link-secret', jku: 'https://keys.example/' })}.${claims}`;
    return `${input}.${alg === 'HS256' ? createHmac('sha256', '').update(input).digest('base64url') : ''}`;
  });
  const words = [...jwts, answerToken, mailToken ?? '', asking, place.attacker.token.slice(4), `fwt_${answerToken}`, `fwt_${asking}`];
  for (const word of words) {
    const asked = { method: 'GET', url: '/api/me' } as const;
    held(`as a token: ${word}`, (await place.ask({ ...asked, headers: { authorization: `Bearer ${word}` } })).status === 401);
    held(`as a session: ${word}`, (await whoIs({ forewarn_session: word })) === 401);
    held(`as a code: ${word}`, [400, 401].includes((await post('/api/sessions/mail', { token: word.slice(0, 100) }, {})).status));
    held(`as a one-time code: ${word}`, [400, 410].includes((await post('/api/passkeys/options', { code: word.slice(0, 100) })).status));
    const certificate = await place.ask({ ...asked, headers: { 'x-client-cert': word, 'x-ssl-client-cert': word } });
    held(`as a certificate: ${word}`, certificate.status === 401);
  }
  const link = await place.ask({ method: 'GET', url: `/a/${mailToken}` });
  held(`a sign-in link opens an answer page: ${link.status}`, [404, 410].includes(link.status));
  // What is signed as an answer link with our own secret is no sign-in link of the same id.
  const { id, asking: browser } = await askCode();
  const confused = await post('/api/sessions/mail', { token: linkToken(id, place.machine.linkSecret) }, { forewarn_asking: browser });
  held(`an answer link signs in: ${confused.status}`, confused.status === 401);
});

attack('a mail link or code counts once, in its own browser, unchanged, and not after its time', async ({ held }) => {
  const { asking, code, token = '' } = await askCode(EMAIL, '192.0.2.20');
  const bytes = Buffer.from(token, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const other = Buffer.from(bytes);
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const tried = await post('/api/sessions/mail', { token: other.toString('base64url') }, { forewarn_asking: asking });
    held(`bit ${bit}`, tried.status === 401);
  }
  held('in another browser', (await post('/api/sessions/mail', { token })).status === 401);
  held(
    'with another asking',
    (await post('/api/sessions/mail', { token }, { forewarn_asking: randomBytes(32).toString('base64url') })).status === 401,
  );
  const twice = await Promise.all([1, 2, 3].map(() => post('/api/sessions/mail', { token }, { forewarn_asking: asking })));
  held(`at once ${twice.map(({ status }) => status).join(' ')}`, twice.filter(({ status }) => status === 200).length === 1);
  held('the code after the link', (await post('/api/sessions/mail', { code }, { forewarn_asking: asking })).status === 401);
  const late = await askCode(EMAIL, '192.0.2.21');
  place.machine.setNow('2026-11-23T09:10:00Z');
  held('after ten minutes', (await post('/api/sessions/mail', { token: late.token }, { forewarn_asking: late.asking })).status === 401);
  place.machine.setNow('2026-11-23T09:00:00Z');
});

attack('who tries in the name of others uses up their own tries, not those of whom they name', async ({ held }) => {
  await place.rows('delete from forewarn.mail_code_requests');
  const home = '198.51.100.77';
  await place.rows('update forewarn.sessions set network = $1 where account_id = (select id from forewarn.accounts where email = $2)', [
    home,
    EMAIL,
  ]);
  for (let flood = 0; flood < 40; flood += 1) await askCode(EMAIL, `203.0.113.${flood}`);
  for (let guess = 0; guess < TRIES_MAX * 4; guess += 1)
    await post('/api/sessions/mail', { code: String(guess).padStart(8, '0') }, {}, '203.0.113.9');
  const mine = await askCode(EMAIL, home);
  held('no code at home after a flood from elsewhere', mine.code !== undefined);
  for (let guess = 0; guess < TRIES_MAX * 2; guess += 1)
    await post('/api/sessions/mail', { code: '00000000', shortCode: 'AAAAAA' }, { forewarn_asking: randomBytes(32).toString('base64url') });
  const signed = await post('/api/sessions/mail', { code: mine.code }, { forewarn_asking: mine.asking }, home);
  held(`locked out by guesses of others: ${signed.status}`, signed.status === 200);
  const guessed = await askCode(EMAIL, home);
  for (let guess = 0; guess < TRIES_MAX; guess += 1)
    await post('/api/sessions/mail', { code: '00000000' }, { forewarn_asking: guessed.asking }, home);
  const spent = await post('/api/sessions/mail', { code: guessed.code }, { forewarn_asking: guessed.asking }, home);
  held('the right code after five wrong ones in one browser', spent.status === 401);
  let mailed = 0;
  for (let again = 0; again < CODES_PER_NETWORK_MAX * 2; again += 1) mailed += (await askCode(EMAIL, home)).code === undefined ? 0 : 1;
  held(`${mailed} more mails to one mailbox`, mailed <= CODES_PER_NETWORK_MAX);
});

attack('a body that says more than it may gives an account nothing more', async ({ held }) => {
  const token = place.victim.token;
  const make = (body: object) =>
    place.ask({ method: 'POST', url: '/api/accounts', token, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const base = { kind: 'institution', name: 'Nieuw', roles: ['read-only'] };
  const { rows: columns } = {
    rows: await place.rows(`select column_name as name from information_schema.columns where table_schema = 'forewarn'
    and table_name in ('accounts', 'sessions', 'passkeys', 'one_time_codes', 'recoveries', 'external_identities', 'provider_consents')`),
  };
  const spelled = columns.flatMap(({ name }: { name: string }) => [
    name,
    name.replace(/_(.)/g, (_: string, letter: string) => letter.toUpperCase()),
  ]);
  for (const name of new Set<string>(spelled)) {
    if (['kind', 'name', 'roles', 'email'].includes(name)) continue;
    const email = `${randomUUID()}@rietmark.example`;
    const answer = await make({ ...base, email, [name]: place.attacker.id });
    const [made] = await place.rows('select to_jsonb(a)::text as line from forewarn.accounts a where email = $1', [email]);
    held(`${name}: ${answer.status} ${made?.line}`, answer.status !== 200 || !String(made?.line).includes(place.attacker.id));
  }
  for (const [kind, roles] of [
    ['cert', ['administrator']],
    ['institution', ['administrator']],
    ['institution', ['auditor']],
    ['provider', ['provider']],
  ] as const) {
    const answer = await make({ ...base, kind, roles, email: `${randomUUID()}@rietmark.example` });
    held(`${kind} ${roles.join(' ')}: ${answer.status}`, answer.status >= 400);
  }
});
