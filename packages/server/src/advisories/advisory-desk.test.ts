import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../http/build-app.ts';
import { asSystem } from '../database/as-principal.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerAdvisoryRoutes } from './advisory-routes.ts';
import { ingestDocument } from './ingest-document.ts';
import { markWithdrawn } from './mark-withdrawn.ts';
import { exampleText, rawDocument } from './raw-document.test-support.ts';

let machine: TestMachine;
let app: FastifyInstance;
let tokens: Readonly<Record<'analyst' | 'colleague' | 'auditor' | 'member', string>>;
let sourceId: string;

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerAdvisoryRoutes(app, machine);
  await app.ready();
  const bare = { locations: [], networks: [], domains: [], contacts: [] };
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [{ name: 'GGZ Rietmark', ...bare }]);
  const [{ id: institutionId }] = await rows('select id from forewarn.institutions');
  const now = machine.clock.now();
  tokens = {
    analyst: await makeToken(machine.database, { kind: 'cert', name: 'A. Nalist', roles: ['analyst'] }, now),
    colleague: await makeToken(machine.database, { kind: 'cert', name: 'B. Collega', roles: ['editor'] }, now),
    auditor: await makeToken(machine.database, { kind: 'cert', name: 'C. Toezicht', roles: ['auditor'] }, now),
    member: await makeToken(machine.database, { kind: 'institution', name: 'Rietmark', institutionId }, now),
  };
  [{ id: sourceId }] = await rows(
    `insert into forewarn.sources (id, name, kind, url, added_at, next_poll_at) values (gen_random_uuid(), 'bron', 'csaf-provider', 'https://meridiaan.example/', now(), now()) returning id`,
  );
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

const rows = async (sql: string, values: readonly unknown[] = []) => (await machine.database.pool.query(sql, [...values])).rows;
type Who = keyof typeof tokens;
async function call(who: Who, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${tokens[who]}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
}
const REVISED = { version: '2.0.0', current_release_date: '2026-11-25T00:00:00Z' };
const URL = 'https://meridiaan.example/csaf/document.json';
const text = (id: string, tracking: object = {}) => exampleText({ title: id }, { id, ...tracking });
async function takeIn(id: string, tracking: object = {}): Promise<string> {
  const taken = await ingestDocument(machine, rawDocument(text(id, tracking), { sourceId, url: `${URL}?${id}` }));
  if (!('advisoryId' in taken)) throw new Error(taken.kind);
  return taken.advisoryId;
}
const delist = (id: string) =>
  asSystem(machine.database, 'test', (trx) =>
    markWithdrawn(trx, { sourceId, urls: [`${URL}?${id}`], at: machine.clock.now(), principal: { kind: 'system', name: 'test' } }),
  );
const found = async (who: Who, query: string) =>
  (await call(who, 'GET', `/api/advisories?${query}`)).body.advisories.map(({ trackingId }: { trackingId: string }) => trackingId);
const show = async (who: Who, id: string) => (await call(who, 'GET', `/api/advisories/${id}`)).body;
const trail = async (id: string) =>
  (
    await rows(
      `select action from forewarn.audit_log where subject = $1 and action !~ 'revision|-read$' or (subject = $1 and action = 'advisory-marked-read') order by id`,
      [id],
    )
  ).map(({ action }) => action);

test('an advisory is read for who marked it, until a newer revision comes; as unread again it is so too', async () => {
  const id = await takeIn('READ-1');
  expect(await found('analyst', 'unread=true&text=READ-1')).toEqual(['READ-1']);
  const mark = (who: Who) => call(who, 'PUT', `/api/advisories/${id}/read`, { sequence: 1 });
  expect((await mark('analyst')).body).toEqual({ isRead: true });
  expect((await mark('analyst')).body).toEqual({ isRead: true });
  expect([await found('analyst', 'unread=true&text=READ-1'), await found('analyst', 'unread=false&text=READ-1')]).toEqual([[], ['READ-1']]);
  expect([(await show('analyst', id)).isRead, (await show('colleague', id)).isRead]).toEqual([true, false]);
  await takeIn('READ-1', REVISED);
  expect((await show('analyst', id)).isRead).toBe(false);
  expect((await mark('analyst')).body).toEqual({ isRead: false }); // that of before
  await call('analyst', 'PUT', `/api/advisories/${id}/read`, { sequence: 2 });
  expect((await call('analyst', 'DELETE', `/api/advisories/${id}/read`)).body).toEqual({ isRead: false });
  expect(await found('analyst', 'unread=true&text=READ-1')).toEqual(['READ-1']);
  expect((await trail(id)).filter((action: string) => action.includes('marked'))).toEqual([
    'advisory-marked-read',
    'advisory-marked-read',
    'advisory-marked-unread',
  ]);
});

test('marks are for who writes at the desk: neither an auditor nor a member has them', async () => {
  const id = await takeIn('READ-2');
  for (const who of ['auditor', 'member'] as const)
    expect((await call(who, 'PUT', `/api/advisories/${id}/read`, { sequence: 1 })).status).toBe(403);
  expect((await show('member', id)).isRead).toBeUndefined();
  expect((await call('analyst', 'PUT', `/api/advisories/${id}/read`, { sequence: 9 })).status).toBe(404);
});

