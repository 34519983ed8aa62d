import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { exampleProvider } from './example-provider.test-support.ts';
import { registerOpenPointRoutes } from './open-point-routes.ts';
import { registerProviderQueueRoutes } from './provider-queue-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;
let kwartel: Awaited<ReturnType<typeof exampleProvider>>;
let reader: Awaited<ReturnType<typeof exampleProvider>>;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, (app) => {
    registerOpenPointRoutes(app, machine);
    registerProviderQueueRoutes(app, machine);
  });
  for (const name of [LINDEMARK, ELZENBOCHT, RIETMARK]) await world.match(name);
  const { id } = await world.draft();
  await world.release(id);
  kwartel = await exampleProvider(machine, world, {
    name: 'Kwartel ICT',
    customers: [ELZENBOCHT, LINDEMARK],
    scopes: ['read', 'answer'],
  });
  reader = await exampleProvider(machine, world, { name: 'Leest ICT', customers: [ELZENBOCHT], scopes: ['read'] });
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const queue = async (token: string) => (await world.call(token, 'GET', '/api/provider/queue')).body;
type Row = { institution: string; institutionId: string; points: { warningId: string; line: string }[] };
const pointsOf = (customers: readonly Row[]) =>
  customers.flatMap(({ institutionId, points }) => points.map(({ warningId, line }) => ({ institutionId, warningId, line })));

test('a provider sees one queue over the customers that let it read, and none of the others', async () => {
  const seen = await queue(kwartel.token);
  expect(seen).toMatchObject({ customers: 2, warnings: [{ told: 2, done: 0, urgency: 'act-now', products: ['Meridiaan EPD'] }] });
  expect(seen.warnings[0].customers.map(({ institution }: Row) => institution)).toEqual([ELZENBOCHT, LINDEMARK]);
  expect(JSON.stringify(seen)).not.toMatch(/Rietmark|6\.2\.9/);
});

test('who may only read is told so, and what it answers is refused as for a customer that is none', async () => {
  const [{ customers }] = (await queue(reader.token)).warnings;
  expect(customers[0].mayAnswer).toBe(false);
  const said = await world.call(reader.token, 'POST', '/api/provider/answers', { points: pointsOf(customers), answer: 'working' });
  expect(said.body).toMatchObject({ answered: 0, results: [{ outcome: 'refused', code: 'no-such' }] });
  expect(await world.rows('select 1 from forewarn.acknowledgements')).toEqual([]);
});

test('one answer goes to several customers at once, each on its behalf; a stranger among them is told and stops nobody', async () => {
  const [{ customers }] = (await queue(kwartel.token)).warnings;
  const stranger = { ...pointsOf(customers)[0], institutionId: world.ids[RIETMARK] };
  const said = await world.call(kwartel.token, 'POST', '/api/provider/answers', {
    points: [stranger, ...pointsOf(customers)],
    answer: 'fixed',
    abuseCheck: 'clean',
  });
  expect(said.body.answered).toBe(2);
  expect(said.body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['refused', 'answered', 'answered']);
  const trail = await world.rows(
    `select institution_id, actor_kind from forewarn.audit_log where action = 'warning-acknowledged' order by institution_id`,
  );
  expect(trail).toEqual(
    [world.ids[ELZENBOCHT], world.ids[LINDEMARK]].toSorted().map((id) => ({ institution_id: id, actor_kind: 'provider' })),
  );
  expect((await queue(kwartel.token)).warnings).toEqual([]);
});

test('each customer reads what its provider did for it, and when', async () => {
  const { body } = await world.call(await world.tokenOf(ELZENBOCHT), 'GET', '/api/home');
  expect(body.doneForYou).toMatchObject([{ provider: 'Kwartel ICT', answer: 'fixed', answeredAt: machine.clock.now() }]);
});

test('a customer that withdraws its consent is gone from the queue at once', async () => {
  await world.rows('update forewarn.provider_consents set withdrawn_at = now() where provider_id = $1', [reader.id]);
  expect(await queue(reader.token)).toMatchObject({ customers: 0, warnings: [] });
});
