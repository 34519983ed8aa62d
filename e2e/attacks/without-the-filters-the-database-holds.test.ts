import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { BRANCH_ROLES, CERT_ROLES, CONSENT_SCOPES, INSTITUTION_ROLES, type Principal } from '@forewarn/core/institutions/principal.ts';
import type * as AsPrincipal from '@forewarn/server/database/as-principal.ts';
import type * as PrincipalSettings from '@forewarn/server/database/principal-settings.ts';
import type * as RecordAll from '@forewarn/server/audit/record-all.ts';
import { attack, type Tally } from './attack.ts';
import { attackPlace, CERT_SECRET, type AttackPlace } from './attack-place.ts';
import { requestOf } from './request-of-route.ts';
import { asksWho, type RegisteredRoute } from './route-table.ts';
import { tablesOf } from './whole-database.ts';

/**
 * Every filter of the application is gone: no route asks who comes, and whatever a handler, a store or the gate of labels takes the caller
 * for is the victim itself, or the whole CERT. So each comparison with "one's own institution" is made with the victim's id, each list is
 * asked for everything, and each label is read as by its owner. Only the transaction is told the truth: what is left is the row policies.
 * Product code has no such switch: the three modules below are exchanged here, for this file.
 */

/** Whom handlers believe to serve has the name `believed`; who it really is, is what the database hears. */
const swap = vi.hoisted(() => ({ believed: 'believed, and not true', truth: undefined as unknown, asSystem: [] as string[] }));

vi.mock('@forewarn/server/database/as-principal.ts', async (original) => {
  const real = await original<typeof AsPrincipal>();
  return {
    ...real,
    asPrincipal: ((database, principal, work) =>
      real.asPrincipal(
        database,
        'name' in principal && principal.name === swap.believed ? (swap.truth as Principal) : principal,
        work,
      )) satisfies typeof AsPrincipal.asPrincipal,
    asSystem: ((database, name, work) => {
      swap.asSystem.push(name);
      return real.asSystem(database, name, work);
    }) satisfies typeof AsPrincipal.asSystem,
  };
});
// What several ask for in one transaction is done as each of them in turn: what the database hears of each is the truth too.
vi.mock('@forewarn/server/database/principal-settings.ts', async (original) => {
  const real = await original<typeof PrincipalSettings>();
  return {
    principalSettings: ((principal) =>
      real.principalSettings(
        'name' in principal && principal.name === swap.believed ? (swap.truth as Principal) : principal,
      )) satisfies typeof PrincipalSettings.principalSettings,
  };
});
// The trail refuses an entry in a name that is not one's own (leave_trace). That would end most requests before they reach anything.
vi.mock('@forewarn/server/audit/record-all.ts', async (original) => {
  const real = await original<typeof RecordAll>();
  return {
    recordAll: ((trx, entries) =>
      real.recordAll(
        trx,
        entries.filter(({ principal }) => !('name' in principal && principal.name === swap.believed)),
      )) satisfies typeof RecordAll.recordAll,
  };
});

const gate: { open: boolean; as?: Principal } = { open: false };
/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
/** Who really comes. */
let truths: Readonly<Record<string, Principal>>;
/** For whom every handler takes them. */
let beliefs: Readonly<Record<string, Principal>>;
let readingProvider: Principal;
beforeAll(async () => {
  place = await attackPlace(MANY, undefined, gate);
  const { rows, attacker, victim, ids } = place;
  const known = { name: 'true', assurance: 'passkey' } as const;
  const providerId = idOf<'Provider'>(ids['providers/:id'] ?? ''); // the victim lets it read
  readingProvider = {
    ...known,
    kind: 'institution',
    institutionId: idOf<'Institution'>(victim.id),
    onBehalf: { providerId, scopes: [...CONSENT_SCOPES] },
  };
  const [branch] = await rows(`insert into forewarn.branches (id, name) values (gen_random_uuid(), 'Branche') returning id`);
  truths = {
    'another institution': {
      ...known,
      kind: 'institution',
      institutionId: idOf<'Institution'>(attacker.id),
      roles: [...INSTITUTION_ROLES],
    },
    'a provider of others': {
      ...known,
      kind: 'institution',
      institutionId: idOf<'Institution'>(victim.id),
      onBehalf: { providerId: idOf<'Provider'>(attacker.id), scopes: [...CONSENT_SCOPES] }, // no consent was ever given to it
    },
    'a supplier': { ...known, kind: 'supplier', supplier: 'Meridiaan', roles: ['supplier'] },
    'a branch organisation': { ...known, kind: 'branch', branchId: idOf<'Branch'>(branch.id), roles: [...BRANCH_ROLES] },
    nobody: { kind: 'anyone' },
  };
  beliefs = {
    'the victim': {
      kind: 'institution',
      name: swap.believed,
      assurance: 'passkey',
      institutionId: idOf<'Institution'>(victim.id),
      roles: [...INSTITUTION_ROLES],
    },
    'the CERT': { kind: 'cert', name: swap.believed, assurance: 'passkey', roles: CERT_ROLES.filter((role) => role !== 'auditor') },
  };
  gate.open = true;
});
afterAll(() => place?.stop());

/** What was handed in is told back, and a search for a name holds the name: neither is a leak. */
const MARKS =
  /ruud rietmark|haak rietmark|rosa|kroonjuweel rietmark|sleutel rietmark|onderdeel-rietmark|lijst-rietmark|desk\.rietmark|leverancier rietmark|198\.51\.100\.0/i;
