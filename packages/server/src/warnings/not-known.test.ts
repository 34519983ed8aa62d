import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, TEXTS, type ExampleMatter } from './example-matter.test-support.ts';

let machine: TestMachine;
let world: ExampleMatter;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  // Rietmark gave in nothing; Elzenbocht's list is older than a year, and names the product.
  await world.rows('delete from forewarn.inventory_items where institution_id = $1', [world.ids[RIETMARK]]);
  await world.rows(`update forewarn.inventory_items set checked_at = '2025-01-01' where institution_id = $1`, [world.ids[ELZENBOCHT]]);
});
afterAll(async () => {
  await world.app.close();
  await machine.close();
});

const preview = async (id: string) => (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview`)).body;

test('before release the CERT sees of whom nobody can tell, apart from everybody else, and what to ask them', async () => {
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
  const { id } = await world.draft();
  const shown = await preview(id);
  expect(shown.notKnown).toEqual([
    { institutionId: world.ids[RIETMARK], institution: RIETMARK, because: 'no-inventory', question: 'Gebruikt u Meridiaan EPD?' },
  ]);
  expect(shown.counts).toMatchObject({ told: 2, notKnown: 1 });
  expect(shown.institutions.map((one: { institution: string }) => one.institution)).not.toContain(RIETMARK);
  // An old line concerns, less surely.
  expect(shown.institutions.find((one: { institution: string }) => one.institution === ELZENBOCHT)).toMatchObject({
    decision: 'warn',
    certainty: 'likely',
  });
  await world.release(id);
  expect((await world.call(world.cert, 'GET', `/api/warnings/${id}/concerned`)).body).toMatchObject({
    counts: { concerned: 2 },
    notKnown: 1,
  });
});

test('who has an old list and none of it names the product is not known either; nobody is asked what is not urgent', async () => {
  const matter = { title: 'Storing', source: 'leverancier', scope: { products: [{ product: 'Roosterwerk' }] } };
  const { id } = await world.draft({ matter, urgency: 'this-week', texts: TEXTS });
  const { notKnown } = await preview(id);
  expect(notKnown.map(({ institution, because, question }: Record<string, string>) => [institution, because, question])).toEqual(
    expect.arrayContaining([
      [ELZENBOCHT, 'inventory-old', undefined],
      [RIETMARK, 'no-inventory', undefined],
    ]),
  );
  expect(notKnown).toHaveLength(2);
});

test('of a wave in a sector everybody is known', async () => {
  const matter = { title: 'Golf van phishing', source: 'telefoon', scope: { sectors: ['ggz'] } };
  const { id } = await world.draft({ matter });
  expect(await preview(id)).toMatchObject({
    notKnown: [],
    counts: { told: 1, notKnown: 0, byCertainty: { certain: 1 }, byUrgency: { 'act-now': 1 } },
  });
});
