import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { asPrincipal, asSystem } from './as-principal.ts';
import { KEEPS_PLAN } from './kept-plan.ts';
import type { Transaction } from './open-database.ts';

let machine: TestMachine;
beforeAll(async () => {
  machine = await testMachine();
});
afterAll(() => machine.close());

const planned = async (trx: Transaction) =>
  (
    await sql<{ statement: string; runs: number }>`select statement, (generic_plans + custom_plans)::int as runs from pg_prepared_statements
      where statement like '%keeps its plan%' order by statement`.execute(trx)
  ).rows;

test('a statement that says so is planned for a connection once, whatever its values; another has a plan of its own', async () => {
  await asSystem(machine.database, 'test', async (trx) => {
    const twice = async (value: number) =>
      (await sql<{ twice: number }>`${KEEPS_PLAN}select ${value}::int * 2 as twice`.execute(trx)).rows[0]?.twice;
    const thrice = async (value: number) =>
      (await sql<{ it: number }>`${KEEPS_PLAN}select ${value}::int * 3 as it`.execute(trx)).rows[0]?.it;
    expect([await twice(1), await twice(2), await thrice(3)]).toEqual([2, 4, 9]);
    expect((await planned(trx)).map(({ statement, runs }) => [statement.slice(-14), runs])).toEqual([
      ['t * 2 as twice', 2],
      [':int * 3 as it', 1],
    ]);
    await sql`select 1`.execute(trx);
    expect(await planned(trx)).toHaveLength(2);
  });
});

test('a plan that was made for staff shows a member nothing that is not its own', async () => {
  const now = machine.clock.now();
  const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
  await machine.database.pool.query(
    `insert into forewarn.institutions (id, name, sector, joined_at) select x, 'GGZ ' || x, 'ggz', $2 from unnest($1::uuid[]) x`,
    [ids, now],
  );
  const names = async (trx: Transaction) =>
    (await sql`${KEEPS_PLAN}select name from forewarn.institutions order by id`.execute(trx)).rows.length;
  const member: Principal = {
    kind: 'institution',
    institutionId: idOf<'Institution'>(ids[0] ?? ''),
    accountId: idOf<'Account'>(ids[1] ?? ''),
    name: 'Jo Lind',
    roles: ['it'],
  };
  // One after another over the same connection, also after the plan no longer looks at values.
  for (let time = 0; time < 8; time += 1) {
    expect(await asSystem(machine.database, 'test', names)).toBe(2);
    expect(await asPrincipal(machine.database, member, names)).toBe(1);
  }
});
