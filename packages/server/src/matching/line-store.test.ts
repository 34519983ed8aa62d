import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import { EVERYWHERE } from '@forewarn/core/products/version-spans.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { findLineIds } from './line-store.ts';
import { sayingsAt } from './place-store.ts';
import { plansOf } from './plans-of.test-support.ts';

let machine: TestMachine;
let world: ExampleWorld;
let lindemark: InstitutionId;

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  [lindemark] = (await world.institutions({ name: 'Ziekenhuis Lindemark' })) as [InstitutionId];
  await world.inventory(lindemark, [{ supplier: 'Meridiaan Zorgsoftware' }]);
  // Enough other lines for the planner to care.
  await world.rows(
    `insert into forewarn.product_key_sets (digest, keys, in_lines) select sha256(n::text::bytea), array['by:other', 'word:other' || n], true from generate_series(1, 5000) n`,
  );
  await world.rows(
    `insert into forewarn.inventory_items (institution_id, inventory_id, key, product, key_set_id, version_from, version_to, checked_at, first_snapshot)
     select t.institution_id, t.inventory_id, 'other ' || s.id || ' ' || m, 'other', s.id, v.at, v.at, now(), 1
     from (select * from forewarn.inventory_items limit 1) t, forewarn.product_key_sets s, generate_series(1, 8) m, lateral (select decode('0104013' || m || '02', 'hex') as at) v
     where 'by:other' = any(s.keys)`,
  );
  await world.rows('vacuum analyze forewarn.inventory_items, forewarn.product_key_sets');
});
afterAll(() => machine.close());

test('lines are found by key and version, and a set of keys by its keys, by index behind the row policies', async () => {
  await asSystem(machine.database, 'test', async (trx) => {
    expect(await findLineIds(trx, ['word:epd', 'word:meridiaan', 'word:meridiaanepd'])).toHaveLength(1);
  });
  const own = await world.rows(`select id from forewarn.product_key_sets where 'word:other7' = any(keys)`);
  const found = await world.rows(
    `select sum(length(item_ids))::int as count from forewarn.lines_at_places(array[$1::int], array['\\x010401320000'::bytea], array['\\x0104013502'::bytea])`,
    [own[0].id],
  );
  expect(found[0].count).toBeNull(); // nobody asks
  const plan = await plansOf(
    machine.database,
    `select * from forewarn.lines_at_places(array[${own[0].id}], array['\\x01040132'::bytea], array['\\x0104013502'::bytea])`,
  );
  expect(plan).toContain('inventory_items_by_version');
  expect(plan).toContain('inventory_items_anywhere');
  expect(plan).not.toMatch(/Seq Scan on (?:forewarn\.)?inventory_items/);
  const sets = await plansOf(machine.database, `select * from forewarn.key_sets_sharing(array['word:other7'])`);
  expect(sets).toContain('product_key_sets_of_lines');
  expect(sets).not.toContain('Seq Scan');
});

test('lines that say more different things than come at once are all given, each with whose it is', async () => {
  const [set] = await world.rows(
    `insert into forewarn.product_key_sets (digest, keys, in_lines) values (sha256('many'), array['word:many'], true) returning id`,
  );
  await world.rows(
    `insert into forewarn.inventory_items (institution_id, inventory_id, key, product, key_set_id, version_from, version_to, checked_at, first_snapshot)
     select t.institution_id, t.inventory_id, 'many ' || n, 'many ' || n / 2, $1, '\\x02', '\\x02', now(), 1 from (select * from forewarn.inventory_items limit 1) t, generate_series(0, 899) n`,
    [set.id],
  );
  const seen = new Map<number, string>();
  let parts = 0;
  await asSystem(machine.database, 'test', async (trx) => {
    for await (const some of sayingsAt(trx, [{ setId: set.id, spans: [EVERYWHERE] }])) {
      parts += 1;
      for (const { itemIds, institutionIds } of some) for (const [nth, id] of itemIds.entries()) seen.set(id, institutionIds[nth] ?? '');
    }
  });
  expect(parts).toBe(3);
  expect(seen.size).toBe(900);
  expect(new Set(seen.values())).toEqual(new Set([lindemark]));
});

test('finding by key is for staff alone', async () => {
  const asMember = (keys: readonly string[]) =>
    asPrincipal(machine.database, { kind: 'institution', name: 'Lindemark', institutionId: lindemark }, (trx) => findLineIds(trx, keys));
  expect(await asMember(['by:other', 'word:meridiaanepd'])).toEqual([]);
});
