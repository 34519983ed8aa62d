import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../database/new-id.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from '../warnings/example-matter.test-support.ts';
import { registerReadabilityRoutes } from './readability-routes.ts';
import { registerSituationRoutes } from './situation-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;
let rietmark: string;
let warningId: string;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, (app, of) => {
    registerSituationRoutes(app, of);
    registerReadabilityRoutes(app);
  });
  await world.match(LINDEMARK);
  warningId = (await world.draft()).id;
  await world.release(warningId);
  rietmark = await world.tokenOf(RIETMARK);
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

type Group = { readonly kind: string; readonly found: readonly { readonly title: string }[]; readonly more: boolean };
const search = async (q: string, token = world.cert): Promise<Record<string, readonly string[]>> => {
  const { groups } = (await world.call(token, 'GET', `/api/search?q=${encodeURIComponent(q)}`)).body as { groups: readonly Group[] };
  return Object.fromEntries(groups.map(({ kind, found }) => [kind, found.map(({ title }) => title)]));
};

test('the CERT finds a matter, its warning and the institution by a part of the name, in any case', async () => {
  expect(await search('meridiaan')).toMatchObject({ matter: ['Lek in Meridiaan EPD'], warning: ['Meridiaan EPD: lek wordt misbruikt'] });
  expect(await search('LINDEM')).toMatchObject({ institution: [LINDEMARK] });
  expect(await search('FW-2026-0001')).toMatchObject({ warning: ['Meridiaan EPD: lek wordt misbruikt'] });
  expect(await search('%%')).toEqual({});
});

test('a CVE is found by its name, however it is typed', async () => {
  await world.rows(`update forewarn.advisory_revisions set cves = '{CVE-2026-04711}'`);
  expect(await search('cve 2026 04711')).toMatchObject({ vulnerability: ['CVE-2026-04711'], advisory: ['Lek in Meridiaan EPD'] });
  expect((await search('CVE-2026-99999'))['vulnerability']).toBeUndefined();
});

test('a member finds what it was told and what concerns it, and nothing of others or of the CERT', async () => {
  const lindemark = await world.tokenOf(LINDEMARK);
  expect(await search('meridiaan', lindemark)).toMatchObject({
    warning: ['Meridiaan EPD: lek wordt misbruikt'],
    advisory: ['Lek in Meridiaan EPD'],
  });
  expect((await search('meridiaan', lindemark))['matter']).toBeUndefined();
  expect(await search('lek in', rietmark)).toEqual({});
  expect(await search('lindemark', rietmark)).toEqual({});
  expect(await search('cve-2026-04711', lindemark)).toMatchObject({ advisory: ['Lek in Meridiaan EPD'] });
  await world.rows(`update forewarn.advisories set tlp = 'AMBER'`);
  await world.rows(`update forewarn.advisory_revisions set tlp = 'RED'`);
  expect((await search('cve-2026-04711', lindemark))['advisory']).toBeUndefined();
  await world.rows(`update forewarn.advisories set tlp = 'CLEAR'`);
  await world.rows(`update forewarn.advisory_revisions set tlp = 'CLEAR'`);
});

test('more than ten are cut and told, and every search is in the trail', async () => {
  for (let count = 0; count < 12; count += 1)
    await world.call(world.cert, 'POST', '/api/matters', { title: `Reeks ${count}`, source: 'telefoon' });
  const { groups } = (await world.call(world.cert, 'GET', '/api/search?q=reeks')).body;
  expect(groups[0].found).toHaveLength(10);
  expect(groups[0].more).toBe(true);
  expect(
    await world.rows(`select 1 from forewarn.audit_log where action = 'everything-searched' and details ->> 'text' = 'reeks'`),
  ).toHaveLength(1);
});