const tellsOf = (text: string, asked: { readonly url: string }) =>
  text.includes(CERT_SECRET) || (MARKS.exec(text) !== null && !MARKS.test(decodeURIComponent(asked.url)));

/** The requests that each route takes: with all it may be asked for, with the victim's ids in body and query, and with no more than it must; or the second alone. */
const requestsOf = (route: RegisteredRoute, isWhole: boolean) => {
  const { ids, victim } = place;
  const victims: Readonly<Record<string, string | undefined>> = {
    institutionId: victim.id,
    warningId: ids['warnings/:id'],
    contactId: ids['contacts/:contactId'],
    accountId: ids['accounts/:id'],
    providerId: ids['providers/:id'],
    of: 'regel-rietmark',
    inventory: 'lijst-rietmark',
    line: 'regel-rietmark',
    itemKey: 'regel-rietmark',
    supplier: 'Leverancier rietmark',
    text: 'rietmark',
    q: 'rietmark',
  };
  const byName = (name: string) => victims[name];
  const named = requestOf(route, { ids, byName });
  return isWhole ? [requestOf(route, { ids }), named, requestOf(route, { ids, byName, withoutQuery: true })] : [named];
};

/** Which routes do something as Forewarn itself, where no row policy stands behind them; as what. */
const asSystem = new Map<string, string>();

/** What is done as Forewarn itself for whoever comes, and why that tells and changes nothing. */
const AS_SYSTEM: Readonly<Record<string, string>> = {
  'search-catalogue': 'names of products on the market, for every member; who uses them is not in the catalogue',
  'take-answers': 'each answer is looked up and kept as whoever gives it (decision 039): the settings of each are made for it in turn',
  'product-keys': 'looks up what names mean; what it is for is then written as the principal',
};

async function walk(tally: Tally, truth: readonly [string, Principal], belief: readonly [string, Principal]): Promise<number> {
  let answered = 0;
  swap.truth = truth[1];
  gate.as = belief[1];
  for (const route of place.routes) {
    if (!asksWho(route.access) || route.path === '/api/events') continue;
    for (const asked of requestsOf(route, truth[0] === 'another institution')) {
      swap.asSystem.length = 0;
      const answer = await place.ask(asked);
      for (const name of swap.asSystem) asSystem.set(`${route.method} ${route.path}`, name);
      if (answer.status < 400) answered += 1;
      tally.held(
        `${route.method} ${route.path} shows ${truth[0]}, taken for ${belief[0]}: ${answer.status} ${answer.text.slice(0, 300)}`,
        !tellsOf(answer.text, asked),
      );
    }
  }
  return answered;
}

/** Of what is not the attacker's own, to the byte; the trail, and what is written as Forewarn itself, apart. */
async function digestOfOthers(): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const table of (await tablesOf(place.rows)).filter((one) => !/^audit_|^worker/.test(one))) {
    const [found] = await place.rows(
      `select count(*) || ' ' || md5(coalesce(string_agg(line, chr(10) order by line), '')) as digest
       from (select (to_jsonb(t) - 'last_used_at')::text as line from forewarn.${table} t) lines where strpos(line, $1) = 0`,
      [place.attacker.id],
    );
    digests[table] = found.digest;
  }
  return digests;
}

attack('with every filter of the application removed, no route shows or changes what is another’s', async (tally) => {
  const before = await digestOfOthers();
  let answered = 0;
  for (const truth of Object.entries(truths)) for (const belief of Object.entries(beliefs)) answered += await walk(tally, truth, belief);
  const unexplained = [...asSystem].filter(([, name]) => AS_SYSTEM[name] === undefined);
  expect(unexplained, 'done as Forewarn itself before the database has said who asks: use asSystemFor, or say here why not').toEqual([]);
  expect(answered, 'handlers run to their end').toBeGreaterThan(500);
  expect(await digestOfOthers()).toEqual(before);
});

test('the walk finds what it looks for: who is the victim is shown all of that, and an officer of the CERT too', async () => {
  const shown = async (belief: Principal, truth: Principal) => {
    swap.truth = truth;
    gate.as = belief;
    let found = 0;
    for (const route of place.routes.filter(({ access, method, path }) => asksWho(access) && method === 'GET' && path !== '/api/events')) {
      const [asked] = requestsOf(route, true);
      if (asked !== undefined && tellsOf((await place.ask(asked)).text, asked)) found += 1;
    }
    return found;
  };
  const [victim, officer] = [beliefs['the victim'], beliefs['the CERT']];
  if (victim === undefined || officer === undefined) throw new Error('nobody is believed');
  expect(await shown(victim, victim)).toBeGreaterThan(10);
  expect(await shown(officer, officer)).toBeGreaterThan(20);
});

test('a provider that may read changes nothing of its customer and sees none of its secrets, even where every handler takes it for the customer', async () => {
  const belief = beliefs['the victim'];
  const before = await digestOfOthers();
  swap.truth = readingProvider;
  gate.as = belief;
  const texts: string[] = [];
  for (const route of place.routes) {
    if (!asksWho(route.access) || route.path === '/api/events') continue;
    for (const asked of requestsOf(route, false)) texts.push((await place.ask(asked)).text);
  }
  expect(await digestOfOthers()).toEqual(before);
  expect(texts.filter((text) => /Kroonjuweel rietmark/i.test(text)).length, 'it reads the inventory').toBeGreaterThan(0);
  expect(texts.filter((text) => /Feed rietmark|desk\.rietmark|Sleutel rietmark/i.test(text))).toEqual([]);
});
