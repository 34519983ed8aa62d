import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { may } from '@forewarn/core/institutions/permissions.ts';
import { makeToken } from '@forewarn/server/sessions/tokens.ts';
import { attack } from './attack.ts';
import { attackPlace, CERT_SECRET, type AttackPlace } from './attack-place.ts';
import { asksWho, parametersOf, type RegisteredRoute } from './route-table.ts';
import { everyRole } from './every-role.ts';
import { requestOf } from './request-of-route.ts';
import { digestOfTables } from './whole-database.ts';

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
let strangers: Readonly<Record<string, Readonly<Record<string, string>>>>;
beforeAll(async () => {
  place = await attackPlace(MANY);
  strangers = await headersOfStrangers(place);
});
afterAll(() => place?.stop());

/** Everybody whom Forewarn does not know: by the headers that they send. */
async function headersOfStrangers({ machine, attacker, tokens, rows }: AttackPlace) {
  const now = machine.clock.now();
  const administrator = { kind: 'cert', name: 'Vertrokken', roles: ['analyst', 'administrator'] } as const;
  const expired = await makeToken(machine.database, administrator, now, now);
  const revoked = await makeToken(machine.database, { ...administrator, name: 'Ingetrokken' }, now);
  await rows(`update forewarn.api_tokens set revoked_at = $1 where name = 'Ingetrokken'`, [now]);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const jwt = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"kind":"cert","roles":["administrator"]}').toString('base64url')}.`;
  const cert = tokens.administrator;
  return {
    nobody: {},
    'an expired token': bearer(expired),
    'a revoked token': bearer(revoked),
    'a made-up token': bearer(`fwt_${randomBytes(32).toString('base64url')}`),
    'a token without its last character': bearer(cert.slice(0, -1)),
    'a token with one character more': bearer(`${cert}A`),
    'a token in other case': bearer(cert.toUpperCase()),
    'a token and a space': bearer(`${cert} x`),
    'a token as password': { authorization: `Basic ${Buffer.from(`token:${cert}`).toString('base64')}` },
    'another scheme': { authorization: `Token ${cert}` },
    'two tokens in one header': bearer(`${attacker.token}, Bearer ${cert}`),
    'a JWT signed by nobody': bearer(jwt),
    'a token in headers that nobody reads': { 'x-api-key': cert, 'x-auth-token': cert, 'proxy-authorization': `Bearer ${cert}` },
    'a proxy that says who it is': { 'x-forwarded-user': 'administrator', 'x-remote-user': 'administrator', 'x-principal-kind': 'cert' },
    'the digest that is stored instead of the token': bearer(`fwt_${'0'.repeat(43)}`),
  };
}

const name = ({ method, path }: RegisteredRoute) => `${method} ${path}`;

test('every route states who may use it, and the world has an id for each of its parameters', () => {
  expect(place.routes.length).toBeGreaterThan(80);
  const silent = place.routes.filter(({ access }) => access === undefined).map(name);
  expect(silent, 'registered past http/register.ts').toEqual([]);
  const unknown = place.routes.flatMap((route) =>
    parametersOf(route.path)
      .filter((parameter) => place.ids[parameter] === undefined)
      .map((parameter) => `${name(route)} has ${parameter}: give attack-place.ts one that is not the attacker's`),
  );
  expect(unknown).toEqual([]);
});

attack('who is not known uses no route that asks for a token, and learns nothing from being refused', async ({ saw, held }) => {
  const before = await digestOfTables(place.rows);
  for (const route of place.routes.filter(({ access }) => asksWho(access))) {
    // A page shows where to sign in instead.
    const expected = route.path.startsWith('/api/') ? 401 : 303;
    for (const [who, headers] of Object.entries(strangers)) {
      const asked = requestOf(route, { ids: place.ids });
      const answer = await place.ask({ ...asked, headers: { ...asked.headers, ...headers } });
      saw(`${name(route)} by ${who}`, answer.status, expected);
      held(`${name(route)} tells ${who} something`, !answer.text.includes(CERT_SECRET) && !/rietmark/i.test(answer.text));
    }
  }
  expect(await digestOfTables(place.rows)).toEqual(before);
});

attack('every route answers every role exactly as the table of permissions says', async ({ saw, held }) => {
  const everybody = await everyRole(place);
  const before = await digestOfTables(place.rows);
  for (const route of place.routes)
    for (const { who, principal, headers } of everybody) {
      if (!asksWho(route.access) || may(principal, route.access)) continue;
      const asked = requestOf(route, { ids: place.ids });
      const answer = await place.ask({ ...asked, headers: { ...asked.headers, ...headers } });
      saw(`${name(route)} by ${who}`, answer.status, 403);
      held(`${name(route)} tells ${who} something`, !answer.text.includes(CERT_SECRET) && !/rietmark/i.test(answer.text));
    }
  expect(await digestOfTables(place.rows)).toEqual(before);
});

