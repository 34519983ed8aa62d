import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueState } from '@forewarn/core/matters/queue-state.ts';
import { newId } from '../database/new-id.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from '../warnings/example-matter.test-support.ts';
import { registerQueueRoutes } from './queue-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;
let matterId: string;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, registerQueueRoutes);
  await world.match(LINDEMARK);
  await world.match(RIETMARK);
  await world.rows(`update forewarn.matches set certainty = 'possible' where institution_id = $1`, [world.ids[RIETMARK]]);
  const opened = await post('/api/matters', { title: 'Lek in Meridiaan EPD', source: 'Meridiaan PSIRT', advisoryIds: [world.advisoryId] });
  matterId = opened.id;
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const get = async (url: string, token = world.cert) => (await world.call(token, 'GET', url)).body;
const post = async (url: string, body: object = {}) => (await world.call(world.cert, 'POST', url, body)).body;
const rowOf = async (id = matterId) => (await get('/api/queue')).matters.find((row: { readonly id: string }) => row.id === id);

async function colleague(name: string): Promise<string> {
  const id = newId<'Account'>(machine.clock.now());
  await world.rows(`insert into forewarn.accounts (id, kind, name, roles, created_at) values ($1, 'cert', $2, '{analyst}', $3)`, [
    id,
    name,
    machine.clock.now(),
  ]);
  return id;
}

test('a row tells how many institutions by certainty, of how many nobody knows, and one urgency with its sentence', async () => {
  const row = await rowOf();
  expect(row).toMatchObject({
    title: 'Lek in Meridiaan EPD',
    state: 'new',
    newsSince: false,
    concerned: { certain: 1, likely: 0, possible: 1, forInformation: 0, notKnown: 0 },
    advisories: [{ id: world.advisoryId }],
    unmappedNames: expect.any(Array),
  });
  expect(row.proposal.sentence.nl).toMatch(/\.$/);
  expect(row.proposal.cvss.baseScore).toBeGreaterThan(0);
  await world.rows(`update forewarn.inventory_items set checked_at = '2024-01-01T00:00:00Z'`);
  expect((await rowOf()).concerned).toEqual({ certain: 0, likely: 1, possible: 1, forInformation: 0, notKnown: 1 });
  await world.rows('update forewarn.inventory_items set checked_at = $1', [machine.clock.now()]);
});

test('a list of exploited vulnerabilities makes the same row urgent', async () => {
  const cve = 'CVE-2026-0001';
  await world.rows('update forewarn.advisory_revisions set cves = $1', [[cve]]);
  expect((await rowOf()).proposal.urgency).not.toBe('act-now');
  await world.rows(`insert into forewarn.known_exploited (cve, list, added_on) values ($1, 'kev', '2026-11-20')`, [cve]);
  expect((await rowOf()).proposal).toMatchObject({ urgency: 'act-now', exploited: [{ by: 'kev', cve, since: '2026-11-20' }] });
});

test('a call opens a matter without an urgency of its own; its scope is matched at once', async () => {
  const { id } = await post('/api/matters', { title: 'Golf in de ggz', source: 'telefoon', scope: { sectors: ['ggz'] } });
  const row = await rowOf(id);
  expect(row.proposal).toBeUndefined();
  expect(row.concerned).toMatchObject({ certain: 1, notKnown: 0 });
});

test('assessing, putting aside with a reason, taking up again: each a step, and news since is said', async () => {
  const url = `/api/matters/${matterId}`;
  await post(`${url}/notes`, { note: 'Nagekeken bij de leverancier.\nWacht op antwoord.' });
  expect((await rowOf()).state).toBe('in-assessment');
  await post(`${url}/set-aside`, { because: 'Alleen de testversie.' });
  expect(await rowOf()).toMatchObject({
    state: 'not-relevant',
    setAside: { by: 'A. Analist', because: 'Alleen de testversie.' },
    newsSince: false,
  });
  expect((await world.call(world.cert, 'POST', `${url}/set-aside`, { because: 'Nog eens.' })).status).toBe(409);
  machine.setNow('2026-11-23T10:00:00Z');
  await world.revise({ kind: 'changed', changes: [] });
  expect((await rowOf()).newsSince).toBe(true);
  expect((await world.call(world.cert, 'DELETE', `${url}/set-aside`)).status).toBe(200);
  expect(await rowOf()).toMatchObject({ state: 'in-assessment', newsSince: false });
  const { steps } = await get(`${url}/steps`);
  expect(steps.map((step: { readonly kind: string }) => step.kind)).toEqual(['taken-up', 'set-aside', 'noted']);
  expect(steps[2].note).toBe('Nagekeken bij de leverancier.\nWacht op antwoord.');
});

