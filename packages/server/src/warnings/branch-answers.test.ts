import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { branchAnswers, branchNumbers } from '../institutions/provider-store.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';

let machine: TestMachine;
let branch: Extract<Principal, { kind: 'branch' }>;
let members: readonly string[];
let warning: string;

const rows = async (sql: string, values: readonly unknown[] = []) => (await machine.database.pool.query(sql, [...values])).rows;
beforeAll(async () => {
  machine = await testMachine();
  const now = machine.clock.now();
  const branchId = newId<'Branch'>(now);
  await rows('insert into forewarn.branches (id, name) values ($1, $2)', [branchId, 'Branche van praktijken']);
  const entries = Array.from({ length: 30 }, (_, place) => ({
    name: `Praktijk ${String(place).padStart(2, '0')}`,
    sector: 'ggz-small' as const,
    locations: [],
    networks: [],
    domains: [],
    contacts: [],
  }));
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, entries);
  await rows('update forewarn.institutions set branch_id = $1', [branchId]);
  members = (await rows('select id from forewarn.institutions order by name')).map(({ id }) => id);
  branch = { kind: 'branch', name: 'Branche', branchId: idOf<'Branch'>(branchId), roles: ['branch'] };
  const [matter, id] = [newId(now), newId(now)];
  warning = id;
  await rows(
    `insert into forewarn.matters (id, kind, title, source, confirmation, scope, opened_at, opened_by) values ($1, 'report', 'x', 'x', 'confirmed', '{}', $2, 'x')`,
    [matter, now],
  );
  await rows(
    `insert into forewarn.warnings (id, reference, matter_id, state, opened_at, released_version) values ($1, 'FW-1', $2, 'open', $3, 1)`,
    [id, matter, now],
  );
});
afterAll(() => machine?.close());

/** The first of the members are asked; of those the first are silent, the next work on it, the next are done. */
async function world(silent: number, working: number, done: number): Promise<void> {
  await rows('delete from forewarn.concerned_institutions');
  await rows('delete from forewarn.acknowledgements');
  const asked = members.slice(0, silent + working + done);
  await rows(
    `insert into forewarn.concerned_institutions (warning_id, version, institution_id, decision, urgency, certainty, reasons, label, action_digest, asked_in_version)
     select $1, 1, unnest($2::uuid[]), 'warn', 'act-now', 'certain', '[]', 'AMBER+STRICT', 'x', 1`,
    [warning, asked],
  );
  for (const [place, institution] of asked.slice(silent).entries())
    await rows(
      `insert into forewarn.acknowledgements (id, warning_id, version, institution_id, answer, answered_as, through, confirmed, answered_at)
       values ($1, $2, 1, $3, $4, 'x', 'api', true, $5)`,
      [newId(machine.clock.now()), warning, institution, place < working ? 'working' : 'fixed', machine.clock.now()],
    );
}
const answers = () => asPrincipal(machine.database, branch, branchAnswers);
const numbers = () => asPrincipal(machine.database, branch, branchNumbers);

test('a branch sees how many of those that are asked have not answered, work on it, are done', async () => {
  await world(6, 7, 8);
  expect(await answers()).toEqual([{ urgency: 'act-now', concerned: 21, silent: 6, working: 7, done: 8 }]);
  expect(await numbers()).toMatchObject({ members: 30, concerned: 21, answered: 15 });
});

test('where fewer than five are asked nothing is told, and neither where fewer than five are not', async () => {
  await world(4, 0, 0);
  expect(await answers()).toEqual([]);
  await world(10, 10, 6); // 26 of 30: who knows the total knows that four are not concerned
  expect(await answers()).toEqual([]);
  expect((await numbers())?.concerned).toBeNull();
  await world(10, 10, 10); // all of them: then each of them is
  expect(await answers()).toEqual([]);
});

test('one small number is not found by taking the others off the total', async () => {
  await world(3, 6, 9);
  expect(await answers()).toEqual([{ urgency: 'act-now', concerned: 18, silent: null, working: null, done: 9 }]);
  await world(2, 9, 9); // of two equals one is enough
  const [row] = await answers();
  expect([row?.silent, row?.working, row?.done]).toEqual([null, null, 9]);
});

test('for every split of twenty that is asked, no hidden number follows from the shown ones', async () => {
  for (const [silent, working] of [
    [1, 1],
    [1, 0],
    [4, 4],
    [0, 3],
    [3, 17],
    [0, 20],
    [5, 5],
    [16, 4],
  ] as const) {
    const done = 20 - silent - working;
    await world(silent, working, done);
    const [row] = await answers();
    const shown = [row?.silent, row?.working, row?.done];
    const hidden = shown.filter((part) => part === null).length;
    expect(hidden === 1, `${silent} ${working} ${done}`).toBe(false);
    for (const [place, part] of [silent, working, done].entries()) if (part > 0 && part < 5) expect(shown[place]).toBeNull();
  }
});

test('of the number that answered the rest is not given away either', async () => {
  await world(2, 10, 8);
  expect(await numbers()).toMatchObject({ concerned: 20, answered: null });
  await world(0, 10, 10);
  expect(await numbers()).toMatchObject({ concerned: 20, answered: 20 });
});

test('who is no branch gets no number of it', async () => {
  await world(6, 7, 8);
  const other = { ...branch, branchId: idOf<'Branch'>('00000000-0000-4000-8000-000000000000') };
  expect(await asPrincipal(machine.database, other, branchAnswers)).toEqual([]);
  const member: Principal = { kind: 'institution', name: 'x', institutionId: idOf<'Institution'>(members[0] ?? ''), roles: ['ciso'] };
  expect(await asPrincipal(machine.database, member, branchAnswers)).toEqual([]);
});
