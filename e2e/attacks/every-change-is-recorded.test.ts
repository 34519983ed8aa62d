import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualWishes } from '@forewarn/core/deliveries/wishes.ts';
import { linkToken } from '@forewarn/server/sessions/link-token.ts';
import { attack } from './attack.ts';
import { attackPlace, type Asked, type AttackPlace } from './attack-place.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { requestOf } from './request-of-route.ts';
import type { RegisteredRoute } from './route-table.ts';
import { digestOfTables } from './whole-database.ts';

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
beforeAll(async () => {
  place = await attackPlace(MANY);
});
afterAll(() => place?.stop());

const nameOf = ({ method, path }: RegisteredRoute) => `${method} ${path}`;

/** What an earlier request answered, by its route. */
type Seen = ReadonlyMap<string, Record<string, string>>;
type Step = readonly [route: string, asked: (place: AttackPlace, seen: Seen) => Partial<Asked>];

const json = (body: unknown): Partial<Asked> => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const form = (body: Readonly<Record<string, string>>): Partial<Asked> => ({
  body: new URLSearchParams(body).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const texts = { nl: { title: 'Lek', summary: 'Er is een lek.', actions: [{ text: 'Werk bij.' }], whatChanged: 'Verbeterd.' } };
const institution = { name: 'Praktijk Nieuw', sector: 'ggz' };

/** Routes that a request made from their schema alone does not move, in an order in which each can do something; the others come between. */
const FIRST: readonly Step[] = [
  ['POST /api/notices/:id/resolve', () => ({})],
  ['POST /api/drills', () => json({ kind: 'reachability' })],
  ['POST /api/drills/:id/end', (_place, seen) => ({ url: `/api/drills/${seen.get('POST /api/drills')?.['id']}/end` })],
  ['POST /api/accounts', () => json({ kind: 'cert', name: 'Nieuw', email: 'nieuw@cert.example', roles: ['analyst'] })],
  ['PATCH /api/accounts/:id', () => json({ roles: ['read-only'] })],
  ['PUT /api/accounts/:id/certificate', () => json({ certificate: 'ab'.repeat(32) })],
  ['POST /api/accounts/:id/tokens', () => json({ name: 'Sleutel', days: 3 })],
  ['DELETE /api/accounts/:id/tokens/:tokenId', () => ({})],
  ['PUT /api/consents/:providerId', ({ victim }) => ({ ...json({ scopes: ['answer'] }), token: victim.token })],
  ['DELETE /api/consents/:providerId', ({ victim }) => ({ token: victim.token })],
  ['POST /api/institutions/:id/contact-confirmations', () => json({})],
  ['POST /api/institutions/:id/test-calls', ({ ids }) => json({ contactId: ids['contacts/:contactId'] })],
  ['POST /api/test-calls/:id/outcome', () => json({ outcome: 'spoken' })],
  ['POST /api/institutions/:id/inventories/:name/checks', () => json({})],
  ['POST /api/feeds', ({ victim }) => ({ ...json({ name: 'Feed' }), token: victim.token })],
  [
    'PUT /api/service-desk',
    ({ victim }) => ({ ...json({ url: 'https://desk.example/tas/api', userName: 'anders' }), token: victim.token }),
  ],
  ['POST /api/service-desk/tests', ({ victim }) => ({ token: victim.token })],
  ['DELETE /api/service-desk', ({ victim }) => ({ token: victim.token })],
  ['DELETE /api/feeds/:id', ({ victim }) => ({ token: victim.token })],
  ['DELETE /api/feeds/:id/revocation', ({ victim }) => ({ token: victim.token })],
  ['POST /api/institutions', () => json(institution)],
  [
    'PUT /api/institutions/:id',
    ({ world, victim }) => json({ ...institution, name: nameOfId(world.ids, victim.id), domains: ['nieuw.example'] }),
  ],
  ['PUT /api/institutions/:id/kvk-number', () => json({ kvk: '87654321' })],
  ['POST /api/institutions/:id/contacts', () => json({ name: 'Nieuw', role: 'ciso', email: 'nieuw@rietmark.example' })],
  ['PUT /api/institutions/:id/contacts/:contactId', () => json({ name: 'Anders', role: 'ciso', email: 'anders@rietmark.example' })],
  ['PUT /api/institutions/:id/contacts/:contactId/wishes', () => json({ wishes: { ...usualWishes('ciso'), floor: 'act-now' } })],
  ['POST /api/product-aliases', () => json({ aliasProduct: 'wolkje', product: 'Kroonjuweel wolk', kind: 'colloquial' })],
  ['POST /api/names/decisions', () => json({ product: 'onbekend ding', means: { kind: 'not-a-product' } })],
  ['DELETE /api/names/decisions/:id', (_place, seen) => ({ url: `/api/names/decisions/${seen.get('POST /api/names/decisions')?.['id']}` })],
  ['POST /api/catalogue/products', () => json({ name: 'Wolk Een', productKind: 'software' })],
  ['PUT /api/advisories/:id/ssvc', () => json({ answers: { automatable: 'yes' } })],
  ['PUT /api/advisories/:id/read', () => json({ sequence: 1 })],
  ['DELETE /api/advisories/:id/read', () => ({})],
  ['POST /api/advisories/:id/notes', () => json({ text: 'Gebeld.' })],
  ['PUT /api/advisories/:id/notes/:noteId/withdrawal', (place, seen) => ({ url: ownNote(place, seen) })],
  ['DELETE /api/advisories/:id/notes/:noteId/withdrawal', (place, seen) => ({ url: ownNote(place, seen) })],
  ['PUT /api/advisories/:id/put-away', () => json({ because: 'Dubbel.' })],
  ['DELETE /api/advisories/:id/put-away', () => ({})],
  ['POST /api/matters', () => json({ title: 'Nieuwe zaak', source: 'gebeld' })],
  ['POST /api/matters/:id/merges', (_place, seen) => json({ otherId: seen.get('POST /api/matters')?.['id'] })],
  ['PUT /api/matters/:id/owner', () => json({})],
  ['PUT /api/help-requests/:id/owner', () => json({})],
  ['POST /api/warnings', () => json({ matter: { title: 'Zaak', source: 'gebeld' }, urgency: 'this-week', texts })],
  [
    'POST /api/standing-rules',
    () =>
      json({
        name: 'Regel',
        condition: { anyOf: [{ certaintyAtLeast: 'certain', severityMin: 9 }], tlpMax: 'GREEN' },
        urgency: 'this-week',
      }),
  ],
  ['PATCH /api/standing-rules/:id', () => json({ enabled: false })],
  [
    'PUT /api/institutions/:id/components',
    ({ victim }) => ({
      ...json(billOfMaterials('ander-onderdeel')),
      url: `/api/institutions/${victim.id}/components?of=regel-rietmark&inventory=lijst-rietmark`,
    }),
  ],
  [
    'DELETE /api/institutions/:id/components',
    ({ victim }) => ({ url: `/api/institutions/${victim.id}/components?of=regel-rietmark&inventory=lijst-rietmark` }),
  ],
  [
    'POST /api/inventory-uploads',
    () => ({
      url: `/api/inventory-uploads?fileName=x.csv&columns=${encodeURIComponent('{"Ding":"product"}')}`,
      body: 'Ding\nApp\n',
      headers: { 'content-type': 'text/csv' },
    }),
  ],
  [
    'POST /a/:token',
    ({ victimLink }) => ({ url: victimLink, token: undefined, ...form({ answer: 'fixed', answeredAs: 'Ruud', version: '1' }) }),
  ],
  ['POST /a/:token/useful', ({ victimLink }) => ({ url: `${victimLink}/useful`, token: undefined, ...form({ useful: 'yes' }) })],
  [
    'POST /c/:token',
    ({ ids, machine }) => ({
      url: `/c/${linkToken(ids['contacts/:contactId'] ?? '', machine.linkSecret, 'contact-link')}`,
      token: undefined,
      ...form({ right: 'yes' }),
    }),
  ],
  ['POST /api/warnings/:id/acknowledgements', ({ victim }) => json({ answer: 'working', answeredAs: 'Ruud', institutionId: victim.id })],
  ['POST /api/warnings/:id/correct', () => json({ texts, alone: { because: 'Nacht.' } })],
  ['POST /api/warnings/:id/versions', () => json({ kind: 'update', urgency: 'this-week', texts })],
  ['PUT /api/warnings/:id/draft', () => json({ texts: { nl: { ...texts.nl, whatChanged: 'Nog iets.' } } })],
  ['DELETE /api/warnings/:id/draft', () => ({})],
  ['POST /api/warnings/:id/versions', () => json({ kind: 'update', urgency: 'this-week', texts })],
  ['PUT /api/warnings/:id/planned-release', () => json({ at: '2999-01-01T00:00:00Z', evenIfNobody: true, alone: { because: 'Nacht.' } })],
  ['DELETE /api/warnings/:id/planned-release', () => ({})],
  ['PUT /api/matters/:id/embargo', () => json({ until: '2999-01-01T00:00:00Z' })],
  ['DELETE /api/matters/:id/embargo', () => ({})],
  ['POST /api/warnings/:id/approvals', () => json({})],
  ['POST /api/warnings/:id/release', () => json({ evenIfNobody: true, alone: { because: 'Nacht.' } })],
  ['POST /api/warnings/:id/revoke-links', ({ victim }) => json({ institutionId: victim.id })],
  ['POST /api/institutions/:id/starter-inventory', () => json({ answers: [{ product: 'teamviewer', answer: 'not-have' }] })],
  [
    'POST /api/relation-imports',
    ({ world, victim }) => json({ relations: [{ institution: nameOfId(world.ids, victim.id), kind: 'supplier', supplier: 'Nieuw' }] }),
  ],
];

/** Its writer alone takes a note back. */
function ownNote({ ids }: AttackPlace, seen: Seen): string {
  return `/api/advisories/${ids['advisories/:id']}/notes/${seen.get('POST /api/advisories/:id/notes')?.['id']}/withdrawal`;
}

/** Ends what others need. */
const LAST: readonly string[] = [
  'POST /api/warnings/:id/withdraw',
  'DELETE /api/institutions/:id/contacts/:contactId',
  'DELETE /api/sources/:id',
];

/** Changing routes that are not moved here, and where it is shown that they are recorded; or why there is nothing to record. */
const NOT_MOVED: Readonly<Record<string, string>> = {
  'POST /api/sources': 'looks for a provider on the network: source-routes.test.ts',
  'POST /api/source-checks': 'looks on the network and keeps nothing',
  'POST /api/nominations/preview': 'says what a list would bring and writes nothing: nominations.test.ts',
  'POST /api/institutions/preview': 'says what a list would change and writes nothing: accept-institutions.test.ts',
  'POST /api/nominations': 'a branch organisation alone may: nominations.test.ts',
  'POST /api/nominations/decisions': 'something that a branch organisation brought: nominations.test.ts',
  'POST /j/:token': 'the link of an invitation: nominations.test.ts',
  'POST /api/sources/:id/polls': 'a list cannot be polled by hand here: source-routes.test.ts',
  'POST /api/catalogue/merges': 'two entries of the catalogue: catalogue.test.ts',
  'POST /a/:token/undo': 'the answer is undone by the route beside it: answer-routes.test.ts',
  'POST /api/matters/:id/splits': 'something has to stay in the matter: queue-routes.test.ts',
  'POST /api/warnings/:id/approvals/:approvalId/decision': 'the walk asks and can not approve itself: approval-routes.test.ts',
  'POST /api/readability': 'keeps nothing',
  'POST /api/institutions/:id/contacts/:contactId/wishes-replay': 'keeps nothing',
  'POST /api/sessions/token': 'puts a token into a cookie and keeps nothing: token-sign-in.test.ts',
  'DELETE /api/token-session': 'takes that cookie away and keeps nothing: token-sign-in.test.ts',
  'POST /api/shift/hand-over': 'needs a colleague with an account: queue-routes.test.ts',
  'POST /api/institutions/:id/matching': 'puts a job into the queue, which is no table of ours; matching-routes.test.ts',
  'POST /api/matching/runs': 'puts jobs into the queue as well; matching-list-routes.test.ts',
  'POST /api/warnings/:id/follow-up-simulations': 'changes nothing',
  'POST /api/warnings/:id/follow-up-pauses': 'no clock runs here: follow-up-routes.test.ts',
  'POST /api/warnings/:id/follow-ups/:institutionId/calls': 'no clock runs here: follow-up-routes.test.ts',
  'DELETE /api/session': 'by who is signed in in a browser, as all of these: passkey-sign-in.test.ts counts their entries',
  'POST /api/sessions/passkey-options': 'a question, not a change',
  'POST /api/sessions/passkey': 'passkey-sign-in.test.ts',
  'POST /api/sessions/mail-codes': 'a question, not a change: mail-sign-in.test.ts',
  'POST /api/sessions/mail': 'mail-sign-in.test.ts',
  'DELETE /api/sessions/:id': 'passkey-sign-in.test.ts',
  'POST /api/sessions/end-others': 'passkey-sign-in.test.ts',
  'POST /api/passkeys/options': 'a question, not a change: passkey-sign-in.test.ts',
  'POST /api/passkeys': 'passkey-sign-in.test.ts',
  'PATCH /api/passkeys/:id': 'passkey-sign-in.test.ts',
  'DELETE /api/passkeys/:id': 'passkey-sign-in.test.ts',
  'POST /sign-in/mail/:token': 'mail-sign-in.test.ts',
  'POST /api/answer-proposals/:id/take': 'a reply that was read: answer-proposal-routes.test.ts',
  'POST /api/answer-proposals/:id/dismiss': 'a reply that was read: answer-proposal-routes.test.ts',
  'POST /api/institutions/:id/contacts/:contactId/keys': 'a real key: door-routes.test.ts',
  'POST /api/institutions/:id/contacts/:contactId/devices': 'a real browser: door-routes.test.ts',
  'PUT /api/institutions/:id/contacts/:contactId/chat': 'a real address: door-routes.test.ts',
  'DELETE /api/institutions/:id/contacts/:contactId/chat': 'there is none before: door-routes.test.ts',
  'POST /hooks/gateway/:channel/:hook': 'a gateway that is set up: sms.test.ts',
  'POST /api/service-desk/incidents': 'puts a job into the queue: service-desk.test.ts',
  'POST /api/provider/answers': 'a provider’s own: provider-queue-routes.test.ts',
  'POST /api/matters/:id/merges/:stepId/undo': 'what was changed since is not undone: matter-routes.test.ts',
  'PUT /api/institutions/:id/contact-order': 'all contacts by their ids: institution-routes.test.ts',
  'POST /api/institutions/:id/test-calls': 'this contact has no telephone: number-test-routes.test.ts',
  'POST /api/institutions/:id/inventories/:name/checks': 'the clock stands still here: ict-foto-routes.test.ts',
  'POST /api/open-points/answers': 'keys of the list: open-point-routes.test.ts',
  'PUT /api/open-points/assignments': 'keys of the list: open-point-routes.test.ts',
  'POST /api/not-applicable/uses': 'of what does not concern: not-applicable-routes.test.ts',
  'POST /api/recoveries': 'by two persons who are signed in, as those below: recovery.test.ts counts their entries',
  'POST /api/recoveries/:id/confirm': 'recovery.test.ts',
};

test('where it is said that another test shows it, there is that test', async () => {
  const files = await readdir(join(import.meta.dirname, '../../packages/server/src'), { recursive: true });
  const named = Object.values(NOT_MOVED).flatMap((why) => [...why.matchAll(/[a-z-]+\.test\.ts/g)].map(([name]) => name));
  expect(named.filter((name) => !files.some((file) => basename(file) === name))).toEqual([]);
});

// First, as long as there is one of everything: the walk after it takes things away.
/** Readings by the CERT that leave no entry, and why. */
const NOT_TOLD: Readonly<Record<string, string>> = {
  'GET /api/institutions/:id/readers': 'shows who looked; looking at that would fill it with itself',
};

/** Which bill of materials is asked for. */
const OF_A_LINE = (name: string) => ({ of: 'regel-rietmark', inventory: 'lijst-rietmark' })[name];

attack('whoever of the CERT looks at what is an institution’s is told of to it', async ({ held }) => {
  const reading = place.routes.filter(({ method, path }) => method === 'GET' && /\/institutions\/:id\b|:institutionId/.test(path));
  expect(reading.length).toBeGreaterThan(5);
  const notThere: string[] = [];
  for (const route of reading) {
    const [before] = await place.rows(`select coalesce(max(id), 0) as id from forewarn.audit_log`);
    const answer = await place.ask({
      ...requestOf(route, { ids: place.ids, byName: OF_A_LINE, withoutQuery: !route.path.endsWith('/components') }),
      token: place.tokens.analyst,
    });
    if (answer.status >= 400) {
      notThere.push(nameOf(route));
      continue;
    }
    const entries = await place.rows(
      `select 1 from forewarn.audit_log where id > $1 and institution_id = $2 and action ~ '-(read|searched|exported)$' and actor_kind = 'cert'`,
      [before.id, place.victim.id],
    );
    held(`${nameOf(route)} tells the institution nothing`, entries.length > 0 || NOT_TOLD[nameOf(route)] !== undefined);
    held(`${nameOf(route)} is in NOT_TOLD and tells`, entries.length === 0 || NOT_TOLD[nameOf(route)] === undefined);
  }
  expect(notThere, 'before anything is changed there is one of each').toEqual([]);
});

attack('whatever changes something leaves an entry of who did it', async ({ held }) => {
  const changing = place.routes.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method));
  const first = FIRST.map(([name]) => name);
  const order = [...first, ...changing.map(nameOf).filter((name) => !first.includes(name) && !LAST.includes(name)), ...LAST];
  const seen = new Map<string, Record<string, string>>();
  const unmoved: string[] = [];
  for (const name of order) {
    const route = changing.find((one) => nameOf(one) === name);
    expect(route, `${name} is gone: take it out of this list`).toBeDefined();
    if (route === undefined) continue;
    const special = FIRST.find(([one]) => one === name)?.[1](place, seen) ?? {};
    const before = await state();
    const answer = await place.ask({ ...requestOf(route, { ids: place.ids }), token: place.tokens.administrator, ...special });
    const after = await state();
    if (answer.status < 400 && answer.text.startsWith('{')) seen.set(name, JSON.parse(answer.text));
    const isMoved = JSON.stringify(before.tables) !== JSON.stringify(after.tables);
    if (!isMoved) unmoved.push(`${name}: ${answer.status} ${answer.text.slice(0, 200)}`);
    held(
      `${name} changed ${changedOf(before.tables, after.tables).join(', ')} and left no entry`,
      !isMoved || after.entries > before.entries,
    );
  }
  const told = await place.rows(
    `select distinct action, details ? 'before' and details ? 'after' as by_reference from forewarn.audit_log where action like '%-changed'`,
  );
  expect(told.length).toBeGreaterThan(4);
  for (const { action, by_reference: byReference } of told) held(`${action} does not say from what to what`, byReference === true);
  const unexplained = unmoved.filter((line) => NOT_MOVED[line.split(': ')[0] ?? ''] === undefined);
  expect(unexplained, 'a changing route that this walk does not move: give it a request in FIRST').toEqual([]);
  const notMoved = unmoved.map((line) => line.split(': ')[0] ?? '');
  expect(
    Object.keys(NOT_MOVED).filter((name) => !notMoved.includes(name)),
    'this walk moves them: take them out of NOT_MOVED',
  ).toEqual([]);
});

