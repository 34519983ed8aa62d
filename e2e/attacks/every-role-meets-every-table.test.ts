import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { CERT_ROLES, CONSENT_SCOPES, INSTITUTION_ROLES, type Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '@forewarn/server/database/as-principal.ts';
import { testMachine, type TestMachine } from '@forewarn/server/test-machine.ts';
import { attack } from './attack.ts';
import { fillEveryTable, MINE, providerFor, type FilledTable } from './fill-every-table.ts';

/**
 * Every role against every table, by statements of the application's role alone: no route, no permission, no filter. What each reaches is
 * written down in docs/operating/tables.md, so that a policy that opens more is seen by whoever reads the change.
 */

let machine: TestMachine;
let tables: readonly FilledTable[];
beforeAll(async () => {
  machine = await testMachine();
  tables = await fillEveryTable(machine.database.pool);
});
afterAll(() => machine?.close());

const institutionId = idOf<'Institution'>(MINE.institution);
const KNOWN = { name: 'x', accountId: idOf<'Account'>(MINE.account), assurance: 'token' } as const;
const acting = (provider: string): Principal => ({
  ...KNOWN,
  kind: 'institution',
  institutionId,
  onBehalf: { providerId: idOf<'Provider'>(provider), scopes: [...CONSENT_SCOPES] }, // what the application believes counts for nothing
});

/** A column of the table for each: who comes, and how it is called there. */
const EVERYBODY: Readonly<Record<string, Principal>> = {
  system: { kind: 'system', name: 'test' },
  ...Object.fromEntries(CERT_ROLES.map((role) => [role, { ...KNOWN, kind: 'cert' as const, roles: [role] }])),
  ...Object.fromEntries(INSTITUTION_ROLES.map((role) => [role, { ...KNOWN, kind: 'institution' as const, institutionId, roles: [role] }])),
  'acting: all': acting(providerFor('all')),
  'acting: read': acting(providerFor('read')),
  'acting: answer': acting(providerFor('answer')),
  'acting: inventory': acting(providerFor('inventory')),
  'acting: ended': acting(idOf<'Provider'>(MINE.provider.replace(/2$/, '0'))), // row 0: withdrawn and suspended
  provider: { ...KNOWN, kind: 'provider', providerId: idOf<'Provider'>(MINE.provider), roles: ['provider'] },
  supplier: { ...KNOWN, kind: 'supplier', supplier: 'Meridiaan', roles: ['supplier'] },
  branch: { ...KNOWN, kind: 'branch', branchId: idOf<'Branch'>(MINE.branch), roles: ['branch'] },
  link: { kind: 'link', institutionId, contactId: idOf<'Contact'>(MINE.contact), warningId: MINE.warning },
  anyone: { kind: 'anyone' },
};
const STAFF: readonly string[] = ['system', ...CERT_ROLES];

/** `R` reads rows of others, `r` its own alone; `i`, `u`, `d`: adds a row of its own, changes or removes at least one. */
type Reach = string;
const reached = new Map<string, Reach>();
const reachOf = (who: string, table: string): Reach => reached.get(`${who} ${table}`) ?? '';

attack('every role reaches of every table what is written down, and of another’s rows nothing', async ({ held }) => {
  for (const filled of tables) {
    const changeable = await changeableOf(filled.table);
    for (const [who, principal] of Object.entries(EVERYBODY)) {
      const reach = await reachIn(principal, filled, changeable);
      reached.set(`${who} ${filled.table}`, reach);
      const mayReadAll = STAFF.includes(who) || FOR_MEMBERS.has(filled.table);
      held(`${who} reads another's rows of ${filled.table}`, mayReadAll || !reach.includes('R'));
      if (who === 'anyone') held(`anyone reaches ${filled.table}: ${reach}`, reach === '');
      // Its own account and what it is itself, as every provider.
      const isItself = reach === 'r' && ['accounts', 'providers'].includes(filled.table);
      if (who === 'acting: ended') held(`who acted until the consent ended reaches ${filled.table}: ${reach}`, reach === '' || isItself);
      if (who === 'auditor') held(`an auditor changes ${filled.table}: ${reach}`, filled.table === 'audit_log' || !/[iud]/.test(reach));
    }
  }
  const lines = tables.map(({ table }) => `${table}: ${whoReaches(table)}`);
  await expect(`${[...WORDS, '', ...lines, '```'].join('\n')}\n`).toMatchFileSnapshot(
    join(import.meta.dirname, '../../docs/operating/tables.md'),
  );
});

/** `Riu cert, system · R auditor · ri ciso`: roles of one kind that all reach the same are named by their kind. */
function whoReaches(table: string): string {
  const byReach = Map.groupBy(
    Object.keys(EVERYBODY).filter((who) => reachOf(who, table) !== ''),
    (who) => reachOf(who, table),
  );
  const said = [...byReach].map(([reach, names]) => {
    const kinds = KINDS.filter(([, roles]) => roles.every((role) => names.includes(role)));
    const named = kinds.flatMap(([, roles]) => roles);
    return `${reach} ${[...kinds.map(([kind]) => kind), ...names.filter((name) => !named.includes(name))].join(', ')}`;
  });
  return said.join(' · ');
}

const KINDS: readonly (readonly [string, readonly string[]])[] = [
  ['the CERT', CERT_ROLES.filter((role) => role !== 'auditor')],
  ['members', INSTITUTION_ROLES],
];

const WORDS = [
  '# Who reaches which table',
  '',
  'By the row policies of PostgreSQL alone: no route, no permission, no filter of the application. `R` reads rows of all, `r` its own alone; `i` adds, `u` changes, `d`',
  'removes at least one row of its own. "acting: x" is an IT provider on behalf of an institution whose consent is for x. Measured by',
  '`e2e/attacks/every-role-meets-every-table.test.ts`; `vitest run --project attack e2e/attacks/every-role -u` writes this page anew.',
  '',
  '```text',
];

/** What belongs to no institution and is for every member, each with its reason in the-database-itself-keeps-them-apart.test.ts. */
const FOR_MEMBERS: ReadonlySet<string> = new Set([
  'advisories',
  'advisory_revisions',
  'listed_advisories',
  'known_exploited',
  'catalogue_suppliers',
  'catalogue_products',
  'catalogue_variants',
  'catalogue_aliases',
  'catalogue_identifiers',
  'catalogue_contains',
  'providers',
  'audit_seals',
  'audit_checkpoints',
]);

test('a provider reads and changes what the consent is for, and its customers’ own secrets never', () => {
  const reads = (who: string) => tables.filter(({ table }) => /r/i.test(reachOf(who, table))).map(({ table }) => table);
  const changes = (who: string) =>
    tables.filter(({ table }) => table !== 'audit_log' && /[iud]/.test(reachOf(who, table))).map(({ table }) => table);
  const inventory = [
    'inventories',
    'inventory_items',
    'inventory_mappings',
    'inventory_relations',
    'inventory_snapshots',
    'inventory_uploads',
    'item_components',
    'item_contents',
    'starter_answers',
  ];
  const answers = ['acknowledgements', 'assignments'];
  const told = ['concerned_institutions', 'warning_versions', 'warnings'];
  expect(changes('acting: read')).toEqual([]);
  expect(changes('acting: answer')).toEqual(answers);
  expect(changes('acting: inventory')).toEqual(inventory);
  expect(changes('acting: all')).toEqual([...answers, ...inventory].toSorted());
  expect(reads('acting: read')).toEqual(expect.arrayContaining([...inventory, ...answers, ...told, 'matches', 'contacts']));
  expect(inventory.filter((table) => reads('acting: answer').includes(table))).toEqual([]);
  expect([...told, ...answers, 'contacts', 'matches'].filter((table) => reads('acting: inventory').includes(table))).toEqual([]);
  for (const who of Object.keys(EVERYBODY).filter((one) => one.startsWith('acting')))
    expect(
      ['feeds', 'service_desks', 'api_tokens', 'provider_consents', 'audit_log', 'audit_seals', 'sessions', 'passkeys'].filter((table) =>
        reads(who).includes(table),
      ),
      who,
    ).toEqual([]);
});

/** Read by who acts whatever the consent is for, and why. */
const WITHOUT_CONSENT: Readonly<Record<string, string>> = {
  accounts: 'One’s own account, whoever one is.',
  providers: 'What it is itself.',
};

test('a table that members reach says for which consent a provider does too', async () => {
  const { rows } = await machine.database.pool.query(
    `select p.polrelid::regclass::text as table, count(*)::int as policies from pg_policy p where not p.polpermissive and p.polname like 'consented_%' group by 1`,
  );
  const kept = new Map(rows.map(({ table, policies }) => [String(table).replace('forewarn.', ''), Number(policies)]));
  const open = tables.filter(({ table }) => reachOf('ciso', table) !== '' && WITHOUT_CONSENT[table] === undefined && !kept.has(table));
  expect(
    open.map(({ table }) => table),
    'let its migration call forewarn.keep_to_consent(tables, to_read, to_change) of 0037',
  ).toEqual([]);
});

type Query = (text: string) => Promise<{ readonly rows: readonly { readonly line?: string }[]; readonly rowCount: number }>;
class Undo extends Error {}

/** What the application's role is granted to change at all. */
async function changeableOf(table: string): Promise<readonly string[]> {
  const { rows } = await machine.database.pool.query(
    `select attname from pg_attribute where attrelid = ('forewarn.' || $1)::regclass and attnum > 0 and not attisdropped and attgenerated = ''
       and attidentity <> 'a' and has_column_privilege('forewarn_app', attrelid, attnum, 'update')`,
    [table],
  );
  return rows.map(({ attname }) => `"${attname}"`);
}

async function reachIn(principal: Principal, { table }: FilledTable, changeable: readonly string[]): Promise<Reach> {
  const lines = await tried(principal, async (query) =>
    (await query(`select row_to_json(t)::text as line from forewarn."${table}" t`)).rows.map(({ line }) => line ?? ''),
  );
  const seen = Array.isArray(lines) ? lines : [];
  const read = seen.length === 0 ? '' : seen.some((line) => !line.includes(MINE.mark)) ? 'R' : 'r';
  const inserted = await tried(principal, async (query) => {
    await query('reset role');
    await query(
      `create temporary table copy on commit drop as select * from forewarn."${table}" t order by (row_to_json(t)::text like '%${MINE.mark}%') desc limit 20`,
    );
    await query('grant select on pg_temp.copy to forewarn_app');
    await query('set local role forewarn_app');
    await query(insertOneOf(table));
    return Number((await query(`select current_setting('attack.let_in', true) as line`)).rows[0]?.line ?? 0);
  });
  // All at once, and where that is refused one after another: a trigger may keep a single column.
  let updated = 0;
  for (const columns of [changeable, ...(principal.kind === 'system' || principal.kind === 'cert' ? changeable.map((one) => [one]) : [])])
    if (updated === 0 && columns.length > 0)
      updated = await tried(
        principal,
        async (query) => (await query(`update forewarn."${table}" set ${columns.map((one) => `${one} = ${one}`).join(', ')}`)).rowCount,
      );
  const deleted = await tried(principal, async (query) => (await query(`delete from forewarn."${table}"`)).rowCount);
  return `${read}${inserted > 0 ? 'i' : ''}${updated > 0 ? 'u' : ''}${deleted > 0 ? 'd' : ''}`;
}

/** Adds copies of rows that are there, one after another, until one is let in: policies are asked before keys, so a key that is taken was let in. */
const insertOneOf = (table: string) => `do $$ declare one record; begin
  for one in select c.ctid as place from pg_temp.copy c loop
    begin
      insert into forewarn."${table}" overriding system value select c.* from pg_temp.copy c where c.ctid = one.place;
      perform set_config('attack.let_in', '1', true);
      return;
    exception
      when unique_violation or foreign_key_violation or exclusion_violation then
        perform set_config('attack.let_in', '1', true);
        return;
      when others then null;
    end;
  end loop; end $$`;

/** As this principal; whatever it did is undone. Refused is 0, but for a key that stood in the way after the policies. */
async function tried<Outcome>(principal: Principal, work: (query: Query) => Promise<Outcome>): Promise<Outcome | number> {
  let outcome: Outcome | number = 0;
  await asPrincipal(machine.database, principal, async (trx) => {
    outcome = await work(async (text) => {
      const { rows, numAffectedRows } = await trx.executeQuery<{ line?: string }>(CompiledQuery.raw(text));
      return { rows, rowCount: Number(numAffectedRows ?? 0) };
    });
    throw new Undo();
  }).catch((cause: unknown) => {
    if (!(cause instanceof Undo)) outcome = isOfKeys(cause) ? 1 : 0;
  });
  return outcome;
}

const isOfKeys = (cause: unknown) => ['23505', '23503', '23P01'].includes(String((cause as { code?: unknown }).code));