test('two matters become one and come apart again as they were', async () => {
  const other = await post('/api/matters', {
    title: 'Gebeld over Meridiaan',
    source: 'telefoon',
    scope: { suppliers: ['Meridiaan Zorgsoftware'] },
  });
  const merged = await post(`/api/matters/${matterId}/merges`, { otherId: other.id });
  expect(merged.matter.scope.suppliers).toEqual(['Meridiaan Zorgsoftware']);
  expect(await rowOf(other.id)).toBeUndefined();
  expect((await world.call(world.cert, 'POST', `/api/matters/${matterId}/merges`, { otherId: other.id })).body.code).toBe('matter-closed');
  const undo = `/api/matters/${matterId}/merges/${merged.step.id}/undo`;
  expect((await world.call(world.cert, 'POST', undo)).status).toBe(200);
  expect((await rowOf(other.id)).title).toBe('Gebeld over Meridiaan');
  expect((await get(`/api/matters/${matterId}`)).scope.suppliers).toEqual([]);
  expect((await world.call(world.cert, 'POST', undo)).body.code).toBe('already-undone');
});

test('an advisory that is split off stands by itself, and merging it back leaves everything as it was', async () => {
  const other = newId<'Advisory'>(machine.clock.now());
  await world.rows(
    `insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at) values ($1, 'https://ander.example', 'A-1', 'Ander', 'CLEAR', $2)`,
    [other, machine.clock.now()],
  );
  await world.call(world.cert, 'PUT', `/api/matters/${matterId}/advisories/${other}`);
  const all = { advisoryIds: [world.advisoryId, other] };
  expect((await world.call(world.cert, 'POST', `/api/matters/${matterId}/splits`, all)).body.code).toBe('nothing-left');
  const split = await post(`/api/matters/${matterId}/splits`, { advisoryIds: [other], title: 'Ander lek' });
  expect(split.matter).toMatchObject({ title: 'Ander lek', advisoryIds: [other] });
  expect((await get(`/api/matters/${matterId}`)).advisoryIds).toEqual([world.advisoryId]);
  const merged = await post(`/api/matters/${matterId}/merges`, { otherId: split.matter.id });
  expect(merged.matter.advisoryIds.toSorted()).toEqual([world.advisoryId, other].toSorted());
});

test('a matter has an owner, and a whole shift goes to a colleague', async () => {
  const url = `/api/matters/${matterId}/owner`;
  await world.call(world.cert, 'PUT', url, {});
  expect((await rowOf()).owner.name).toBe('A. Analist');
  const tweede = await colleague('T. Tweede');
  expect((await get('/api/colleagues')).colleagues).toMatchObject([{ accountId: tweede, name: 'T. Tweede' }]);
  expect(await post('/api/shift/hand-over', { to: tweede, note: 'Leverancier belt om 15 uur.' })).toEqual({
    to: 'T. Tweede',
    toAccountId: tweede,
    matters: 1,
    helpRequests: 0,
    handed: { matterIds: [matterId], helpRequestIds: [] },
  });
  expect((await rowOf()).owner).toMatchObject({ name: 'T. Tweede', accountId: tweede });
  expect((await get(`/api/queue?owner=${encodeURIComponent('T. Tweede')}`)).matters).toHaveLength(1);
  expect((await world.call(world.cert, 'POST', '/api/shift/hand-over', { to: newId<'Account'>(machine.clock.now()) })).status).toBe(404);
  expect((await world.call(world.cert, 'DELETE', url)).status).toBe(200);
  expect((await world.call(world.cert, 'DELETE', url)).body.code).toBe('nobodys');
});

test('a shift that was handed over comes back without what the colleague had, gave away or ended', async () => {
  const open = async (title: string) => (await post('/api/matters', { title, source: 'telefoon' })).id;
  const giveTo = (id: string, body: object) => world.call(world.cert, 'PUT', `/api/matters/${id}/owner`, body);
  const derde = await colleague('D. Derde');
  const vierde = await colleague('V. Vierde');
  const [mine, givenAway, theirs] = [await open('Van mij'), await open('Ook van mij'), await open('Al van de collega')];
  for (const id of [mine, givenAway]) await giveTo(id, {});
  await giveTo(theirs, { accountId: derde });
  const { handed } = await post('/api/shift/hand-over', { to: derde });
  expect(handed.matterIds.toSorted()).toEqual([mine, givenAway].toSorted());
  await giveTo(givenAway, { accountId: vierde });
  const back = { from: 'D. Derde', only: handed };
  expect(await post('/api/shift/hand-over', back)).toMatchObject({ to: 'A. Analist', matters: 1, handed: { matterIds: [mine] } });
  expect(await Promise.all([mine, givenAway, theirs].map(async (id) => (await rowOf(id)).owner.name))).toEqual([
    'A. Analist',
    'V. Vierde',
    'D. Derde',
  ]);
  expect(await post('/api/shift/hand-over', back)).toMatchObject({ matters: 0 });
});

/** A matter that a colleague looks after. */
async function openedFor(accountId: string): Promise<string> {
  const { id } = await post('/api/matters', { title: 'Van een collega', source: 'telefoon' });
  await world.call(world.cert, 'PUT', `/api/matters/${id}/owner`, { accountId });
  return id;
}

