import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld } from './example-world.test-support.ts';
import { findLineIds } from './line-store.ts';

let machine: TestMachine;
let lindemark: InstitutionId;

beforeAll(async () => {
  machine = await testMachine();
  const world = exampleWorld(machine);
  [lindemark] = (await world.institutions({ name: 'Ziekenhuis Lindemark' })) as [InstitutionId];
  await world.inventory(lindemark, [{ supplier: 'Meridiaan Zorgsoftware' }]);
  // Enough other lines for the planner to care.
  await world.rows(
    `insert into forewarn.inventory_items (institution_id, inventory_id, key, product, product_keys, checked_at, first_snapshot)
     select t.institution_id, t.inventory_id, 'other ' || n, 'other', array['word:other' || n, 'by:other'], now(), 1 from forewarn.inventory_items t, generate_series(1, 20000) n`,
  );
  await world.rows('vacuum analyze forewarn.inventory_items');
});
afterAll(() => machine.close());

test('lines are found by index behind the row policies, where the bare query would read them all', async () => {
  await asSystem(machine.database, 'test', async (trx) => {
    expect(await findLineIds(trx, ['word:epd', 'word:meridiaan', 'word:meridiaanepd'])).toHaveLength(1);
    const bare = await sql<{
      'QUERY PLAN': string;
    }>`explain select id from forewarn.inventory_items where last_snapshot is null and product_keys && array['word:epd']`.execute(trx);
    expect(bare.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Seq Scan');
  });
  const owner = await machine.database.pool.query(
    `explain select t.id from forewarn.inventory_items t where (select true) and t.last_snapshot is null and t.product_keys && array['word:epd'] order by t.id`,
  );
  expect(owner.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('inventory_items_by_product_key');
});

test('finding by key is for staff alone', async () => {
  const asMember = (keys: readonly string[]) =>
    asPrincipal(machine.database, { kind: 'institution', name: 'Lindemark', institutionId: lindemark }, (trx) => findLineIds(trx, keys));
  expect(await asMember(['by:other', 'word:meridiaanepd'])).toEqual([]);
});