test('staff write notes at an advisory, which staff alone read; its writer takes one back, and puts it back', async () => {
  const id = await takeIn('NOTE-1');
  const note = await call('analyst', 'POST', `/api/advisories/${id}/notes`, {
    text: '  Gebeld met Meridiaan.\n<b>https://x.example</b>\u0007 ',
  });
  expect(note.body).toMatchObject({ text: 'Gebeld met Meridiaan.\n<b>https://x.example</b>', writtenBy: 'A. Nalist', isOwn: true });
  const notes = async (who: Who) => (await call(who, 'GET', `/api/advisories/${id}/notes`)).body.notes?.length;
  expect([await notes('analyst'), await notes('auditor'), await notes('member')]).toEqual([1, 1, undefined]);
  expect([(await show('colleague', id)).noteCount, (await show('member', id)).noteCount]).toEqual([1, undefined]);
  const withdrawal = `/api/advisories/${id}/notes/${note.body.id}/withdrawal`;
  const refused = await call('colleague', 'PUT', withdrawal);
  expect([refused.status, refused.body.title]).toEqual([403, 'A. Nalist wrote this note, and takes it back.']);
  expect((await call('analyst', 'PUT', withdrawal)).status).toBe(200);
  expect((await call('analyst', 'PUT', withdrawal)).status).toBe(200);
  expect([await notes('analyst'), (await show('analyst', id)).noteCount]).toEqual([0, 0]);
  expect((await call('analyst', 'DELETE', withdrawal)).status).toBe(200);
  expect(await notes('analyst')).toBe(1);
  expect(await trail(id)).toEqual(['advisory-noted', 'advisory-note-taken-back', 'advisory-note-put-back']);
  expect((await call('auditor', 'POST', `/api/advisories/${id}/notes`, { text: 'x' })).status).toBe(403);
  expect((await call('analyst', 'POST', `/api/advisories/${id}/notes`, { text: ' \n ' })).status).toBe(422);
});

test('what is put away is as one withdrawn, is in no list unless it is asked for, and is brought back', async () => {
  const id = await takeIn('AWAY-1');
  expect((await call('colleague', 'PUT', `/api/advisories/${id}/put-away`, { because: 'dubbel' })).status).toBe(403);
  expect((await call('analyst', 'PUT', `/api/advisories/${id}/put-away`, { because: 'Dubbel met MER-2.' })).body).toMatchObject({
    by: 'A. Nalist',
    because: 'Dubbel met MER-2.',
  });
  const again = await call('colleague', 'GET', `/api/advisories/${id}`);
  expect(again.body).toMatchObject({
    withdrawnAt: expect.any(String),
    putAway: { by: 'A. Nalist', because: 'Dubbel met MER-2.', isRevisedSince: false },
  });
  expect((await show('member', id)).putAway).toEqual({ at: expect.any(String) });
  expect([await found('analyst', 'text=AWAY-1'), await found('analyst', 'text=AWAY-1&putAway=true')]).toEqual([[], ['AWAY-1']]);
  expect([await found('member', 'text=AWAY-1'), await found('member', 'text=AWAY-1&putAway=true')]).toEqual([[], []]);
  const twice = await call('analyst', 'PUT', `/api/advisories/${id}/put-away`, { because: 'nog eens' });
  expect([twice.status, twice.body.code]).toEqual([409, 'already-aside']);
  expect((await call('analyst', 'DELETE', `/api/advisories/${id}/put-away`)).body.because).toBe('Dubbel met MER-2.');
  expect((await show('analyst', id)).withdrawnAt).toBeUndefined();
  expect([await found('analyst', 'text=AWAY-1'), await found('member', 'text=AWAY-1')]).toEqual([['AWAY-1'], ['AWAY-1']]);
  expect((await call('analyst', 'DELETE', `/api/advisories/${id}/put-away`)).status).toBe(409);
  expect(await trail(id)).toEqual(['advisory-put-away', 'advisory-brought-back']);
});

test('a source that lists it again does not bring it back, nor does a new revision, which waits with it', async () => {
  const id = await takeIn('AWAY-2');
  await call('analyst', 'PUT', `/api/advisories/${id}/put-away`, { because: 'Niet voor de zorg.' });
  await takeIn('AWAY-2');
  expect(await found('analyst', 'text=AWAY-2')).toEqual([]);
  await rows(`update forewarn.advisories set put_away_at = put_away_at - interval '1 minute' where id = $1`, [id]);
  await takeIn('AWAY-2', REVISED);
  expect(await found('analyst', 'text=AWAY-2')).toEqual([]);
  expect(await show('analyst', id)).toMatchObject({
    trackingVersion: '2.0.0',
    withdrawnAt: expect.any(String),
    putAway: { isRevisedSince: true },
    revisions: [{ sequence: 2, isInForce: true }, { sequence: 1 }],
  });
  await call('analyst', 'DELETE', `/api/advisories/${id}/put-away`);
  expect(await show('analyst', id)).toMatchObject({ trackingVersion: '2.0.0' });
  expect((await show('analyst', id)).withdrawnAt).toBeUndefined();
});

test('what its source stopped listing meanwhile is withdrawn still once it is brought back', async () => {
  const id = await takeIn('AWAY-3');
  await call('analyst', 'PUT', `/api/advisories/${id}/put-away`, { because: 'Even niet.' });
  await delist('AWAY-3');
  await call('analyst', 'DELETE', `/api/advisories/${id}/put-away`);
  expect((await show('analyst', id)).withdrawnAt).toBeDefined();
  await takeIn('AWAY-3');
  expect((await show('analyst', id)).withdrawnAt).toBeUndefined();
});