test('of two colleagues of one name the shift of the one goes, and nothing of the other', async () => {
  const [one, other] = [await colleague('J. Jansen'), await colleague('J. Jansen')];
  const [ofOne, ofOther] = [await openedFor(one), await openedFor(other)];
  const handOver = async (body: object) => (await world.call(world.cert, 'POST', '/api/shift/hand-over', body)).body;
  expect((await handOver({ from: 'J. Jansen' })).code).toBe('two-of-that-name');
  expect(await handOver({ fromAccountId: one, to: other })).toMatchObject({ toAccountId: other, handed: { matterIds: [ofOne] } });
  expect(await handOver({ fromAccountId: one })).toMatchObject({ matters: 0 });
  expect((await handOver({ fromAccountId: other, to: other })).code).toBe('same-person');
  expect((await handOver({ fromAccountId: other })).handed.matterIds.toSorted()).toEqual([ofOne, ofOther].toSorted());
});

test('who left and bears the name of a colleague is told apart from her; an account that is none is refused', async () => {
  const [left, here] = [await colleague('P. Pietersen'), await colleague('P. Pietersen')];
  const [ofLeft, ofHere] = [await openedFor(left), await openedFor(here)];
  await world.rows('update forewarn.accounts set disabled_at = $1 where id = $2', [machine.clock.now(), left]);
  const handOver = (body: object) => world.call(world.cert, 'POST', '/api/shift/hand-over', body);
  expect((await handOver({ from: 'P. Pietersen' })).body.code).toBe('two-of-that-name');
  expect((await handOver({ fromAccountId: left, to: here })).body.handed.matterIds).toEqual([ofLeft]);
  expect((await rowOf(ofHere)).owner.accountId).toBe(here);

  const told = `select count(*) from forewarn.audit_log where action = 'shift-handed-over'`;
  const before = await world.rows(told);
  expect(await handOver({ fromAccountId: newId<'Account'>(machine.clock.now()) })).toMatchObject({
    status: 404,
    body: { code: 'no-such' },
  });
  expect(await world.rows(told)).toEqual(before);
});

test('pages follow each other without a gap, and each state is counted as core tells it', async () => {
  for (let count = 0; count < 7; count += 1) await post('/api/matters', { title: `Zaak ${count}`, source: 'telefoon' });
  const seen: string[] = [];
  const counts: Record<string, number> = {};
  let after = '';
  do {
    const page = await get(`/api/queue?limit=3${after}`);
    for (const row of page.matters) {
      seen.push(row.id);
      counts[row.state] = (counts[row.state] ?? 0) + 1;
    }
    after = page.next === undefined ? '' : `&after=${encodeURIComponent(page.next)}`;
  } while (after !== '');
  const all = await get('/api/queue');
  expect(seen).toEqual(all.matters.map((row: { readonly id: string }) => row.id));
  expect(new Set(seen).size).toBe(seen.length);
  const third = await get('/api/queue?limit=2&skip=2'); // by place, as a list that is scrolled
  expect(third.matters.map((row: { readonly id: string }) => row.id)).toEqual(seen.slice(2, 4));
  expect((await get(`/api/queue?matterId=${seen[5]}`)).matters).toMatchObject([{ id: seen[5] }]);
  expect(all.counts).toEqual({ new: 0, 'in-assessment': 0, warned: 0, 'not-relevant': 0, ...counts });
  expect(queueState({ releasedVersion: 0, isSetAside: false, hasOwner: false, hasNote: false, hasDraft: false })).toBe('new');
  for (const state of ['new', 'in-assessment', 'warned', 'not-relevant'])
    for (const row of (await get(`/api/queue?state=${state}`)).matters) expect(row.state).toBe(state);
});

test('a source that is not heard is told with the queue', async () => {
  await world.rows(
    `insert into forewarn.sources (id, name, kind, url, added_at, next_poll_at) values ($1, 'Stille bron', 'csaf-provider', 'https://stil.example/', '2026-11-01T00:00:00Z', $2)`,
    [newId<'Source'>(machine.clock.now()), machine.clock.now()],
  );
  expect((await get('/api/queue')).sources).toMatchObject({
    all: 1,
    failing: [{ name: 'Stille bron', fault: expect.stringContaining('Nothing is heard') }],
  });
});

test("the queue is the CERT's alone; an auditor reads it and changes nothing", async () => {
  const member = await world.tokenOf(RIETMARK);
  expect((await world.call(member, 'GET', '/api/queue')).status).toBe(403);
  const auditor = await makeToken(machine.database, { kind: 'cert', name: 'Audit', roles: ['auditor'] }, machine.clock.now());
  expect((await world.call(auditor, 'GET', '/api/queue')).status).toBe(200);
  expect((await world.call(auditor, 'POST', `/api/matters/${matterId}/notes`, { note: 'x' })).status).toBe(403);
});
