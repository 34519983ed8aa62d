import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attack } from './attack.ts';
import { attackPlace, CERT_SECRET, type Answer, type AttackPlace } from './attack-place.ts';
import { isOfMembers, parametersOf, type RegisteredRoute } from './route-table.ts';
import { requestOf, type Filling } from './request-of-route.ts';
import { digestOfTables } from './whole-database.ts';

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
let own: Readonly<Record<string, string>>;
let unknown: Readonly<Record<string, string>>;
beforeAll(async () => {
  place = await attackPlace(MANY);
  unknown = Object.fromEntries(Object.entries(place.ids).map(([parameter, id]) => [parameter, unknownLike(id)]));
  own = { ...place.ids, 'institutions/:id': place.attacker.id };
});
afterAll(() => place?.stop());

/** An id of the same form that nothing has. */
function unknownLike(id: string): string {
  if (/^[0-9a-f-]{36}$/.test(id)) return randomUUID();
  if (/^\d+$/.test(id)) return id;
  return id.replaceAll('rietmark', 'nergens');
}

const name = ({ method, path }: RegisteredRoute) => `${method} ${path}`;
/** What an institution may ask at all. */
const askable = () => place.routes.filter(({ access }) => isOfMembers(access));

/** Everything that is the victim's or the CERT's alone, as it might stand in an answer. */
async function notTheirs(): Promise<readonly string[]> {
  const ids = await place.rows(
    `select id::text from forewarn.institutions where id <> $1 union select id::text from forewarn.contacts where institution_id <> $1
     union select id::text from forewarn.acknowledgements where institution_id <> $1 union select id::text from forewarn.inventory_uploads where institution_id <> $1
     union select id::text from forewarn.inventory_mappings where institution_id <> $1 union select id::text from forewarn.deliveries where institution_id <> $1
     union select id::text from forewarn.api_tokens union select id::text from forewarn.sources union select id::text from forewarn.retrievals
     union select id::text from forewarn.notices union select id::text from forewarn.standing_rules`,
    [place.attacker.id],
  );
  return [...ids.map(({ id }) => String(id)), CERT_SECRET, 'ietmark', 'IETMARK', 'lzenbocht'];
}

/** What of an answer is not theirs, beside what they asked with. */
function leaks(answer: Answer, secrets: readonly string[], asked: string): readonly string[] {
  const said = answer.text + JSON.stringify(answer.headers);
  return secrets.filter((secret) => said.includes(secret) && !asked.includes(secret));
}

/** Two answers that differ only in the id that was asked for are one answer. */
function told(answer: Answer): string {
  let text = `${answer.status} ${answer.text}`;
  for (const ids of [place.ids, unknown])
    for (const [parameter, id] of Object.entries(ids)) if (id.length > 3) text = text.replaceAll(id, parameter);
  return text;
}

/** Headers but for those that tell of the moment. */
function headersOf({ headers }: Answer): string {
  return JSON.stringify(Object.entries(headers).filter(([header]) => !/^(date|x-ratelimit|content-length)/.test(header)));
}

const askAs = async (token: string, route: RegisteredRoute, filling: Filling): Promise<{ answer: Answer; asked: string }> => {
  const request = requestOf(route, filling);
  return { answer: await place.ask({ ...request, token }), asked: `${request.url} ${String(request.body)}` };
};

/** IT providers are for every institution to choose from; the digest below says that what another agreed with one stays as it was. */
const OF_EVERYBODY = ['consents/:providerId'];

// First: those after it ask so much that the attacker is told to wait.
attack('what an institution is told of a warning that others have too is its own part alone', async ({ held }) => {
  const secrets = await notTheirs();
  const answer = JSON.parse((await place.ask({ method: 'GET', url: '/api/warnings', token: place.attacker.token })).text);
  expect(answer.warnings).toHaveLength(1);
  const [{ id }] = answer.warnings;
  for (const url of [
    `/api/warnings/${id}`,
    `/api/warnings/${id}/acknowledgements`,
    `/api/warnings/${id}/acknowledgements?institutionId=${place.victim.id}`,
  ]) {
    const seen = await place.ask({ method: 'GET', url, token: place.attacker.token });
    const leaked = leaks(seen, secrets, url);
    held(`GET ${url} shows ${leaked.join(', ')}`, seen.status === 200 && leaked.length === 0 && !seen.text.includes('"fixed"'));
  }
  const [theirs] = await place.rows('select id from forewarn.acknowledgements where institution_id = $1 and warning_id = $2', [
    place.victim.id,
    id,
  ]);
  for (const [method, end] of [
    ['POST', '/confirm'],
    ['DELETE', ''],
  ] as const) {
    const seen = await place.ask({ method, url: `/api/warnings/${id}/acknowledgements/${theirs.id}${end}`, token: place.attacker.token });
    held(`${method} on another's answer: ${seen.status}`, seen.status === 404);
  }
});