test('what the table gives a role is not refused to it on any route', async () => {
  const everybody = await everyRole(place);
  const refused: string[] = [];
  for (const route of place.routes.filter(({ method }) => method === 'GET'))
    for (const { who, principal, headers } of everybody) {
      if (!asksWho(route.access) || route.access === OF_SESSIONS || !may(principal, route.access)) continue;
      const asked = requestOf(route, { ids: place.ids, byName: (field) => OF_VICTIM[field] });
      const answer = await place.ask({ ...asked, headers: { ...asked.headers, ...headers } });
      if ([303, 401, 403, 500].includes(answer.status))
        refused.push(`${name(route)} by ${who}: ${answer.status} ${answer.text.slice(0, 150)}`);
    }
  // Changes are handed in empty: past the gate they are refused for what they say, and nothing is changed between one role and the next.
  for (const route of place.routes.filter(({ method }) => method !== 'GET'))
    for (const { who, principal, headers } of everybody) {
      if (!asksWho(route.access) || route.access === OF_SESSIONS || !may(principal, route.access)) continue;
      const url = requestOf(route, { ids: {} }).url;
      const answer = await place.ask({ method: route.method, url, headers });
      if ([303, 401, 403, 500].includes(answer.status))
        refused.push(`${name(route)} by ${who}: ${answer.status} ${answer.text.slice(0, 150)}`);
    }
  expect(refused).toEqual([]);
});

/** One's own sessions and passkeys: past the gate these ask for a browser's session, which a token is not. Their own tests open one. */
const OF_SESSIONS = 'keep-sign-in';

attack('a link that Forewarn did not make, or that ended, opens nothing', async ({ held }) => {
  const before = await digestOfTables(place.rows);
  const token = place.victimLink.slice('/a/'.length);
  const bytes = Buffer.from(token, 'base64url');
  const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const other = Buffer.from(bytes);
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return other.toString('base64url');
  });
  const cut = Array.from({ length: token.length }, (_, length) => token.slice(0, length)).filter((part) => part !== '');
  const forged = [
    ...flipped,
    ...cut,
    `${token}A`,
    `${token}=`,
    `${token}%00`,
    `${token}%0d%0aset-cookie:%20x=y`,
    `${token};x`,
    `..%2f..%2fapi%2fwarnings`,
    Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(16)]).toString('base64url'),
    Buffer.alloc(32).toString('base64url'),
    Buffer.alloc(32, 255).toString('base64url'),
    place.ids['warnings/:id'] ?? '',
  ];
  for (const route of place.routes.filter(({ access }) => access === 'link'))
    for (const other of forged) {
      const asked = requestOf(route, { ids: {}, byName: (field) => (field === 'answer' ? 'fixed' : undefined) });
      const answer = await place.ask({ ...asked, url: asked.url.replace(/no-id-for-[^/?]*/, other) });
      held(
        `${name(route)} with ${other}: ${answer.status}`,
        [400, 404, 410, 414].includes(answer.status) && !/rietmark|meridiaan/i.test(answer.text),
      );
    }
  expect(await digestOfTables(place.rows)).toEqual(before);
});

test('what is refused here is answered to who may: the requests are real ones', async () => {
  const unanswered: string[] = [];
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const others = (await everyRole(place)).filter(({ principal }) => principal.kind !== 'institution').map(({ headers }) => headers);
  const whoMay = [bearer(place.victim.token), bearer(place.tokens.administrator), ...others];
  for (const route of place.routes.filter(({ method, access }) => method === 'GET' && asksWho(access) && access !== OF_SESSIONS)) {
    const asked = requestOf(route, {
      ids: place.ids,
      withoutQuery: !/components|compare/.test(route.path),
      byName: (field) => OF_VICTIM[field],
    });
    const answers: string[] = [];
    for (const headers of whoMay) {
      const answer = await place.ask({ ...asked, headers: { ...asked.headers, ...headers } });
      // 409: what it asks about is in another state.
      if ([200, 409].includes(answer.status)) answers.length = 0;
      if ([200, 409].includes(answer.status)) break;
      answers.push(`${name(route)}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
    if (answers.length > 0) unanswered.push(answers.join(' · '));
  }
  expect(unanswered).toEqual([]);
});
const OF_VICTIM: Readonly<Record<string, unknown>> = { of: 'regel-rietmark', inventory: 'lijst-rietmark', from: 1, to: 1 };
