import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';
import { matchInventory } from './match-inventory.ts';

let machine: TestMachine;
let world: ExampleWorld;

const VERSIONS = [
  '6.1',
  '6',
  '6.2.14',
  '6.2.15',
  '6.2.16',
  '7',
  '10.0',
  'v6.2.3',
  '6.2.15 build 12',
  '6.2.14, 7.1',
  '6.2.x',
  'laatste',
  '2024.1',
  'L80',
  undefined,
];
const LINES = [
  ...VERSIONS.map((version) => ({ supplier: 'Meridiaan Zorgsoftware', product: 'Waterlelie', version })),
  ...VERSIONS.map((version) => ({ supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version })),
  { product: 'meridiaan', version: '9.9' },
  { supplier: 'Vlonder Systemen', product: 'Vlonder Poort', version: '6.2.14' },
];
const answers = (id: InstitutionId) =>
  world.rows(
    `select t.key, t.version, m.kind, m.certainty, m.because, m.reason, m.evidence from forewarn.matches m join forewarn.inventory_items t on t.id = m.item_id
     where m.institution_id = $1 and m.ended_at is null order by t.key, m.kind`,
    [id],
  );

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
});
afterAll(() => machine.close());

test('the advisory or the inventory first: the same answers, and every version that might be meant is among them', async () => {
  const [before, after] = (await world.institutions({ name: 'Ziekenhuis Lindemark' }, { name: 'GGZ Rietmark' })) as [
    InstitutionId,
    InstitutionId,
  ];
  await world.inventory(before, LINES);
  for (const name of ['Waterlelie', 'Meridiaan EPD']) {
    const advisory = await world.advisory((document) => {
      const product = document.product_tree.branches[0]?.branches[0];
      if (product !== undefined) product.name = name;
    });
    await matchAdvisory(machine, advisory);
  }
  await matchInventory(machine, await world.inventory(after, LINES));
  const found = await answers(before);
  expect(await answers(after)).toEqual(found);
  const concerned = new Set(found.filter(({ kind }) => kind === 'concerned').map(({ version }) => version));
  for (const version of ['6.1', '6', '6.2.14', 'v6.2.3', '6.2.14, 7.1', 'laatste', null])
    expect(concerned, `${version}`).toContain(version);
  const surely = new Set(found.filter(({ certainty }) => certainty === 'certain' || certainty === 'likely').map(({ version }) => version));
  for (const version of ['6.2.16', '7', '10.0']) expect(surely, version).not.toContain(version);
});
