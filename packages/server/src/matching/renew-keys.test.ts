import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';
import { matchInventory } from './match-inventory.ts';
import { renewKeys } from './renew-keys.ts';
import { showApplicability } from './show-applicability.ts';

let machine: TestMachine;
let world: ExampleWorld;
let lindemark: InstitutionId;
let advisoryId: AdvisoryId;

const LINES = [
  { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: '6.2.14' },
  { supplier: 'Vlonder Systemen', product: 'Vlonder Poort', version: '4.9' },
];
const stored = () => world.rows('select id, key_set_id, version_from, version_to from forewarn.inventory_items order by id');
const places = () => world.rows('select key_set_id, version_from, version_to from forewarn.advisory_places order by 1, 2, 3');

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  [lindemark] = (await world.institutions({ name: 'Ziekenhuis Lindemark' })) as [InstitutionId];
  await world.inventory(lindemark, LINES);
  advisoryId = await world.advisory();
});
afterAll(() => machine.close());

test('what an installation had before gets its places, the same as what comes in now', async () => {
  const before = await stored();
  // As the migration leaves lines that were there: everywhere; and an advisory without places.
  await world.rows(
    `update forewarn.inventory_items set version_from = '\\x00', version_to = '\\xff', key_set_id = forewarn.product_key_set('{}')`,
  );
  await renewKeys(machine);
  expect(await stored()).toEqual(before);
  expect(await places()).not.toEqual([]);
  expect(await world.rows('select what, version, done from forewarn.key_renewals order by what')).toMatchObject([
    { what: 'advisories', done: true },
    { what: 'components', done: true },
    { what: 'lines', done: true },
    { what: 'relations', done: true },
  ]);
});

test('a second run changes nothing, and one that was cut off goes on where it was', async () => {
  const [lines, of] = [await stored(), await places()];
  await renewKeys(machine);
  expect([await stored(), await places()]).toEqual([lines, of]);
  await world.rows(`update forewarn.inventory_items set version_from = '\\x00', version_to = '\\xff'`);
  await world.rows(`update forewarn.key_renewals set done = false, last_id = $1 where what = 'lines'`, [lines[0].id]);
  await renewKeys(machine);
  const [first, second] = await stored();
  expect(Buffer.compare(first.version_from, first.version_to)).not.toBe(0);
  expect(second).toEqual(lines[1]);
});

test('an advisory is found from the side of the inventory before it has its places and after', async () => {
  await renewKeys(machine);
  const payload = { institutionId: lindemark, snapshotIds: [], everything: true };
  expect(await matchInventory(machine, payload)).toMatchObject({ advisories: 1, matched: 1 });
  await world.rows('update forewarn.advisories set placed_revision_id = null');
  expect(await matchInventory(machine, payload)).toMatchObject({ advisories: 1, matched: 1, changed: 0 });
  await matchAdvisory(machine, advisoryId);
  expect(await matchInventory(machine, payload)).toMatchObject({ advisories: 1, matched: 1, changed: 0 });
});

test('a line far outside the versions is not asked, and its silence is worked out when somebody asks', async () => {
  await world.inventory(lindemark, [{ supplier: 'Meridiaan Zorgsoftware', product: 'Waterlelie', version: '9.1' }]);
  const lilies = await world.advisory((document) => {
    const product = document.product_tree.branches[0]?.branches[0];
    if (product !== undefined) product.name = 'Waterlelie';
  });
  expect(await matchAdvisory(machine, lilies)).toMatchObject({ candidates: 0, matched: 0 });
  const shown = await showApplicability(machine, { kind: 'system', name: 'test' }, { advisoryId: lilies, institutionId: lindemark });
  expect(shown).toMatchObject({ applicability: { kind: 'not-concerned', silent: [{ because: 'version-not-affected' }] } });
});
