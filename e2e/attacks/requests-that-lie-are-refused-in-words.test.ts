import { afterAll, beforeAll, expect, test } from 'vitest';
import { atOnce } from './at-once.ts';
import { attack, type Tally } from './attack.ts';
import { attackPlace, type Answer, type Asked, type AttackPlace } from './attack-place.ts';
import { HOSTILE_TEXTS, HOSTILE_VALUES, OUR_INSIDES, textsFor } from './hostile-texts.ts';
import { fillSchema } from './fill-schema.ts';
import { addressOf, parametersOf, type RegisteredRoute } from './route-table.ts';
import { requestOf } from './request-of-route.ts';
import { digestOfTables } from './whole-database.ts';

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
/** Counts the fields, so that each meets another part of the texts. */
let turn = 0;
beforeAll(async () => {
  place = await attackPlace(MANY);
});
afterAll(() => place?.stop());

/** Looks at the outside world before it answers; sources and their checks have attacks of their own. */
const ASKS_OUTSIDE = ['/api/sources', '/api/source-checks'];
const name = ({ method, path }: RegisteredRoute) => `${method} ${path}`;
/** What fits in an address at all. */
const WELL_FORMED = HOSTILE_TEXTS.filter((text) => text.isWellFormed());
const SHORT = WELL_FORMED.filter((text) => text.length < 300);
const JSON_HEADERS = { 'content-type': 'application/json' };

/** Whether an answer is one of ours: no fault of ours, and nothing of our insides in it. */
function isClean({ status, text }: Answer): boolean {
  return status < 500 && status >= 200 && !OUR_INSIDES.test(text);
}

type Throw = { readonly route: RegisteredRoute; readonly asked: Asked; readonly what: string };

async function throwAll(tally: Tally, throws: readonly Throw[]): Promise<void> {
  await atOnce(throws, 6, async ({ route, asked, what }) => {
    const answer = await place.ask({ ...asked, token: place.tokens.administrator });
    tally.held(`${name(route)} ${what}: ${answer.status} ${answer.text.slice(0, 300)}`, isClean(answer));
  });
}

attack('hostile texts in every parameter of every path', async (tally) => {
  const throws: Throw[] = [];
  for (const route of place.routes.filter(({ path, method }) => parametersOf(path).length > 0 && method !== 'HEAD'))
    for (const parameter of parametersOf(route.path))
      for (const text of textsFor((turn += 1), SHORT)) {
        const asked = requestOf(route, { ids: place.ids, withoutQuery: true });
        const path = addressOf(route.path, (one) => (one === parameter ? text : (place.ids[one] ?? 'x')));
        const url = path + asked.url.replace(/^[^?]*/, '');
        throws.push({ route, asked: { ...asked, url }, what: `${parameter} = ${JSON.stringify(text).slice(0, 60)}` });
      }
  await throwAll(tally, throws);
});

attack('hostile texts in every field of every query', async (tally) => {
  const throws: Throw[] = [];
  for (const route of place.routes.filter(({ query, method }) => query !== undefined && method !== 'HEAD' && method !== 'DELETE')) {
    const fields = Object.keys(fillSchema(route.query) as object);
    for (const field of [...fields, '__proto__', 'constructor', 'nobody-knows-it'])
      for (const text of textsFor((turn += 1), WELL_FORMED)) {
        const asked = requestOf(route, { ids: place.ids });
        const url = new URL(asked.url, 'http://x');
        url.searchParams.set(field, text);
        throws.push({ route, asked: { ...asked, url: url.pathname + url.search }, what: `?${field}=${JSON.stringify(text).slice(0, 60)}` });
      }
  }
  await throwAll(tally, throws);
});