attack("another's identifier in a path is answered as one that nobody has, to the byte, and changes nothing", async ({ held, saw }) => {
  const secrets = await notTheirs();
  const before = await digestOfTables(place.rows, place.victim.id);
  for (const route of askable().filter(({ path }) => parametersOf(path).some((parameter) => !OF_EVERYBODY.includes(parameter)))) {
    const theirs = await askAs(place.attacker.token, route, { ids: place.ids });
    const nobodys = await askAs(place.attacker.token, route, { ids: unknown });
    saw(`${name(route)}: another's and nobody's`, told(theirs.answer), told(nobodys.answer));
    saw(`${name(route)}: headers`, headersOf(theirs.answer), headersOf(nobodys.answer));
    held(
      `${name(route)} answers ${theirs.answer.status} on another's id: ${theirs.answer.text}`,
      theirs.answer.status >= 400 || isEmpty(theirs.answer),
    );
    const leaked = leaks(theirs.answer, secrets, theirs.asked);
    held(`${name(route)} shows ${leaked.join(', ')}`, leaked.length === 0);
  }
  for (const route of askable().filter(({ path }) => parametersOf(path).some((parameter) => OF_EVERYBODY.includes(parameter)))) {
    const { answer, asked } = await askAs(place.attacker.token, route, { ids: place.ids });
    held(`${name(route)} shows another's`, leaks(answer, secrets, asked).length === 0);
  }
  expect(await digestOfTables(place.rows, place.victim.id)).toEqual(before);
});

attack("one's own identifier first and another's behind it is answered as one that nobody has", async ({ held, saw }) => {
  const secrets = await notTheirs();
  const before = await digestOfTables(place.rows, place.victim.id);
  const nobodysOfMine = { ...unknown, 'institutions/:id': place.attacker.id };
  for (const route of askable().filter(
    ({ path, method }) => parametersOf(path).length > 1 && path.startsWith('/api/institutions/') && method !== 'PUT',
  )) {
    const theirs = await askAs(place.attacker.token, route, { ids: own });
    const nobodys = await askAs(place.attacker.token, route, { ids: nobodysOfMine });
    saw(`${name(route)}: another's and nobody's`, told(theirs.answer), told(nobodys.answer));
    const leaked = leaks(theirs.answer, secrets, theirs.asked);
    held(`${name(route)} shows ${leaked.join(', ')}`, leaked.length === 0);
  }
  const contact = {
    method: 'PUT',
    url: `/api/institutions/${place.attacker.id}/contacts/${place.ids['contacts/:contactId']}`,
    body: { email: 'mij@lindemark.example' },
  };
  saw("PUT another's contact as one's own", (await place.ask({ ...contact, token: place.attacker.token })).status, 404);
  expect(await digestOfTables(place.rows, place.victim.id)).toEqual(before);
});

attack("another's identifiers in bodies, filters, cursors and search tell nothing and change nothing", async ({ held, saw }) => {
  const secrets = await notTheirs();
  const before = await digestOfTables(place.rows, place.victim.id);
  const values =
    (ids: Readonly<Record<string, string>>, text: string) =>
    (field: string): unknown =>
      ({
        institutionId: ids['institutions/:id'],
        contactId: ids['contacts/:contactId'],
        matterId: ids['matters/:id'],
        advisoryId: ids['advisories/:id'],
        warningId: ids['warnings/:id'],
        before: ids['warnings/:id'],
        text,
        publisher: text,
        of: ids['items/:key'],
        inventory: ids['inventories/:name'],
        itemKey: ids['items/:key'],
        columns: '{}',
        from: 1,
        to: 1,
        limit: 100,
      })[field];
  // What reads comes first: the attacker may well write under another's name in its own inventory.
  const routes = askable().filter(({ query, body }) => query !== undefined || body !== undefined);
  for (const route of routes.toSorted((one, other) => Number(one.method !== 'GET') - Number(other.method !== 'GET'))) {
    const theirs = await askAs(place.attacker.token, route, { ids: own, byName: values(place.ids, 'ietmark') });
    const leaked = leaks(theirs.answer, secrets, theirs.asked);
    held(`${name(route)} shows ${leaked.join(', ')}`, leaked.length === 0);
    held(`${name(route)} breaks: ${theirs.answer.text}`, theirs.answer.status < 500);
    if (route.method !== 'GET') continue;
    const nobodys = await askAs(place.attacker.token, route, {
      ids: { ...unknown, 'institutions/:id': place.attacker.id },
      byName: values(unknown, 'ergens'),
    });
    saw(`${name(route)}: another's and nobody's`, told(theirs.answer), told(nobodys.answer));
  }
  expect(await digestOfTables(place.rows, place.victim.id)).toEqual(before);
});

attack('lists, one query field at a time, hold nothing of others', async ({ held }) => {
  const secrets = await notTheirs();
  for (const route of askable().filter(({ method, query }) => method === 'GET' && query !== undefined)) {
    const fields = Object.keys((route.query as { properties?: object }).properties ?? {});
    for (const field of ['', ...fields])
      for (const value of [place.victim.id, 'ietmark', '%', '_', "' or true --", '0', '1', 'true', 'false', '2020-01-01T00:00:00Z']) {
        const base = requestOf(route, { ids: own, withoutQuery: true }).url;
        const url = field === '' ? base : `${base}?${field}=${encodeURIComponent(value)}`;
        const answer = await place.ask({ method: 'GET', url, token: place.attacker.token });
        const leaked = leaks(answer, secrets, url);
        held(`GET ${url} shows ${leaked.join(', ')}`, leaked.length === 0 && answer.status < 500);
      }
  }
});

test('the victim itself sees all of it', async () => {
  const seen = await place.ask({ method: 'GET', url: `/api/institutions/${place.victim.id}`, token: place.victim.token });
  expect(seen.text).toContain('Haak rietmark');
  expect(seen.text).not.toContain('geheim van rietmark'); // not even to itself: secrets are written only
});

/** An answer without a row: every list in it is empty. */
function isEmpty({ text }: Answer): boolean {
  if (text === '') return true;
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && Object.values(value).every((part) => Array.isArray(part) && part.length === 0);
}
