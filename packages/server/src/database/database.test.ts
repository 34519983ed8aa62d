import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPrincipal, asSystem } from './as-principal.ts';
import type { Database } from './open-database.ts';
import { testDatabase } from './test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

test('every table is closed by row policies from the first migration on', async () => {
  const open = await database.pool.query(
    `select relname from pg_class where relnamespace = 'forewarn'::regnamespace and relkind = 'r' and not relrowsecurity`,
  );
  expect(open.rows.map((row) => row.relname)).toEqual(['migrations']);
});

test('a transaction without a principal sees and writes nothing', async () => {
  await asSystem(database, 'test', (trx) =>
    sql`insert into forewarn.branches (id, name) values (gen_random_uuid(), 'Zorg voor Geest')`.execute(trx),
  );
  const seen = await asPrincipal(database, { kind: 'anyone' }, (trx) => sql`select * from forewarn.branches`.execute(trx));
  expect(seen.rows).toEqual([]);
  await expect(
    asPrincipal(database, { kind: 'anyone' }, (trx) =>
      sql`insert into forewarn.branches (id, name) values (gen_random_uuid(), 'x')`.execute(trx),
    ),
  ).rejects.toThrow(/row-level security/);
});

test('the application never changes an audit entry, and neither does the owner', async () => {
  await database.pool.query(
    `insert into forewarn.audit_log (at, actor_kind, actor, action, subject_kind, subject) values (now(), 'system', 'test', 'tried', 'test', '1')`,
  );
  await expect(asSystem(database, 'test', (trx) => sql`update forewarn.audit_log set actor = 'x'`.execute(trx))).rejects.toThrow(
    /permission denied/,
  );
  await expect(database.pool.query(`delete from forewarn.audit_log`)).rejects.toThrow(/never changed/);
});
