import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { plansOf } from './plans-of.test-support.ts';

/** What grows with the sector or with the world is looked up by index: a test reads the plans, with enough rows for the planner to care. */
const MANY = 5_000;

let machine: TestMachine;
let world: ExampleWorld;

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  const [institution] = (await world.institutions({ name: 'Ziekenhuis Lindemark' })) as [InstitutionId];
  await world.inventory(institution, [{ supplier: 'Meridiaan Zorgsoftware' }]);
  const advisory = await world.advisory();
  await world.rows(
    `insert into forewarn.product_key_sets (digest, keys, in_advisories) select sha256(n::text::bytea), array['by:other', 'word:other' || n], true from generate_series(1, $1::int) n`,
    [MANY],
  );
  // One more of everything for each n, with keys of its own.
  await world.rows(
    `with a as (
      insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at, latest_revision_id, placed_revision_id)
      select md5('a' || n)::uuid, publisher_namespace, 'OTHER-' || n, publisher_name, tlp, first_seen_at, md5('r' || n)::uuid, md5('r' || n)::uuid
      from forewarn.advisories, generate_series(1, $2::int) n where id = $1)
    insert into forewarn.advisory_revisions (id, advisory_id, document_sha256, sequence, tracking_version, title, tlp, normalised, problems, change, product_keys, read_at)
    select md5('r' || n)::uuid, md5('a' || n)::uuid, r.document_sha256, 1, '1', 'other', r.tlp, '{}', '[]', '{}', array['by:other', 'word:other' || n], r.read_at
    from forewarn.advisory_revisions r, generate_series(1, $2::int) n where r.advisory_id = $1`,
    [advisory, MANY],
  );
  await world.rows(
    `insert into forewarn.advisory_places (advisory_id, key_set_id, version_from, version_to)
     select md5('a' || n)::uuid, s.id, '\\x01', '\\x0104013502' from generate_series(1, $1::int) n join forewarn.product_key_sets s on s.digest = sha256(n::text::bytea)`,
    [MANY],
  );
  await world.rows(
    `insert into forewarn.inventory_relations (institution_id, key, kind, supplier, product_keys, checked_at, begun_at)
     select $1, 'other ' || n, 'supplier', 'other ' || n, array['maker:other' || n], now(), now() from generate_series(1, $2::int) n`,
    [institution, MANY],
  );
  // Parts of bills of materials, whose documents do not matter here: their checks are left out.
  await world.rows(`with off as (select set_config('session_replication_role', 'replica', true))
     insert into forewarn.item_components (contents_id, institution_id, product, product_keys)
     select gen_random_uuid(), (select id from forewarn.institutions), 'other ' || n, array['word:other' || n] from off, generate_series(1, ${MANY}) n`);
  await world.rows(
    'vacuum analyze forewarn.advisories, forewarn.advisory_revisions, forewarn.advisory_places, forewarn.product_key_sets, forewarn.inventory_relations, forewarn.item_components',
  );
});
afterAll(() => machine.close());

test('a new inventory meets the advisories at its places, sets by their keys, and each advisory by its id: nothing is read whole', async () => {
  const asked = `'[["word:other7"], ["word:other8"]]'::json, array[1, 2], array['\\x0104'::bytea, '\\x0104'], array['\\x0104'::bytea, '\\x0104']`;
  const plan = await plansOf(machine.database, `select * from forewarn.advisories_at(${asked})`);
  for (const index of ['product_key_sets_of_advisories', 'advisory_places_by_version', 'advisories_pkey']) expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
  expect(plan).toMatch(/actual [^)]*rows=2(?:\.00)? /);
});

test('what an inventory of a thousand lines asks at once is looked up by index too', async () => {
  const sets = JSON.stringify(Array.from({ length: 300 }, (_, n) => [`word:other${n + 1}`]));
  const spans = `(select array_agg(n) from generate_series(1, 300) n), (select array_agg('\\x0104'::bytea) from generate_series(1, 300)), (select array_agg('\\x0104'::bytea) from generate_series(1, 300))`;
  const plan = await plansOf(machine.database, `select * from forewarn.advisories_at('${sets}', ${spans})`);
  expect(plan).not.toContain('Seq Scan');
  expect(plan).toMatch(/actual [^)]*rows=300(?:\.00)? /);
});

test('advisories whose places are not known yet are found as such, and none of the others is read', async () => {
  const plan = await plansOf(machine.database, `select * from forewarn.revisions_without_places(array['word:other7'])`);
  expect(plan).toContain('advisories_without_places');
  expect(plan).not.toContain('Seq Scan');
});

test('revisions by product key, parts in bills of materials, and relations are looked up by index', async () => {
  const askedBy = [
    ['revisions_with_product_keys', 'word:other7', 'advisory_revisions'],
    ['components_with_product_keys', 'word:other7', 'item_components'],
    ['relations_with_product_keys', 'maker:other7', 'inventory_relations'],
    ['items_with_product_keys', 'word:other7', 'inventory_items'],
  ] as const;
  for (const [look, key, table] of askedBy) {
    const plan = await plansOf(machine.database, `select * from forewarn.${look}(array['${key}'])`);
    expect(plan, look).toContain('Bitmap Index Scan');
    expect(plan, look).not.toMatch(new RegExp(`Seq Scan on (?:forewarn\\.)?${table}`));
  }
});