/** The trail itself, sessions of the queue, what a browser is asked before it is anybody's, and what is seen of a machine are no change of anybody's. */
const NOT_DATA = /^audit_|^worker|^answers_heard$|^passkey_challenges$|^mail_code_requests$/;

async function state(): Promise<{ readonly tables: Readonly<Record<string, string>>; readonly entries: number }> {
  const digests = await digestOfTables(place.rows);
  const [count] = await place.rows('select count(*)::int as entries from forewarn.audit_log');
  return { tables: Object.fromEntries(Object.entries(digests).filter(([table]) => !NOT_DATA.test(table))), entries: count.entries };
}

function changedOf(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(after).filter((table) => before[table] !== after[table]);
}

function nameOfId(ids: Readonly<Record<string, string>>, id: string): string {
  return Object.keys(ids).find((name) => ids[name] === id) ?? '';
}

attack('whoever searches is told of with what was searched for', async ({ held }) => {
  const searching = place.routes.filter(
    ({ method, query }) => method === 'GET' && 'text' in ((query as { properties?: object } | undefined)?.properties ?? {}),
  );
  expect(searching.length).toBeGreaterThan(1);
  for (const route of searching) {
    const { url } = requestOf(route, { ids: place.ids, withoutQuery: true });
    const word = `zoek${searching.indexOf(route)}`;
    const answer = await place.ask({ method: 'GET', url: `${url.split('?')[0]}?text=${word}`, token: place.tokens.analyst });
    const entries = await place.rows(`select 1 from forewarn.audit_log where action like '%-searched' and details->>'text' = $1`, [word]);
    held(
      `${nameOf(route)} (${answer.status}) is searched and nobody knows`,
      entries.length > 0 || SEARCHED_BY_ALL[nameOf(route)] !== undefined,
    );
    held(`${nameOf(route)} is in SEARCHED_BY_ALL and tells`, entries.length === 0 || SEARCHED_BY_ALL[nameOf(route)] === undefined);
  }
});

/** Searches in what is everybody's. */
const SEARCHED_BY_ALL: Readonly<Record<string, string>> = {
  'GET /api/catalogue/products': 'names of products that are on the market; typed letter by letter',
  'GET /api/names/unresolved': 'a desk of the CERT’s own',
};

test('what is told of is only ever added to', async () => {
  await expect(place.rows(`update forewarn.audit_log set actor = 'niemand'`)).rejects.toThrow();
  await expect(place.rows('delete from forewarn.audit_log')).rejects.toThrow();
  await expect(place.rows('truncate forewarn.audit_log')).rejects.toThrow();
});
