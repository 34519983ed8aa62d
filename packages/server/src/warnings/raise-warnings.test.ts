import { afterEach, beforeEach, expect, test } from 'vitest';
import { putAdvisoryAway } from '../advisories/put-advisory-away.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import {
  countRows,
  ELZENBOCHT,
  exampleMatter,
  LINDEMARK,
  RIETMARK,
  TEXTS,
  UPDATE,
  type ExampleMatter,
} from './example-matter.test-support.ts';
import { raiseWarnings } from './raise-warnings.ts';

let machine: TestMachine;
let world: ExampleMatter;

beforeEach(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

const CRITICAL = { anyOf: [{ certaintyAtLeast: 'certain', severityMin: 9 }], tlpMax: 'GREEN' };
const addRule = (parts: object = {}) =>
  world.call(world.cert, 'POST', '/api/standing-rules', { name: 'zeker en ernstig', condition: CRITICAL, urgency: 'this-week', ...parts });
const raise = () => raiseWarnings(machine, { advisoryId: world.advisoryId });
const warnings = async () => (await world.call(world.cert, 'GET', '/api/warnings')).body.warnings;
const show = async (id: string) => (await world.call(world.cert, 'GET', `/api/warnings/${id}`)).body;
const told = async (version: number) =>
  (
    await world.rows(
      `select distinct i.name from forewarn.deliveries d join forewarn.institutions i on i.id = d.institution_id where split_part(d.message_key, '/', 2) = $1 order by 1`,
      [String(version)],
    )
  ).map((row) => row.name);
/** Later revisions are read later. */
const later = async (change: object) => {
  machine.setNow(new Date(Date.parse(machine.clock.now()) + 3_600_000).toISOString());
  await world.revise(change);
};
const MATERIAL = { kind: 'material', changes: [{ what: 'remediation-added', after: 'Werk bij naar 6.2.16' }] };

test('without a rule that fires nothing is drafted; the matter waits in the queue for an analyst, once', async () => {
  const before = await countRows(machine);
  await raise();
  await addRule({ condition: { anyOf: [{ certaintyAtLeast: 'certain', exploited: true }], tlpMax: 'GREEN' } });
  await addRule({ name: 'uit', enabled: false });
  await raise();
  expect(await countRows(machine)).toMatchObject({ matters: Number(before['matters']) + 1, warnings: 0, deliveries: 0 });
});

test('a rule that fires opens the matter and drafts; it delivers nothing, and a second run changes nothing', async () => {
  await addRule();
  await raise();
  const [warning] = await warnings();
  expect(warning).toMatchObject({ state: 'draft', urgency: 'this-week', reference: 'FW-2026-0001' });
  expect(await show(warning.id)).toMatchObject({
    matter: { kind: 'advisory', advisoryIds: [world.advisoryId] },
    versions: [{ kind: 'initial', state: 'draft', draftedBy: 'standing rule zeker en ernstig' }],
  });
  const before = await countRows(machine);
  expect(before).toMatchObject({ deliveries: 0 });
  await raise();
  expect(await countRows(machine)).toEqual(before);
});

test('a flaw on a list of exploited vulnerabilities fires the rule on it', async () => {
  await addRule({ condition: { anyOf: [{ certaintyAtLeast: 'certain', exploited: true }], tlpMax: 'GREEN' }, urgency: 'act-now' });
  await world.rows(`insert into forewarn.known_exploited (cve, list) values ('CVE-2026-00001', 'test')`);
  await raise();
  expect(await warnings()).toMatchObject([{ urgency: 'act-now', state: 'draft' }]);
});

test('a rule may release by itself what is not act-now, and is named in the audit trail', async () => {
  await addRule({ automaticRelease: true });
  await raise();
  expect(await warnings()).toMatchObject([{ state: 'open', releasedVersion: 1, counts: { concerned: 2 } }]);
  expect(await told(1)).toEqual([ELZENBOCHT, LINDEMARK]);
  expect(await world.rows(`select actor_kind, actor from forewarn.audit_log where action = 'warning-released'`)).toEqual([
    { actor_kind: 'system', actor: 'standing rule zeker en ernstig' },
  ]);
  const before = await countRows(machine);
  await raise();
  expect(await countRows(machine)).toEqual(before);
});

test('no rule releases act-now by itself', async () => {
  expect(await addRule({ urgency: 'act-now', automaticRelease: true })).toMatchObject({ status: 422, body: { code: 'input-unreadable' } });
});

test('an administrator of the CERT makes rules; an analyst or an institution may not', async () => {
  expect((await world.call(await world.tokenOf(LINDEMARK), 'POST', '/api/standing-rules', {})).status).toBe(403);
  const { id } = (await addRule()).body;
  expect((await addRule()).body).toMatchObject({ code: 'name-taken' });
  expect((await world.call(world.cert, 'PATCH', `/api/standing-rules/${id}`, { enabled: false })).body).toMatchObject({
    enabled: false,
    urgency: 'this-week',
    condition: CRITICAL,
  });
});

test('a revision whose action changed for one institution is drafted and, by the rule, heard by that one only', async () => {
  await addRule({ automaticRelease: true });
  await raise();
  await later(MATERIAL);
  await world.match(ELZENBOCHT, [{ ...UPDATE, details: 'Werk bij naar 6.2.16' }]);
  await raise();
  const [warning] = await warnings();
  expect(warning).toMatchObject({ releasedVersion: 2, hasDraft: false });
  expect(await told(2)).toEqual([ELZENBOCHT]);
  const [version] = (await show(warning.id)).versions;
  expect(version).toMatchObject({ version: 2, kind: 'update' });
  expect(version.texts.nl.whatChanged).toContain('De leverancier geeft een ander advies.');
});

test('an editorial revision raises nothing', async () => {
  await addRule({ automaticRelease: true });
  await raise();
  await later({ kind: 'editorial', changes: [{ what: 'title' }] });
  const before = await countRows(machine);
  await raise();
  expect(await countRows(machine)).toEqual({ ...before, documents: before['documents'] });
  expect(await warnings()).toMatchObject([{ releasedVersion: 1, hasDraft: false }]);
});

test("an update of an analyst's warning keeps the analyst's words and waits for a person", async () => {
  const { id } = await world.draft({ urgency: 'this-week' });
  await world.release(id);
  await addRule({ automaticRelease: true });
  await later(MATERIAL);
  await world.match(ELZENBOCHT, [{ ...UPDATE, details: 'Werk bij naar 6.2.16' }]);
  await raise();
  const [draft] = (await show(id)).versions;
  expect(draft).toMatchObject({ state: 'draft', version: 2, kind: 'update', texts: { nl: { summary: TEXTS.nl.summary } } });
  expect(draft.texts.nl.whatChanged).toContain('De leverancier geeft een ander advies.');
  expect(await told(2)).toEqual([]);
  const before = await countRows(machine);
  await raise();
  expect(await countRows(machine)).toEqual(before);
});

test("an analyst's words stay theirs in every later version that is drafted by itself, and no rule releases one", async () => {
  const { id } = await world.draft({ urgency: 'this-week' });
  await world.release(id);
  await addRule({ automaticRelease: true });
  await later(MATERIAL);
  await world.match(ELZENBOCHT, [{ ...UPDATE, details: 'Werk bij naar 6.2.16' }]);
  await raise();
  await world.release(id); // as it was drafted: nobody touched it
  await raise();
  expect(await warnings()).toMatchObject([{ releasedVersion: 2, hasDraft: false }]);
  await later(MATERIAL);
  await world.match(ELZENBOCHT, [{ ...UPDATE, details: 'Werk bij naar 6.2.17' }]);
  await raise();
  expect((await show(id)).versions[0]).toMatchObject({ state: 'draft', version: 3, texts: { nl: { summary: TEXTS.nl.summary } } });
});

test('a draft that an analyst writes is left alone: a notice says that there is news, once', async () => {
  const { id } = await world.draft();
  await world.release(id);
  const texts = { nl: { ...TEXTS.nl, whatChanged: 'Van de analist.' } };
  await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, { kind: 'update', urgency: 'act-now', texts });
  await later(MATERIAL);
  await world.match(ELZENBOCHT, [{ ...UPDATE, details: 'Werk bij naar 6.2.16' }]);
  await raise();
  await raise();
  expect((await show(id)).versions[0]).toMatchObject({ state: 'draft', draftedBy: 'A. Analist', texts });
  const notices = await world.rows(`select kind, text from forewarn.notices`);
  expect(notices).toMatchObject([{ kind: 'draft-waits' }]);
  expect(notices[0].text).toContain('A. Analist');
});

