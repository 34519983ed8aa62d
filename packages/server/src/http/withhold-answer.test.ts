import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { mayReceive } from '@forewarn/core/sharing/may-receive.ts';
import { readerOf } from '@forewarn/core/sharing/reader-of.ts';
import { TLP_LABELS } from '@forewarn/core/sharing/tlp.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { buildApp } from './build-app.ts';

let machine: TestMachine;
beforeAll(async () => {
  machine = await testMachine();
});
afterAll(() => machine.close());

test('a route that forgets labels shows nobody what they may not see', async () => {
  const app = await buildApp(machine);
  app.get('/api/forgetful', async () => ({
    page: [
      { id: 'a', tlp: 'CLEAR', title: 'vrij' },
      { id: 'b', tlp: 'GREEN', title: 'GEHEIM' },
      { id: 'c', tlp: 'CLEAR', title: 'vrij', concerns: { label: 'AMBER+STRICT', because: 'GEHEIM' } },
    ],
  }));
  app.get('/api/forgetful/one', async () => ({ id: 'b', tlp: 'RED', title: 'GEHEIM' }));
  const page = await app.inject({ method: 'GET', url: '/api/forgetful' });
  expect(page.json()).toEqual({
    page: [
      { id: 'a', tlp: 'CLEAR', title: 'vrij' },
      { id: 'c', tlp: 'CLEAR', title: 'vrij' },
    ],
  });
  const one = await app.inject({ method: 'GET', url: '/api/forgetful/one' });
  expect([one.statusCode, one.json()]).toEqual([404, { status: 404, code: 'no-such', title: 'There is nothing here.' }]);
  await app.close();
});

const own = idOf<'Institution'>('00000000-0000-7000-8000-000000000001');
const PRINCIPALS: readonly (Principal | { readonly kind: string; readonly assurance?: string; readonly institutionId?: string })[] = [
  { kind: 'cert', name: 'A', roles: ['analyst'] },
  { kind: 'system', name: 'job' },
  { kind: 'institution', name: 'B', institutionId: own },
  { kind: 'institution', institutionId: own, assurance: 'passkey' },
  { kind: 'institution', institutionId: own, assurance: 'email' },
  { kind: 'link', institutionId: own, contactId: idOf<'Contact'>(own), warningId: own },
  { kind: 'provider' },
  { kind: 'branch' },
  { kind: 'supplier' },
  { kind: 'anyone' },
  { kind: 'regulator' },
];

test.each(PRINCIPALS)('the database reads labels as core does: %o', async (principal) => {
  for (const label of [...TLP_LABELS, 'WHITE']) {
    const found = await asPrincipal(machine.database, principal as Principal, (trx) =>
      sql<{ may: boolean }>`select forewarn.may_read_label(${label}) as may`.execute(trx),
    );
    const staff = principal.kind === 'cert' || principal.kind === 'system';
    const core = staff || mayReceive({ ...readerOf(principal), label: label as 'RED', purpose: 'read' }).kind === 'yes';
    expect([label, found.rows[0]?.may]).toEqual([label, core]);
  }
});

test('every table with a label is refused by label to all but staff', async () => {
  const found = await sql<{ table: string }>`select c.table_name as table from information_schema.columns c
    where c.table_schema = 'forewarn' and c.column_name in ('tlp', 'label') and not exists (select 1 from pg_policies p
      where p.schemaname = 'forewarn' and p.tablename = c.table_name and p.policyname = 'by_label' and p.permissive = 'RESTRICTIVE')
    and exists (select 1 from pg_policies p where p.schemaname = 'forewarn' and p.tablename = c.table_name and p.policyname <> 'staff')
    order by 1`.execute(machine.database.kysely);
  expect(found.rows.map(({ table }) => table)).toEqual([]);
});
