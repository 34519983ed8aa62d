import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { buildApp } from '../http/build-app.ts';
import { linkToken } from '../sessions/link-token.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { acceptInstitutions } from './accept-institutions.ts';
import { decideNominations } from './decide-nominations.ts';
import { nominate, previewNominations } from './nominate.ts';
import { countFollowed, listFollowed, listOwn, nominationNumbers } from './nomination-store.ts';
import { registerNominationPageRoutes } from './nomination-page-routes.ts';
import { remindNominated } from './remind-nominated.ts';

let machine: TestMachine;
let app: Awaited<ReturnType<typeof buildApp>>;
const rows = async (sql: string, values: unknown[] = []) => (await machine.database.pool.query(sql, values)).rows;
const CERT: Principal = { kind: 'cert', name: 'Analist', roles: ['analyst'] };
const branch = async (name: string) => {
  const id = newId<'Branch'>(machine.clock.now());
  await rows('insert into forewarn.branches (id, name) values ($1, $2)', [id, name]);
  return { kind: 'branch', name, branchId: id, roles: ['branch'] } as const;
};
const line = (number: number) => ({
  name: `Praktijk ${number}`,
  sector: 'ggz klein',
  city: 'Dalem',
  contactName: `Manager ${number}`,
  email: `praktijk${number}@dalem.example`,
});
const lines = (count: number) => Array.from({ length: count }, (_, number) => line(number + 1));
/** None of them is a member already. */
const elsewhere = (count: number) => lines(count).map((one) => ({ ...one, city: 'Elders' }));
const numbers = (principal: Principal) => asPrincipal(machine.database, principal, nominationNumbers);
const followed = () => asPrincipal(machine.database, CERT, (trx) => listFollowed(trx, { limit: 100 }));
const say = (id: string, answer: string) =>
  app.inject({
    method: 'POST',
    url: `/j/${linkToken(id, machine.linkSecret, 'nomination-link')}`,
    payload: `say=${answer}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const jobs = () => rows(`select key from graphile_worker.jobs where task_identifier = 'mail-nomination' order by key`);

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerNominationPageRoutes(app, machine);
});
afterAll(() => machine?.close());

test('what a branch organisation brings waits for the CERT, is invited by one mail each, and joins by its own yes alone', async () => {
  const geest = await branch('Zorg voor Geest');
  await acceptInstitutions(machine, CERT, [
    { name: 'Praktijk 6', locations: [{ name: 'Dalem', city: 'Dalem' }], networks: [], domains: [], contacts: [] },
  ]);
  const outcomes = await nominate(machine, geest, [...lines(6), line(1), { name: 'Zonder adres' }]);
  expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(6).fill('proposed'), 'repeated', 'refused']);
  const brought = await followed();
  expect(brought.map(({ outcome }) => outcome.memberId !== undefined)).toEqual([false, false, false, false, false, true]);
  expect(await jobs()).toEqual([]);
  const ids = brought.map(({ id }) => id);
  const [one = '', two = '', three = '', four = ''] = ids;
  // Nobody was asked anything yet: no link works.
  expect((await say(one, 'yes')).statusCode).toBe(404);
  expect(await decideNominations(machine, CERT, [four], 'refused')).toBe(1);
  expect(await decideNominations(machine, CERT, ids, 'accepted')).toBe(4);
  expect(await decideNominations(machine, CERT, ids, 'accepted')).toBe(0);
  expect(await jobs()).toHaveLength(4);
  expect((await say(four, 'yes')).statusCode).toBe(404);

  const before = await rows('select count(*)::int as count from forewarn.institutions');
  const page = await app.inject({ method: 'GET', url: `/j/${linkToken(one, machine.linkSecret, 'nomination-link')}` });
  expect(page.body).toContain('Doet Praktijk 1 mee?');
  // The secret of links was rotated since: the mail's link works on; one of nobody's secret does not.
  const oldLink = linkToken(one, new Uint8Array(32).fill(9), 'nomination-link');
  expect((await app.inject({ method: 'GET', url: `/j/${oldLink}` })).statusCode).toBe(404);
  Object.assign(machine, { earlierLinkSecrets: [new Uint8Array(32).fill(9)] });
  expect((await app.inject({ method: 'GET', url: `/j/${oldLink}` })).body).toContain('Doet Praktijk 1 mee?');
  // A link that was made for an answer opens no invitation.
  expect((await app.inject({ method: 'GET', url: `/j/${linkToken(one, machine.linkSecret)}` })).statusCode).toBe(404);
  expect(await rows('select count(*)::int as count from forewarn.institutions')).toEqual(before);

  expect((await say(one, 'yes')).body).toContain('U doet mee.');
  await say(one, 'yes');
  await say(one, 'no'); // yes is final
  await say(two, 'no');
  await say(three, 'not-us');
  await say(three, 'gibberish');
  expect(await rows('select count(*)::int as count from forewarn.institutions')).toEqual([{ count: before[0].count + 1 }]);
  const [joined] = await rows(
    `select i.branch_id, i.sector, c.email, c.confirmed_at is not null as confirmed from forewarn.institutions i
      join forewarn.contacts c on c.institution_id = i.id where i.name = 'Praktijk 1'`,
  );
  expect(joined).toEqual({ branch_id: geest.branchId, sector: 'ggz-small', email: 'praktijk1@dalem.example', confirmed: true });
  const trail = await rows(`select action from forewarn.audit_log where action ~ 'nominat|joined' order by id`);
  expect(trail.map(({ action }) => action)).toEqual([
    'nominations-made',
    'nominations-refused',
    'nominations-accepted',
    'institution-joined',
    'nomination-declined',
    'nomination-declined',
  ]);
  expect((await say(two, 'yes')).body).toContain('U doet mee.');
});

test('who says nothing is reminded once, and its link ends', async () => {
  const branchOf = await branch('Zorg voor Later');
  await nominate(machine, branchOf, [{ ...line(1), name: 'Praktijk Stil' }]);
  const stil = (await followed()).find(({ name }) => name === 'Praktijk Stil')?.id ?? '';
  await decideNominations(machine, CERT, [stil], 'accepted');
  await remindNominated(machine);
  const reminders = async () => (await jobs()).filter(({ key }) => key === `nomination ${stil} reminder`);
  expect(await reminders()).toEqual([]);
  await rows(`update forewarn.nomination_outcomes set invited_at = invited_at - interval '15 days' where nomination_id = $1`, [stil]);
  await remindNominated(machine);
  expect(await reminders()).toHaveLength(1);
  const [{ reminded_at: first }] = await rows('select reminded_at from forewarn.nomination_outcomes where nomination_id = $1', [stil]);
  await remindNominated(machine);
  expect(await rows('select reminded_at from forewarn.nomination_outcomes where nomination_id = $1', [stil])).toEqual([
    { reminded_at: first },
  ]);
  await rows(`update forewarn.nomination_outcomes set invited_at = invited_at - interval '90 days' where nomination_id = $1`, [stil]);
  expect((await say(stil, 'yes')).statusCode).toBe(404);
});

test('another branch, a member and a provider read nothing; the branch reads its own list and no outcome, whatever it asks', async () => {
  const own = await branch('Zorg voor Eigen');
  const other = await branch('Zorg voor Ander');
  await nominate(machine, own, [{ ...line(1), name: 'Praktijk Eigen' }]);
  const names = (principal: Principal) =>
    asPrincipal(machine.database, principal, async (trx) => (await listOwn(trx)).map(({ name }) => name));
  expect(await names(own)).toEqual(['Praktijk Eigen']);
  const institutionId = idOf<'Institution'>((await rows('select id from forewarn.institutions limit 1'))[0].id);
  const strangers: readonly Principal[] = [
    other,
    { kind: 'institution', name: 'x', institutionId, roles: ['ciso'] },
    { kind: 'provider', name: 'x', providerId: newId<'Provider'>(machine.clock.now()), roles: ['provider'] },
    { kind: 'anyone' },
  ];
  for (const stranger of strangers) expect(await names(stranger)).toEqual([]);
  for (const principal of [own, ...strangers])
    expect(await asPrincipal(machine.database, principal, (trx) => listFollowed(trx, { limit: 10 }))).toEqual([]);
  // Nor does it add a line itself: what comes in is looked up among all, and written by the system.
  const theft = `insert into forewarn.nominations (id, branch_id, key, name, contact_name, email, proposed_at, proposed_by)
    select gen_random_uuid(), branch_id, 'x', 'x', 'x', 'x', now(), 'x' from forewarn.nominations`;
  await expect(asPrincipal(machine.database, own, (trx) => sql.raw(theft).execute(trx))).rejects.toThrow(/row-level security/);
});

test('numbers never say which: below five is not shown, nor what would give it away, nor that all said no', async () => {
  const set = async (principal: Principal & { kind: 'branch' }, answers: readonly (string | null)[]) => {
    const ids = await rows('select id from forewarn.nominations where branch_id = $1 order by id', [principal.branchId]);
    for (const [place, { id }] of ids.entries())
      await rows(
        `update forewarn.nomination_outcomes set decision = 'accepted', decided_at = now(), invited_at = now(), answer = $2,
          answered_at = case when $2::text is not null then now() end where nomination_id = $1`,
        [id, answers[place] ?? null],
      );
    return numbers(principal);
  };
  const big = await branch('Zorg voor Velen');
  await nominate(machine, big, elsewhere(20));
  const many = (yes: number, no: number) => [...Array<string>(yes).fill('yes'), ...Array<string>(no).fill('no')];
  expect(await set(big, many(8, 6))).toEqual({ proposed: 20, confirmed: 8, waiting: 6, refused: 6 });
  expect(await set(big, many(8, 2))).toEqual({ proposed: 20, confirmed: null, waiting: 10, refused: null });
  expect(await set(big, many(16, 2))).toEqual({ proposed: 20, confirmed: 16, waiting: null, refused: null });
  expect(await set(big, many(0, 20))).toEqual({ proposed: 20, confirmed: null, waiting: null, refused: null });
  expect(await set(big, [])).toEqual({ proposed: 20, confirmed: 0, waiting: 20, refused: 0 });
  const small = await branch('Zorg voor Weinigen');
  await nominate(machine, small, elsewhere(4));
  expect(await set(small, many(4, 0))).toEqual({ proposed: 4, confirmed: null, waiting: null, refused: null });
});

test('the dry run says what handing in then does, writes nothing, and says of nobody whether it is a member', async () => {
  const careful = await branch('Zorg voor Zekerheid');
  await acceptInstitutions(machine, CERT, [{ name: 'GGZ Al Lid', locations: [], networks: [], domains: [], contacts: [] }]);
  await nominate(machine, careful, [{ ...line(1), name: 'Eerder' }]);
  const list = [
    { ...line(1), name: 'Eerder' },
    { ...line(2), name: 'Nieuw' },
    { ...line(3), name: 'GGZ Al Lid' },
    { ...line(4), name: 'Nieuw', email: 'twee@dalem.example' },
    { name: 'Zonder adres' },
    ...[5, 6, 7, 8].map((number) => ({ ...line(number), name: `Post ${number}`, email: 'een@post.example' })),
  ];
  const everything = async () => [
    await rows('select * from forewarn.nominations order by id'),
    await rows('select * from forewarn.nomination_outcomes order by 1'),
    await rows('select count(*) from forewarn.audit_log'),
    await rows('select count(*) from forewarn.notices'),
  ];
  const before = await everything();
  const tried = await previewNominations(machine, careful, list);
  expect(await everything()).toEqual(before);
  expect(tried.map(({ kind }) => kind)).toEqual([
    'repeated',
    'proposed',
    'proposed',
    'repeated',
    'refused',
    'proposed',
    'proposed',
    'proposed',
    'refused',
  ]);
  expect(await nominate(machine, careful, list)).toEqual(tried);
});

test('who is a member already cannot be read from the numbers: one that is counts as one that says nothing', async () => {
  const curious = await branch('Zorg voor Nieuwsgierigen');
  await nominate(machine, curious, elsewhere(20));
  await rows(
    `update forewarn.nomination_outcomes o set decision = 'accepted', decided_at = now(), invited_at = now(), answer = 'yes', answered_at = now()
     from (select id from forewarn.nominations where branch_id = $1 order by id limit 8) yes where o.nomination_id = yes.id`,
    [curious.branchId],
  );
  expect(await numbers(curious)).toEqual({ proposed: 20, confirmed: 8, waiting: 12, refused: 0 });
  await acceptInstitutions(machine, CERT, [{ name: 'GGZ Bestaat Al', locations: [], networks: [], domains: [], contacts: [] }]);
  await nominate(machine, curious, [{ ...line(99), name: 'GGZ Bestaat Al' }]);
  expect((await followed()).find(({ name }) => name === 'GGZ Bestaat Al')?.outcome.memberId).toBeDefined();
  expect(await numbers(curious)).toEqual({ proposed: 21, confirmed: 8, waiting: 13, refused: 0 });
});

test('an address is asked for three institutions at most, in one list and over several', async () => {
  const keen = await branch('Zorg voor Post');
  const same = (number: number) => ({ ...line(number), name: `Postpraktijk ${number}`, email: 'Bestuur@post.example' });
  const kinds = (outcomes: Awaited<ReturnType<typeof nominate>>) => outcomes.map(({ kind }) => kind);
  expect(kinds(await nominate(machine, keen, [same(1), same(2)]))).toEqual(['proposed', 'proposed']);
  const second = await nominate(machine, keen, [same(3), same(4), { ...same(5), email: 'bestuur@post.example' }]);
  expect(kinds(second)).toEqual(['proposed', 'refused', 'refused']);
  expect(second[1]).toMatchObject({ problems: [{ code: 'email-repeated', at: '/nominations/1/email' }] });
});

test('who joined by another way since is asked nothing, and a yes that comes all the same makes no second institution', async () => {
  const late = await branch('Zorg voor Laat');
  await nominate(
    machine,
    late,
    [1, 2].map((number) => ({ ...line(number), name: `Laatpraktijk ${number}` })),
  );
  const [one, two] = (await followed()).filter(({ name }) => name.startsWith('Laatpraktijk'));
  const joins = (name: string) => acceptInstitutions(machine, CERT, [{ name, locations: [], networks: [], domains: [], contacts: [] }]);
  await joins('Laatpraktijk 1');
  expect(await decideNominations(machine, CERT, [one!.id, two!.id], 'accepted')).toBe(1);
  expect((await say(one!.id, 'yes')).statusCode).toBe(404);
  await joins('Laatpraktijk 2');
  expect((await say(two!.id, 'yes')).body).toContain('U doet mee.');
  expect(await rows(`select name from forewarn.institutions where name like 'Laatpraktijk%' order by 1`)).toEqual([
    { name: 'Laatpraktijk 1' },
    { name: 'Laatpraktijk 2' },
  ]);
  expect(await rows(`select facts ->> 'contact' as contact from forewarn.notices where kind = 'joined-already'`)).toEqual([
    { contact: 'Manager 2' },
  ]);
});

test('where all that is accepted turns out to be a member, the CERT is not told for ever that something waits', async () => {
  const met = await branch('Zorg voor Bekenden');
  await nominate(machine, met, [{ ...line(1), name: 'Bekendpraktijk' }]);
  await acceptInstitutions(machine, CERT, [{ name: 'Bekendpraktijk', locations: [], networks: [], domains: [], contacts: [] }]);
  const waits = () =>
    rows(`select 1 from forewarn.notices where kind = 'nominations-wait' and resolved_at is null and facts ->> 'by' = $1`, [met.name]);
  expect(await waits()).toHaveLength(1);
  const id = (await followed()).find(({ name }) => name === 'Bekendpraktijk')?.id ?? '';
  expect(await decideNominations(machine, CERT, [id], 'accepted')).toBe(0);
  expect(await waits()).toHaveLength(0);
  const [entry] = await rows(`select details from forewarn.audit_log where action = 'nominations-accepted' order by id desc limit 1`);
  expect(entry?.['details']).toEqual({ nominations: [], members: 1 });
});

test('lists that come at the same moment are counted one after another', async () => {
  const eager = await branch('Zorg voor Haast');
  const one = (number: number) => ({ ...line(number), name: `Haastpraktijk ${number}`, email: 'een@haast.example' });
  const lists = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => nominate(machine, eager, [one(number)])));
  expect(lists.flat().filter(({ kind }) => kind === 'proposed')).toHaveLength(3);
});

test('of three of one name in one place each has a name of its own', async () => {
  const place = await branch('Zorg voor Plaats');
  for (const name of ['Naampraktijk', 'Naampraktijk (Dalem)'])
    await acceptInstitutions(machine, CERT, [
      { name, locations: [{ name: 'Elders', city: 'Elders' }], networks: [], domains: [], contacts: [] },
    ]);
  await nominate(machine, place, [{ ...line(1), name: 'Naampraktijk' }]);
  const id = (await followed()).find(({ name }) => name === 'Naampraktijk')?.id ?? '';
  await decideNominations(machine, CERT, [id], 'accepted');
  await say(id, 'yes');
  const names = await rows(`select name from forewarn.institutions where name like 'Naampraktijk%' order by name`);
  expect(new Set(names.map(({ name }) => name)).size).toBe(3);
});

test('who is brought with the KvK number of a member is one under another name, when it comes in, when it is accepted and when it says yes', async () => {
  const numbers = await branch('Zorg voor Nummers');
  const bare = { locations: [{ name: 'Ver', city: 'Ver' }], networks: [], domains: [], contacts: [] };
  await acceptInstitutions(machine, CERT, [{ ...bare, name: 'Nummerzorg', kvk: '44445555' }]);
  const brought = ['44445555', '44446666', '44447777', '44448888'].map((kvk, place) => ({ ...line(place), name: `Stichting ${kvk}`, kvk }));
  await nominate(machine, numbers, brought);
  const known = async () =>
    (await followed()).filter(({ name }) => name.startsWith('Stichting 4444')).toSorted((a, b) => a.name.localeCompare(b.name));
  const [first, second, third, fourth] = await known();
  expect([first, second].map((one) => one?.outcome.memberId !== undefined)).toEqual([true, false]);
  await acceptInstitutions(machine, CERT, [{ ...bare, name: 'Later lid', kvk: '44446666' }]);
  expect(await decideNominations(machine, CERT, [second!.id, third!.id, fourth!.id], 'accepted')).toBe(2);
  await acceptInstitutions(machine, CERT, [{ ...bare, name: 'Nog later lid', kvk: '44447777' }]);
  await say(third!.id, 'yes');
  await say(fourth!.id, 'yes');
  expect(await rows(`select name, kvk from forewarn.institutions where kvk like '4444%' order by kvk`)).toEqual([
    { name: 'Nummerzorg', kvk: '44445555' },
    { name: 'Later lid', kvk: '44446666' },
    { name: 'Nog later lid', kvk: '44447777' },
    { name: 'Stichting 44448888', kvk: '44448888' },
  ]);
});

test('the list is read page by page, what waits for the CERT first; what is decided meanwhile hides nothing that waits', async () => {
  const long = await branch('Zorg voor Lengte');
  await nominate(machine, long, elsewhere(6));
  const all = await asPrincipal(machine.database, CERT, (trx) => listFollowed(trx, { limit: 500 }));
  const waits = ({ outcome }: (typeof all)[number]) => outcome.decision === undefined && outcome.memberId === undefined;
  const waiting = all.filter(waits).length;
  expect(waiting).toBeGreaterThanOrEqual(6);
  expect(all.length).toBeGreaterThan(waiting); // earlier tests left some that are settled
  expect(all.map(waits)).toEqual([...Array<boolean>(waiting).fill(true), ...Array<boolean>(all.length - waiting).fill(false)]);
  expect(await asPrincipal(machine.database, CERT, countFollowed)).toEqual({ total: all.length, waiting });

  const told: string[] = [];
  let last: (typeof all)[number] | undefined;
  do {
    const after = last === undefined ? undefined : { waits: waits(last), id: last.id };
    const page = await asPrincipal(machine.database, CERT, (trx) => listFollowed(trx, { ...(after && { after }), limit: 4 }));
    told.push(...page.map(({ id }) => id));
    // The last of the first page is decided before the next is asked for.
    if (last === undefined) await decideNominations(machine, CERT, [page.at(-1)!.id], 'refused');
    last = page.at(-1);
  } while (last !== undefined);
  expect([...new Set(told)].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
});
