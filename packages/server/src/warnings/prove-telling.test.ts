import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildApp } from '../http/build-app.ts';
import { registerAuditRoutes } from '../http/audit-routes.ts';
import { registerInstitutionRoutes } from '../institutions/institution-routes.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { leaseDue } from '../deliveries/lease-store.ts';
import { recordOutcomes } from '../deliveries/record-outcomes.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { checkProofPack } from './check-proof-pack.ts';
import {
  ELZENBOCHT,
  exampleMatter,
  LINDEMARK,
  RIETMARK,
  TEXTS,
  UPDATE,
  workJobs,
  type ExampleMatter,
} from './example-matter.test-support.ts';
import { registerProofRoutes } from './proof-routes.ts';
import { recordTelling } from './record-telling.ts';

let machine: TestMachine;
let world: ExampleMatter;
let folder: string;
let app: FastifyInstance;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forewarn-proof-'));
  machine = await testMachine({ FOREWARN_DATA: folder });
  world = await exampleMatter(machine);
  app = await buildApp(machine);
  registerProofRoutes(app, machine);
  registerAuditRoutes(app, machine);
  registerInstitutionRoutes(app, machine);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
});
afterEach(async () => {
  await app?.close();
  await machine?.close();
  await rm(folder, { recursive: true, force: true });
});

async function get(token: string, url: string) {
  const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
  return { status: answer.statusCode, body: answer.json() };
}

/** As a mail server that takes everything. */
async function deliverAll(): Promise<void> {
  const now = machine.clock.now();
  const lease = { channel: 'email', holder: 'test', until: '2026-11-23T23:00:00.000Z' as never, limit: 100 } as const;
  const leased = await asSystem(machine.database, 'deliverer', (trx) => leaseDue(trx, lease, now));
  await recordOutcomes(
    machine,
    leased.map((delivery) => ({
      delivery,
      beganAt: now,
      endedAt: now,
      outcome: { kind: 'sent', response: `250 2.0.0 OK ${delivery.id}` },
    })),
  );
}

/** Told, read, answered, corrected. */
async function story(): Promise<string> {
  const { id } = await world.draft();
  await world.release(id);
  await workJobs(machine, 'record-telling', recordTelling);
  machine.setNow('2026-11-23T09:01:00Z');
  await deliverAll();
  const token = await world.tokenOf(LINDEMARK);
  machine.setNow('2026-11-23T09:10:00Z');
  await world.call(token, 'GET', `/api/warnings/${id}`);
  await world.call(undefined, 'GET', await world.linkOf(id, 'Piket Lindemark'));
  await world.call(token, 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'working' });
  await world.call(world.cert, 'POST', `/api/warnings/${id}/correct`, {
    texts: { nl: { ...TEXTS.nl, whatChanged: 'Versie verbeterd.' } },
    alone: { because: 'Nacht.' },
  });
  await workJobs(machine, 'record-telling', recordTelling);
  return id;
}