attack('hostile values in every field of every body', async (tally) => {
  const throws: Throw[] = [];
  for (const route of place.routes.filter(
    ({ body, path }) => body !== undefined && path.startsWith('/api/') && !ASKS_OUTSIDE.includes(path),
  )) {
    const whole = fillSchema(route.body);
    const fields = typeof whole === 'object' && whole !== null ? Object.keys(whole) : [];
    for (const field of fields)
      for (const value of [...textsFor((turn += 1)), ...HOSTILE_VALUES]) {
        const asked = requestOf(route, { ids: place.ids, withoutQuery: true });
        const body = JSON.stringify({ ...(whole as object), [field]: value });
        throws.push({ route, asked: { ...asked, headers: JSON_HEADERS, body }, what: `{${field}: ${JSON.stringify(value).slice(0, 60)}}` });
      }
  }
  await throwAll(tally, throws);
});

attack('bodies that are no body of this route, or no body at all', async (tally) => {
  const throws: Throw[] = [];
  const deep = 20_000;
  const bodies: readonly (readonly [string, string, string | Buffer])[] = [
    ['application/json', 'nothing', ''],
    ['application/json', 'broken', '{"a":'],
    ['application/json', 'a trailing comma', '{"a":1,}'],
    ['application/json', 'two documents', '{}{}'],
    ['application/json', 'a number', '42'],
    ['application/json', 'null', 'null'],
    ['application/json', 'a list', '[1,2,3]'],
    ['application/json', 'deep lists', '['.repeat(deep) + ']'.repeat(deep)],
    ['application/json', 'deep objects', '{"a":'.repeat(deep) + '1' + '}'.repeat(deep)],
    ['application/json', 'lists that never close', '['.repeat(100_000)],
    ['application/json', '__proto__', '{"__proto__":{"polluted":true}}'],
    ['application/json', '__proto__ in escapes', '{"\\u005f_proto__":{"polluted":true}}'],
    ['application/json', 'constructor.prototype', '{"constructor":{"prototype":{"polluted":true}}}'],
    ['application/json', 'a field twice', '{"title":"a","title":"b","name":"c","name":"d"}'],
    [
      'application/json',
      'ten thousand fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${at}`, at]))),
    ],
    ['application/json', 'bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22])],
    ['application/json', 'UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['application/json', 'a mark before it', '\ufeff{}'],
    ['application/json;charset=utf-7', 'another encoding', '+AHsAfQ-'],
    ['application/json', 'comments', '{/* x */}'],
    ['application/json', 'NaN', '{"a":NaN}'],
    ['application/xml', 'XML entities', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
    ['text/plain', 'text', 'text'],
    ['application/x-www-form-urlencoded', 'a form', 'a=1&__proto__[polluted]=true&constructor[prototype][polluted]=true'],
    ['multipart/form-data', 'a form without a boundary', '--x'],
    [
      'multipart/form-data; boundary=x',
      'a form that never ends',
      '--x\r\nContent-Disposition: form-data; name="a"; filename="../../../etc/passwd"\r\n\r\nb',
    ],
    [
      'multipart/form-data; boundary=x',
      'a form without a file',
      '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nb\r\n--x--\r\n',
    ],
    ['multipart/form-data; boundary=' + 'b'.repeat(5_000), 'a huge boundary', 'x'],
    ['nonsense', 'a type that is none', 'x'],
    ['application/json, text/html', 'two types', '{}'],
  ];
  for (const route of place.routes.filter(({ body }) => body !== undefined))
    for (const [type, what, body] of bodies) {
      const asked = requestOf(route, { ids: place.ids, withoutQuery: true });
      throws.push({ route, asked: { ...asked, headers: { 'content-type': type }, body }, what });
    }
  await throwAll(tally, throws);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('after all of it Forewarn answers as before, and what is the victim’s stands', async () => {
  expect((await place.ask({ method: 'GET', url: '/api/health' })).status).toBe(200);
  expect((await place.ask({ method: 'GET', url: '/api/institutions', token: place.victim.token })).status).toBe(200);
  expect(Object.keys(await digestOfTables(place.rows)).length).toBeGreaterThan(30);
});