test('the situation counts who is exposed by day and who answered, by sector', async () => {
  const before = (await world.call(world.cert, 'GET', '/api/situation?days=2')).body;
  expect(before.openWarnings[0]).toEqual({ urgency: 'act-now', warnings: 1 });
  expect(before.exposure).toEqual([
    { day: '2026-11-22', exposed: 0, answered: 0 },
    { day: '2026-11-23', exposed: 1, answered: 0 },
  ]);
  expect(before.answers).toMatchObject([{ sector: 'hospital', asked: 1, silent: 1, fixed: 0 }]);
  await world.call(await world.tokenOf(LINDEMARK), 'POST', `/api/warnings/${warningId}/acknowledgements`, { answer: 'fixed' });
  const after = (await world.call(world.cert, 'GET', '/api/situation?days=1')).body;
  expect(after.exposure).toEqual([{ day: '2026-11-23', exposed: 0, answered: 1 }]);
  expect(after.answers).toMatchObject([{ asked: 1, silent: 0, fixed: 1 }]);
});

test('a branch organisation sees nothing of its members that is less than five', async () => {
  const branchId = newId<'Branch'>(machine.clock.now());
  await world.rows(`insert into forewarn.branches (id, name) values ($1, 'Koepel')`, [branchId]);
  await world.rows('update forewarn.institutions set branch_id = $1', [branchId]);
  const account = {
    id: newId<'Account'>(machine.clock.now()),
    kind: 'branch' as const,
    name: 'Koepel',
    roles: ['branch' as const],
    branchId,
  };
  await world.rows(
    `insert into forewarn.accounts (id, kind, name, roles, branch_id, created_at) values ($1, 'branch', 'Koepel', '{branch}', $2, now())`,
    [account.id, branchId],
  );
  const token = await makeToken(machine.database, { kind: 'account', name: 'Koepel', account }, machine.clock.now());
  const { body } = await world.call(token, 'GET', '/api/situation?days=1');
  expect(body.openWarnings).toEqual([]);
  expect(body.exposure).toEqual([{ day: '2026-11-23', exposed: 0, answered: 'not-shown' }]);
  expect(body.answers).toEqual([
    {
      sector: 'hospital',
      asked: 'not-shown',
      fixed: 'not-shown',
      working: 'not-shown',
      notAffected: 'not-shown',
      needHelp: 'not-shown',
      silent: 'not-shown',
    },
  ]);
  expect((await world.call(rietmark, 'GET', '/api/situation')).status).toBe(403);
});

test('who relies on a supplier is told in two steps, where a member supplies others in turn', async () => {
  const relation = async (name: string, supplier: string) =>
    world.rows(
      `insert into forewarn.inventory_relations (institution_id, key, kind, supplier, product_keys, checked_at, begun_at) values ($1, $2, 'supplier', $2, '{}', now(), now())`,
      [world.ids[name], supplier],
    );
  await relation(LINDEMARK, 'Kwartel ICT');
  await relation(ELZENBOCHT, LINDEMARK);
  const { body } = await world.call(world.cert, 'GET', '/api/suppliers/kwartel%20ict/dependents');
  expect(body).toMatchObject({
    supplier: 'Kwartel ICT',
    direct: [{ institution: LINDEMARK, how: ['supplier'] }],
    indirect: [{ institution: ELZENBOCHT, through: LINDEMARK }],
    edges: [
      { from: LINDEMARK, to: 'Kwartel ICT' },
      { from: ELZENBOCHT, to: LINDEMARK },
    ],
  });
  expect((await world.call(world.cert, 'GET', '/api/suppliers/niemand/dependents')).status).toBe(404);
  expect((await world.call(rietmark, 'GET', '/api/suppliers/kwartel%20ict/dependents')).status).toBe(403);
});

test('an editor asks how a text reads, and nothing of it is kept', async () => {
  const texts = [{ at: 'actions/0', text: 'De patch is beschikbaar.', isAction: true }];
  const { body } = await world.call(world.cert, 'POST', '/api/readability', { language: 'nl', texts });
  expect(body.findings.map((one: { readonly code: string }) => one.code)).toEqual(['english-word', 'no-imperative']);
  expect((await world.call(rietmark, 'POST', '/api/readability', { language: 'nl', texts })).status).toBe(403);
});