test("a rule's first draft follows the advisory until an analyst touches it", async () => {
  await addRule();
  await raise();
  const [{ id }] = await warnings();
  await later(MATERIAL);
  await world.revise(MATERIAL, { trackingVersion: '9.9.9' });
  await raise();
  expect((await show(id)).versions[0].texts.nl.technical).toContain('9.9.9');
  await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { texts: TEXTS });
  await later(MATERIAL);
  await raise();
  expect((await show(id)).versions[0]).toMatchObject({ texts: TEXTS, draftedBy: 'A. Analist' });
  expect(await world.rows(`select kind from forewarn.notices`)).toEqual([{ kind: 'draft-waits' }]);
});

test('an inventory that comes to hold the product is warned without asking the others again', async () => {
  await addRule({ automaticRelease: true });
  await raise();
  machine.setNow('2026-11-24T09:00:00Z');
  await world.match(RIETMARK);
  await raise();
  expect(await told(2)).toEqual([RIETMARK]);
  expect((await show((await warnings())[0].id)).versions[0].texts.nl.whatChanged).toBe('Wij hebben opnieuw gekeken wie dit raakt.');
});

test('an advisory that its publisher took back drafts a withdrawal and says so; a person releases it', async () => {
  await addRule({ automaticRelease: true });
  await raise();
  const [{ id }] = await warnings();
  await world.rows('update forewarn.advisories set withdrawn_at = $2 where id = $1', [world.advisoryId, machine.clock.now()]);
  await raise();
  await raise();
  expect((await show(id)).versions[0]).toMatchObject({ state: 'draft', kind: 'withdrawal', version: 2 });
  expect(await world.rows(`select kind from forewarn.notices`)).toEqual([{ kind: 'warning-to-review' }]);
  expect(await told(2)).toEqual([]);
  expect((await world.release(id)).body).toMatchObject({ version: 2, told: 2, cancelled: 2 });
  expect(await told(2)).toEqual([ELZENBOCHT, LINDEMARK]);
});

test('an advisory that the desk put away drafts a withdrawal in our own name, not in that of its publisher', async () => {
  await addRule({ automaticRelease: true });
  await raise();
  const [{ id }] = await warnings();
  await putAdvisoryAway(machine, { kind: 'cert', name: 'A. Nalist', roles: ['analyst'] }, world.advisoryId, 'Dubbel.');
  await raise();
  const [draft] = (await show(id)).versions;
  expect(draft).toMatchObject({ state: 'draft', kind: 'withdrawal', version: 2 });
  expect(draft.texts.nl.whatChanged).toMatch(/^Wij gebruiken advies .* niet meer\.$/);
  expect(await told(2)).toEqual([]);
});

test('two runs at once make one warning', async () => {
  await addRule();
  await Promise.all([raise(), raise(), raise()]);
  expect(await warnings()).toHaveLength(1);
});
