import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdvisoryId } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { NO_SCOPE } from '@forewarn/core/matters/matter.ts';
import { asSystem } from '../database/as-principal.ts';
import { buildApp } from '../http/build-app.ts';
import { acceptComponents } from '../inventories/accept-components.ts';
import { acceptRelations } from '../inventories/accept-relations.ts';
import { loadKeysOf } from '../inventories/product-keys.ts';
import { registerAliasRoutes } from '../products/alias-routes.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { findConcerned } from './find-concerned.ts';
import { matchAdvisory } from './match-advisory.ts';
import { MATCHING_JOBS } from './matching-jobs.ts';

let machine: TestMachine;
let world: ExampleWorld;
let app: FastifyInstance;
let cert: string;
let member: string;
let advisoryId: AdvisoryId;

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  app = await buildApp(machine);
  registerAliasRoutes(app, machine);
  await app.ready();
  const [lindemark] = await world.institutions({ name: 'Ziekenhuis Lindemark' });
  await world.inventory(lindemark!, [{ product: 'Het Dossier', version: '6.2.14' }]);
  advisoryId = await world.advisory();
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, machine.clock.now());
  member = await makeToken(machine.database, { kind: 'institution', name: 'Lindemark', institutionId: lindemark! }, machine.clock.now());
});
afterAll(async () => {
  await app.close();
  await machine.close();
});

const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object, token = cert) => {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
};

/** Works off the jobs of matching, as the queue would. */
async function workOff(): Promise<void> {
  for (const name of ['match-inventory', 'match-advisory'] as const) {
    for (const payload of await world.jobs(name)) await MATCHING_JOBS[name](machine, payload);
    await world.rows(
      'delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = $1',
      [name],
    );
  }
}
const concerned = async () =>
  (await world.rows(`select certainty from forewarn.matches where kind = 'concerned' and ended_at is null`)).map((row) => row.certainty);

const DECISION = { aliasProduct: 'Het dossier', supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', kind: 'colloquial' };
let aliasId: string;

test('a name that an analyst resolves makes the line meet the advisory', async () => {
  await workOff();
  expect(await concerned()).toEqual([]);
  const decided = await call('POST', '/api/product-aliases', DECISION);
  expect(decided).toMatchObject({
    status: 200,
    body: { aliasProduct: 'het dossier', supplier: 'meridiaan zorgsoftware', decidedBy: 'analist' },
  });
  aliasId = decided.body.id;
  await workOff();
  expect(await concerned()).toEqual(['certain']);
  expect(await world.jobs('raise-warnings')).toEqual([{ advisoryId }]);
  expect((await world.rows(`select action from forewarn.audit_log where subject_kind = 'product-alias'`)).map((row) => row.action)).toEqual(
    ['alias-decided'],
  );
});

test('the same decision a second time is refused, and one that says nothing is', async () => {
  expect(await call('POST', '/api/product-aliases', DECISION)).toMatchObject({ status: 409, body: { code: 'already-decided' } });
  expect(await call('POST', '/api/product-aliases', { aliasProduct: 'EPD', product: 'epd', kind: 'other' })).toMatchObject({ status: 422 });
  expect(await call('POST', '/api/product-aliases', { aliasProduct: 'EPD', supplier: 'Meridiaan', kind: 'other' })).toMatchObject({
    status: 422,
  });
  expect(await call('GET', '/api/product-aliases', undefined, member)).toMatchObject({ status: 403 });
});

test('a decision that is undone leaves the match, and stays on record', async () => {
  expect((await call('DELETE', `/api/product-aliases/${aliasId}`)).status).toBe(200);
  await workOff();
  expect(await concerned()).toEqual([]);
  expect((await call('GET', '/api/product-aliases')).body.aliases).toEqual([]);
  expect(await world.rows('select undone_by from forewarn.product_aliases')).toEqual([{ undone_by: 'analist' }]);
  expect((await call('DELETE', `/api/product-aliases/${aliasId}`)).status).toBe(404);
});

test('lines, parts and relations that bear a resolved name are found by advisories and matters that come later', async () => {
  const analyst = { kind: 'cert', name: 'analist', roles: ['analyst'] } as const;
  const [kwelmark, zandwilg, elzenbocht] = await world.institutions({ name: 'Kwelmark' }, { name: 'Zandwilg' }, { name: 'Elzenbocht' });
  await world.inventory(kwelmark!, [{ product: 'Blauwe Knop', version: '6.2.14' }]);
  await world.inventory(zandwilg!, [{ key: 'poort', product: 'Roosterwerk' }]);
  const bill = { bomFormat: 'CycloneDX', specVersion: '1.5', components: [{ type: 'library', name: 'Blauwe Knop', version: '6.2.14' }] };
  const bytes = Buffer.from(JSON.stringify(bill));
  for (const accepted of [
    await acceptComponents(machine, analyst, { institutionId: zandwilg!, of: 'poort', bytes, fileName: 'poort.cdx.json' }),
    await acceptRelations(machine, analyst, {
      institutionId: elzenbocht!,
      relations: [{ kind: 'connection', supplier: 'Knopenmaker', connection: 'vpn' }],
      replaces: true,
    }),
  ])
    expect(isRefusal(accepted)).toBe(false);
  const meridiaan = { supplier: 'Meridiaan Zorgsoftware', kind: 'colloquial' };
  expect((await call('POST', '/api/product-aliases', { ...meridiaan, aliasProduct: 'Blauwe knop', product: 'Meridiaan EPD' })).status).toBe(
    200,
  );
  expect((await call('POST', '/api/product-aliases', { ...meridiaan, aliasSupplier: 'Knopenmaker' })).status).toBe(200);
  await workOff();
  // Either side would find the other by its own keys; what is stored is made anew all the same, so that any look-up by key meets it.
  const keysOf = await loadKeysOf(machine);
  const stored = await world.rows(`select
      (select s.keys from forewarn.inventory_items t join forewarn.product_key_sets s on s.id = t.key_set_id where t.product = 'Blauwe Knop') as line,
      (select product_keys from forewarn.item_components where product = 'Blauwe Knop') as part,
      (select product_keys from forewarn.inventory_relations where supplier = 'Knopenmaker') as relation`);
  const sorted = (keys: readonly string[]) => keys.toSorted();
  const meant = keysOf({ key: '', product: 'Blauwe Knop', exposure: 'unknown' });
  expect(meant.length).toBeGreaterThan(2);
  expect(sorted(stored[0].line)).toEqual(sorted(meant));
  expect(sorted(stored[0].part)).toEqual(sorted(meant));
  expect(stored[0].relation).toContain('by:meridiaanzorgsoftware');
  const later = await world.advisory();
  await matchAdvisory(machine, later);
  const found = await world.rows(
    'select i.name, m.reason from forewarn.matches m join forewarn.institutions i on i.id = m.institution_id where m.advisory_id = $1 and m.ended_at is null order by i.name',
    [later],
  );
  expect(found).toEqual([
    { name: 'Kwelmark', reason: 'product-version' },
    { name: 'Zandwilg', reason: 'component' },
  ]);
  const scope = { ...NO_SCOPE, suppliers: ['Meridiaan Zorgsoftware'] };
  const concerned = await asSystem(machine.database, 'test', (trx) => findConcerned(trx, { advisoryIds: [], scope }, machine.clock.now()));
  expect(concerned.find(({ institutionId }) => institutionId === elzenbocht)?.reasons.map(({ reason }) => reason)).toEqual(['connection']);
});