test('the pack tells what was said, when and through what, who read and what was answered, and holds without us', async () => {
  const id = await story();
  const { status, body } = await get(world.cert, `/api/warnings/${id}/proof/${world.ids[LINDEMARK]}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ format: 'forewarn-proof/1', institution: { name: LINDEMARK }, answers: [{ answer: 'working' }] });
  expect(body.told[0]).toMatchObject({ version: 1, kind: 'initial', decision: 'warn', releasedAt: '2026-11-23T09:00:00.000Z' });
  expect(body.messages[0].message.subject).toContain('[Nu handelen]');
  const [first] = body.deliveries;
  expect(first).toMatchObject({
    channel: 'email',
    state: 'sent',
    messageId: `<${first.id}@cert.example>`,
    acceptedAt: '2026-11-23T09:01:00.000Z',
  });
  expect(first.attempts).toMatchObject([{ attempt: 1, outcome: 'sent', response: `250 2.0.0 OK ${first.id}` }]);
  expect(body.read.map((one: { action: string; by: string }) => [one.action, one.by])).toEqual([
    ['warning-read', `token of ${LINDEMARK}`],
    ['answer-page-read', expect.stringMatching(/^link of contact /)],
  ]);
  expect(body.trail.entries.map((one: { action: string }) => one.action)).toEqual(
    expect.arrayContaining(['warning-released', 'institution-told', 'delivery-sent', 'warning-acknowledged']),
  );
  expect(checkProofPack(body)).toEqual([]);
  expect(await verifyAudit(machine.database, folder)).toMatchObject({ faults: [] });
});

test('one letter of a message, an entry, a link, a checkpoint or another key, and the pack does not hold', async () => {
  const id = await story();
  const { body } = await get(world.cert, `/api/warnings/${id}/proof/${world.ids[LINDEMARK]}`);
  const spoilt = (change: (pack: typeof body) => void) => {
    const copy = structuredClone(body);
    change(copy);
    return checkProofPack(copy).join(' ');
  };
  expect(spoilt((pack) => (pack.messages[0].message.subject += '.'))).toContain('not the one that was kept');
  const told = body.trail.entries.findIndex((one: { action: string }) => one.action === 'institution-told');
  expect(spoilt((pack) => (pack.trail.entries[told].entry.details.version = 7))).toContain('not what was sealed');
  expect(spoilt((pack) => (pack.trail.links[0][0].digest = '0'.repeat(64)))).toContain('do not lead');
  expect(spoilt((pack) => pack.trail.links[0].splice(1, 1))).toContain('do not lead');
  expect(spoilt((pack) => (pack.trail.checkpoints[0].at = '2026-01-01T00:00:00.000000Z'))).toContain('not signed');
  expect(spoilt((pack) => (pack.trail.links = []))).toContain('on no way');
  // A reminder is in the trail with its own words: what is made up under its key is not.
  const again = (suffix: string) => spoilt((pack) => pack.messages.push({ ...pack.messages[0], key: `${pack.messages[0].key}${suffix}` }));
  expect([again('/reminder-1'), again('/other')]).toEqual([
    expect.stringContaining('not in the trail'),
    expect.stringContaining('not in the trail'),
  ]);
  const other = await mkdtemp(join(tmpdir(), 'forewarn-proof-'));
  const { auditKey } = await import('../audit/audit-key.ts');
  expect(checkProofPack(body, (await auditKey(other)).publicKey).join(' ')).toContain('not signed');
  await rm(other, { recursive: true });
});

test('an institution gets its own pack, with the same proof and without what is others’; of another there is none', async () => {
  const id = await story();
  const token = await world.tokenOf(LINDEMARK);
  const own = await get(token, `/api/warnings/${id}/proof/${world.ids[LINDEMARK]}`);
  expect(own.status).toBe(200);
  expect(checkProofPack(own.body)).toEqual([]);
  expect(own.body.deliveries.length).toBeGreaterThan(0);
  const text = JSON.stringify(own.body);
  for (const name of [ELZENBOCHT, RIETMARK]) {
    expect(text).not.toContain(name);
    expect(text).not.toContain(world.ids[name]);
  }
  expect(text).not.toContain('stayedSilent');
  expect((await get(token, `/api/warnings/${id}/proof/${world.ids[ELZENBOCHT]}`)).status).toBe(404);
  expect((await get(await world.tokenOf(RIETMARK), `/api/warnings/${id}/proof/${world.ids[RIETMARK]}`)).status).toBe(404);
});

test('the CERT has no pack without telling, and its pack does not count others either', async () => {
  const id = await story();
  expect((await get(world.cert, `/api/warnings/${id}/proof/${world.ids[RIETMARK]}`)).status).toBe(404);
  const { body } = await get(world.cert, `/api/warnings/${id}/proof/${world.ids[ELZENBOCHT]}`);
  expect(body.trail.entries.find((one: { action: string }) => one.action === 'warning-released').entry).toBeUndefined();
});

test('an institution sees who of others read its data, and not its own reading', async () => {
  const id = await story();
  const lindemark = world.ids[LINDEMARK];
  const token = await world.tokenOf(LINDEMARK);
  await get(world.cert, `/api/institutions/${lindemark}`);
  await get(token, `/api/institutions/${lindemark}`);
  await world.call(world.cert, 'GET', `/api/warnings/${id}/concerned`);
  await get(world.cert, `/api/warnings/${id}/proof/${lindemark}`);
  const { body } = await get(token, `/api/institutions/${lindemark}/readers`);
  expect(body.readers.map((one: Record<string, unknown>) => [one['what'], one['name'], one['amongOthers'], one['origin']])).toEqual([
    ['proof-exported', 'A. Analist', false, undefined],
    ['concerned-read', 'A. Analist', true, undefined],
    ['institution-read', 'A. Analist', false, undefined],
  ]);
  const page = await get(token, `/api/institutions/${lindemark}/readers?limit=2`);
  expect(page.body.readers).toHaveLength(2);
  expect((await get(token, `/api/institutions/${lindemark}/readers?limit=2&before=${page.body.next}`)).body.readers).toHaveLength(1);
  expect((await get(world.cert, `/api/institutions/${lindemark}/readers`)).body.readers[0].origin).toBe('127.0.0.1, API token');
});

test('another institution sees nothing of it, whatever it asks for', async () => {
  const id = await story();
  await get(world.cert, `/api/institutions/${world.ids[LINDEMARK]}`);
  await world.call(world.cert, 'GET', `/api/warnings/${id}/concerned`);
  const rietmark = await world.tokenOf(RIETMARK);
  expect((await get(rietmark, `/api/institutions/${world.ids[LINDEMARK]}/readers`)).status).toBe(404);
  expect((await get(rietmark, `/api/institutions/${world.ids[RIETMARK]}/readers`)).body.readers).toEqual([]);
});

test('a search is told of with what was searched for', async () => {
  await get(world.cert, '/api/institutions?text=linde');
  await get(world.cert, '/api/institutions');
  const found = await world.rows(`select actor, details, origin from forewarn.audit_log where action = 'institutions-searched'`);
  expect(found).toEqual([{ actor: 'A. Analist', details: { text: 'linde' }, origin: '127.0.0.1' }]);
});

test('a withdrawn and a corrected version are in the pack as told', async () => {
  const id = await story();
  await world.match(LINDEMARK, [UPDATE]);
  await world.call(world.cert, 'POST', `/api/warnings/${id}/withdraw`, { because: { nl: 'Het lek bestaat niet.' } });
  await workJobs(machine, 'record-telling', recordTelling);
  const { body } = await get(world.cert, `/api/warnings/${id}/proof/${world.ids[LINDEMARK]}`);
  expect(body.told.map((one: { kind: string }) => one.kind)).toEqual(['initial', 'correction', 'withdrawal']);
  expect(checkProofPack(body)).toEqual([]);
});

test('what each institution was told stands in the trail once, however often the job runs', async () => {
  await story();
  const told = () =>
    world.rows(`select subject, details->>'version' as version from forewarn.audit_log where action = 'institution-told' order by 1, 2`);
  const before = await told();
  expect(before).toHaveLength(4);
  await Promise.all([workJobs(machine, 'record-telling', recordTelling), workJobs(machine, 'record-telling', recordTelling)]);
  expect(await told()).toEqual(before);
});

test('the pack is printed for its institution and the CERT, in Dutch and English, and for nobody else', async () => {
  const id = await story();
  const url = `/api/warnings/${id}/proof/${world.ids[LINDEMARK]}/print`;
  const print = async (token: string, address: string) => {
    const answer = await app.inject({ url: address, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, type: answer.headers['content-type'], pdf: answer.rawPayload.toString('latin1') };
  };
  const own = await print(await world.tokenOf(LINDEMARK), url);
  expect([own.status, own.type, own.pdf.slice(0, 8)]).toEqual([200, 'application/pdf', '%PDF-1.7']);
  expect(own.pdf.includes('(Bewijs: waarschuwing ')).toBe(true);
  expect((await print(world.cert, `${url}?language=en`)).pdf.includes('(Proof: warning ')).toBe(true);
  expect((await print(await world.tokenOf(RIETMARK), url)).status).toBe(404);
  const told = await world.rows(`select actor from forewarn.audit_log where action = 'proof-exported' order by id`);
  expect(told).toEqual([{ actor: `token of ${LINDEMARK}` }, { actor: 'A. Analist' }]);
}, 60_000);
