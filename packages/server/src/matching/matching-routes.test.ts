import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';
import { MATCHING_JOBS } from './matching-jobs.ts';
import { registerMatchingRoutes } from './matching-routes.ts';

let machine: TestMachine;
let world: ExampleWorld;
let app: FastifyInstance;
let ids: readonly InstitutionId[];
let advisoryId: AdvisoryId;
let cert: string;
let ofLindemark: string;

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  app = await buildApp(machine);
  registerMatchingRoutes(app, machine);
  await app.ready();
  ids = await world.institutions({ name: 'Ziekenhuis Lindemark' }, { name: 'GGZ Rietmark' });
  const epd = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD' };
  await world.inventory(ids[0]!, [{ ...epd, version: '6.2.14' }]);
  await world.inventory(ids[1]!, [{ ...epd, version: '6.2.15' }]);
  advisoryId = await world.advisory();
  await matchAdvisory(machine, advisoryId);
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, machine.clock.now());
  ofLindemark = await makeToken(machine.database, { kind: 'institution', name: 'Lindemark', institutionId: ids[0]! }, machine.clock.now());
});
afterAll(async () => {
  await app.close();
  await machine.close();
});

const get = async (token: string, url: string) => {
  const response = await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
  return { status: response.statusCode, body: response.json() };
};

test('the CERT sees who is concerned and who is not, with why', async () => {
  expect((await get(cert, `/api/advisories/${advisoryId}/matches`)).body.matches).toMatchObject([
    { institution: 'GGZ Rietmark', kind: 'not-concerned', because: 'fixed', version: '6.2.15' },
    {
      institution: 'Ziekenhuis Lindemark',
      kind: 'concerned',
      certainty: 'certain',
      evidence: [{ version: 'in-range' }],
      remediations: [{ details: 'Werk bij naar 6.2.15.' }],
    },
  ]);
  expect((await get(cert, `/api/advisories/${advisoryId}/matches?kind=concerned`)).body.matches).toHaveLength(1);
});

test('a long list comes in pages', async () => {
  const first = await get(cert, `/api/advisories/${advisoryId}/matches?limit=1`);
  expect(first.body.matches).toMatchObject([{ institution: 'GGZ Rietmark' }]);
  const second = await get(cert, `/api/advisories/${advisoryId}/matches?limit=1&after=${encodeURIComponent(first.body.next)}`);
  expect(second.body).toMatchObject({ matches: [{ institution: 'Ziekenhuis Lindemark' }] });
  expect(second.body.next).toBeUndefined();
  expect((await get(cert, `/api/institutions/${ids[0]}/matches?after=7:no-id`)).status).toBe(200);
});

test('an institution sees its own and nobody else’s', async () => {
  expect((await get(ofLindemark, `/api/advisories/${advisoryId}/matches`)).body.matches).toMatchObject([
    { institution: 'Ziekenhuis Lindemark' },
  ]);
  expect((await get(ofLindemark, `/api/institutions/${ids[0]}/matches`)).body.matches).toMatchObject([{ advisoryId, kind: 'concerned' }]);
  expect((await get(ofLindemark, `/api/institutions/${ids[1]}/matches`)).status).toBe(404);
});

test('the CERT has all of an institution matched again: what is stored wrongly is put right, once', async () => {
  const post = async (token: string) =>
    app.inject({ method: 'POST', url: `/api/institutions/${ids[0]}/matching`, headers: { authorization: `Bearer ${token}` } });
  await world.rows(`update forewarn.matches set kind = 'not-concerned', certainty = null, because = 'fixed' where institution_id = $1`, [
    ids[0],
  ]);
  expect((await post(ofLindemark)).statusCode).toBe(403);
  expect([(await post(cert)).statusCode, (await post(cert)).statusCode]).toEqual([200, 200]);
  const waiting = await world.jobs('match-inventory');
  const asked = waiting.filter((payload) => payload.everything === true);
  expect(asked).toHaveLength(1);
  await MATCHING_JOBS['match-inventory'](machine, asked[0]);
  expect((await get(cert, `/api/institutions/${ids[0]}/matches`)).body.matches).toMatchObject([
    { kind: 'concerned', certainty: 'certain' },
  ]);
});

test('what an institution may not read it is not told of either', async () => {
  await world.rows(`update forewarn.advisories set tlp = 'AMBER' where id = $1`, [advisoryId]);
  expect((await get(ofLindemark, `/api/institutions/${ids[0]}/matches`)).body.matches).toEqual([]);
  expect((await get(cert, `/api/institutions/${ids[0]}/matches`)).body.matches).toHaveLength(1);
});
