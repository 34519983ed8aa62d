import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { registerMatchingRoutes } from './matching-routes.ts';

let machine: TestMachine;
let world: ExampleWorld;
let app: FastifyInstance;
let ids: Readonly<Record<string, InstitutionId>>;
let advisoryId: AdvisoryId;
let cert: string;

const EPD = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD' };
const NAMES = ['Lindemark', 'Rietmark', 'Wilgenrak', 'Zandwilg', 'Duinmark', 'Berkenpad'] as const;

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  app = await buildApp(machine);
  registerMatchingRoutes(app, machine);
  await app.ready();
  const made = await world.institutions(...NAMES.map((name) => ({ name })));
  ids = Object.fromEntries(NAMES.map((name, place) => [name, made[place]!]));
  await world.inventory(ids['Lindemark']!, [
    { ...EPD, version: '6.2.14' },
    { ...EPD, version: '6.2.15' },
  ]);
  await world.inventory(ids['Rietmark']!, [{ ...EPD, version: '6.2.15' }]);
  await world.inventory(ids['Wilgenrak']!, [{ supplier: 'Roosterwerk', product: 'Roosterwerk' }]);
  await world.inventory(ids['Zandwilg']!, [{ ...EPD, version: '6.2.14' }]);
  await world.inventory(ids['Duinmark']!, [{ ...EPD, version: '6.2.15' }]);
  await world.rows(`update forewarn.inventory_items set checked_at = '2025-01-01' where institution_id = any($1)`, [
    [ids['Zandwilg'], ids['Duinmark']],
  ]);
  advisoryId = await world.advisory();
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, machine.clock.now());
});
afterAll(async () => {
  await app.close();
  await machine.close();
});

const ask = async (name: string, token = cert, advisory: string = advisoryId) => {
  const response = await app.inject({
    method: 'GET',
    url: `/api/advisories/${advisory}/institutions/${ids[name]}`,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.statusCode, body: response.json() };
};

test('who is concerned is told with every reason, though nothing was matched yet, and what it holds beside it', async () => {
  expect((await ask('Lindemark')).body).toMatchObject({
    institution: 'Lindemark',
    answer: 'concerned',
    certainty: 'certain',
    reasons: [
      { reason: 'product-version', version: '6.2.14', evidence: [{ version: 'in-range' }], remediations: [{ category: 'vendor_fix' }] },
    ],
    silent: [{ because: 'fixed', version: '6.2.15' }],
  });
});

test('who is not concerned is told which kind of not, and by which document', async () => {
  expect((await ask('Rietmark')).body).toMatchObject({ answer: 'not-concerned', because: 'fixed', silent: [{ product: 'Meridiaan EPD' }] });
  expect((await ask('Wilgenrak')).body).toMatchObject({
    answer: 'not-concerned',
    because: 'not-in-inventory',
    silent: [],
    document: { title: expect.any(String), trackingVersion: '1' },
  });
});

test('a supplier that says that its product is not affected is told as the one who says so', async () => {
  const vex = await world.advisory((document) => {
    for (const vulnerability of document.vulnerabilities as { product_status: object; remediations?: object[] }[]) {
      vulnerability.product_status = { known_not_affected: Object.values(vulnerability.product_status).flat() };
      vulnerability.remediations = [];
    }
  });
  expect((await ask('Lindemark', cert, vex)).body).toMatchObject({ answer: 'not-concerned', because: 'supplier-says-not-affected' });
});

test('an old inventory can concern, one step less surely; it can not be silent', async () => {
  expect((await ask('Zandwilg')).body).toMatchObject({
    answer: 'concerned',
    certainty: 'likely',
    reasons: [{ evidence: [{ oldSince: '2025-01-01T00:00:00.000Z' }] }],
  });
  expect((await ask('Duinmark')).body).toMatchObject({ answer: 'not-known', because: 'inventory-old', silent: [{ because: 'fixed' }] });
  expect((await ask('Berkenpad')).body).toMatchObject({ answer: 'not-known', because: 'no-inventory' });
});

test('an institution asks about itself, and about what it may read', async () => {
  const own = await makeToken(
    machine.database,
    { kind: 'institution', name: 'Rietmark', institutionId: ids['Rietmark']! },
    machine.clock.now(),
  );
  expect((await ask('Rietmark', own)).body).toMatchObject({ answer: 'not-concerned' });
  expect((await ask('Lindemark', own)).status).toBe(404);
  await world.rows(`update forewarn.advisories set tlp = 'AMBER' where id = $1`, [advisoryId]);
  expect((await ask('Rietmark', own)).status).toBe(404);
  expect((await ask('Rietmark')).status).toBe(200);
});
