import { afterAll, beforeAll, expect, test } from 'vitest';
import { CompiledQuery } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '@forewarn/server/database/as-principal.ts';
import { testMachine, type TestMachine } from '@forewarn/server/test-machine.ts';
import { attack, type Tally } from './attack.ts';
import { fillEveryTable, HIDDEN, MINE, THEIRS, type FilledTable } from './fill-every-table.ts';

/**
 * The application's own filter is gone here: only the row policies stand between a principal and the rows. Every table is filled, column
 * by column from the catalogue, with rows of one institution ("mine"), of another ("theirs") and of neither that nobody may see.
 */

let machine: TestMachine;
let tables: readonly FilledTable[];
beforeAll(async () => {
  machine = await testMachine();
  tables = await fillEveryTable(machine.database.pool);
});
afterAll(() => machine?.close());

const institutionId = idOf<'Institution'>(MINE.institution);
const INSTITUTION: Principal = { kind: 'institution', name: 'Ziekenhuis Lindemark', institutionId };
const LINK: Principal = { kind: 'link', institutionId, contactId: idOf<'Contact'>(MINE.contact), warningId: MINE.warning };
const ANYONE: Principal = { kind: 'anyone' };
/** Of the account, provider and branch of my side. */
const KNOWN = { name: 'x', accountId: idOf<'Account'>(MINE.account), assurance: 'token' } as const;
const providerId = idOf<'Provider'>(MINE.provider);
const ACTING: Principal = {
  ...KNOWN,
  kind: 'institution',
  institutionId,
  onBehalf: { providerId, scopes: ['read', 'answer', 'inventory'] },
};
const MEMBERS = {
  institution: INSTITUTION,
  ciso: { ...INSTITUTION, ...KNOWN, roles: ['ciso'] },
  acting: ACTING,
  provider: { ...KNOWN, kind: 'provider', providerId, roles: ['provider'] },
  supplier: { ...KNOWN, kind: 'supplier', supplier: 'Meridiaan', roles: ['supplier'] },
  branch: { ...KNOWN, kind: 'branch', branchId: idOf<'Branch'>(MINE.branch), roles: ['branch'] },
  link: LINK,
  anyone: ANYONE,
} as const satisfies Readonly<Record<string, Principal>>;
/** Those who read what is for everybody. */
const READERS: readonly string[] = ['institution', 'ciso', 'acting'];
const AUDITOR: Principal = { ...KNOWN, kind: 'cert', roles: ['auditor'] };

/** Tables without row policies, each with why. A new table comes here only with a reason that a reader believes. */
const WITHOUT_POLICY: Readonly<Record<string, string>> = {
  migrations: 'Which schema this is. The application role has no grant on it at all.',
};

/** What belongs to no institution and may be seen by every one all the same, each with why. */
const FOR_EVERYBODY: Readonly<Record<string, string>> = {
  advisories: 'TLP:CLEAR and GREEN advisories are for every member.',
  advisory_revisions: 'As their advisories.',
  listed_advisories: 'As their advisories.',
  known_exploited: 'That a CVE is exploited is no secret.',
  catalogue_suppliers: 'What suppliers and products are called is for every member; who uses them is not in the catalogue.',
  catalogue_products: 'As their suppliers.',
  catalogue_variants: 'As their suppliers.',
  catalogue_aliases: 'As their suppliers.',
  catalogue_identifiers: 'As their suppliers.',
  catalogue_contains: 'As their suppliers.',
  providers: 'Which IT providers there are is for every member, who chooses its own among them.',
  audit_seals: 'Hashes alone: a proof shows them beside one’s own entries.',
  audit_checkpoints: 'As the seals.',
};

test('every table has row policies, or a written reason why not', async () => {
  const found = await machine.database.pool.query(
    `select c.relname as table, c.relrowsecurity as guarded, (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
       has_table_privilege('forewarn_app', c.oid, 'select, insert, update, delete') as reachable
     from pg_class c where c.relnamespace = 'forewarn'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  const open = found.rows.filter(({ table, guarded, policies }) => (!guarded || policies === 0) && WITHOUT_POLICY[table] === undefined);
  expect(open).toEqual([]);
  expect(found.rows.filter(({ table, reachable }) => reachable && WITHOUT_POLICY[table] !== undefined)).toEqual([]);
  expect(Object.keys(WITHOUT_POLICY).filter((table) => !found.rows.some((row) => row.table === table))).toEqual([]);
});

test('the application role owns nothing, bypasses nothing, and reaches no table outside its schema', async () => {
  const { rows: roles } = await machine.database.pool.query(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin from pg_roles where rolname = 'forewarn_app'`,
  );
  expect(roles).toEqual([
    { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolcanlogin: false },
  ]);
  const { rows: owned } = await machine.database.pool.query(
    `select relname from pg_class where relowner = 'forewarn_app'::regrole union all
     select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = 'forewarn_app'::regrole`,
  );
  expect(owned).toEqual([]);
  const { rows: elsewhere } = await machine.database.pool.query(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('forewarn', 'pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' and c.relkind in ('r', 'v', 'm', 'p', 'S')
       and has_schema_privilege('forewarn_app', n.oid, 'usage')
       and (case when c.relkind = 'S' then has_sequence_privilege('forewarn_app', c.oid, 'usage') else has_table_privilege('forewarn_app', c.oid, 'select') end)`,
  );
  expect(elsewhere).toEqual([]);
  const { rows: mayCreate } = await machine.database.pool.query(
    `select nspname from pg_namespace where has_schema_privilege('forewarn_app', oid, 'create') and nspname not like 'pg_temp%'`,
  );
  expect(mayCreate).toEqual([]);
});

/** Take jobs from whoever writes something; `list_advisory` is called by triggers alone, since nobody but the owner may. Functions of triggers can't be called at all. */
const OPEN_FUNCTIONS = ['enqueue', 'enqueue_all', 'list_advisory'];

test('every function that runs as the owner is closed to the public, asks who calls, and looks names up in its own schema', async () => {
  const { rows: functions } = await machine.database.pool.query(
    `select p.proname as name, p.prosrc as source, coalesce(array_to_string(p.proconfig, ';'), '') as settings,
       exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) as public
     from pg_proc p where p.pronamespace = 'forewarn'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype order by 1`,
  );
  expect(functions.length).toBeGreaterThan(0);
  expect(functions.filter((one) => one.public)).toEqual([]);
  expect(functions.filter(({ settings }) => !settings.includes('search_path=forewarn, pg_temp'))).toEqual([]);
  const asks = /is_staff\(\)|principal_kind\(\)/;
  expect(functions.filter(({ name, source }) => !OPEN_FUNCTIONS.includes(name) && !asks.test(source)).map(({ name }) => name)).toEqual([]);
});

test('every table is filled, so that the walks below prove something', async () => {
  expect(tables.length).toBeGreaterThan(30);
  expect(tables.filter(({ rowCount }) => rowCount === 0).map(({ table }) => table)).toEqual([]);
});

attack('reading every table shows a principal nothing of others, and staff all of it', async ({ held }) => {
  for (const { table } of tables) {
    const seen: Record<string, readonly string[]> = {};
    for (const [who, principal] of Object.entries({ ...MEMBERS, staff: { kind: 'system', name: 'test' } as const }))
      seen[who] = await as(principal, async (client) =>
        (await client.query(`select row_to_json(t)::text as line from forewarn.${table} t`)).rows.map(({ line }) => line),
      );
    held(`staff sees nothing of ${table}`, (seen['staff'] ?? []).length > 0);
    for (const who of Object.keys(MEMBERS)) {
      const lines = seen[who] ?? [];
      const isFree = READERS.includes(who) && FOR_EVERYBODY[table] !== undefined;
      const notMine = lines.filter((line) => !line.includes(MINE.mark));
      held(`${who} reads another's row of ${table}: ${notMine[0]}`, isFree || (notMine.length === 0 && !lines.some(isTheirs)));
    }
    // An exemption that nobody uses any more is taken away, or it hides what comes after it.
    const isUsed = READERS.some((who) => (seen[who] ?? []).some((line) => !line.includes(MINE.mark)));
    held(`${table} is said to be for everybody, and shows nobody another's row`, FOR_EVERYBODY[table] === undefined || isUsed);
    held(`anyone reads ${table}`, (seen['anyone'] ?? []).length === 0);
  }
});

attack('a label above GREEN is behind no link, and RED is for no institution as a whole', async ({ held }) => {
  for (const { table, columns } of tables) {
    const label = ['tlp', 'label'].find((name) => columns.includes(name));
    if (label === undefined || table === 'concerned_institutions') continue; // the personal block is the institution's own
    for (const [who, above] of [
      ['institution', ['RED']],
      ['ciso', ['RED']],
      ['acting', ['AMBER', 'AMBER+STRICT', 'RED']],
      ['provider', ['AMBER', 'AMBER+STRICT', 'RED']],
      ['supplier', ['GREEN', 'AMBER', 'AMBER+STRICT', 'RED']],
      ['branch', ['AMBER', 'AMBER+STRICT', 'RED']],
      ['link', ['AMBER', 'AMBER+STRICT', 'RED']],
      ['anyone', ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']],
    ] as const) {
      const labels = await as(
        MEMBERS[who],
        async ({ query }) => (await query(`select distinct ${label} as label from forewarn.${table}`)).rows,
      );
      for (const one of above) held(`${who} reads TLP:${one} of ${table}`, !labels.some((row) => row.label === one));
    }
  }
});

attack('changing or removing every row that there is reaches nothing of others', async (tally) => {
  for (const filled of tables)
    for (const [who, principal] of Object.entries(MEMBERS)) {
      await tryOn(tally, `${who} removes all of ${filled.table}`, principal, filled, `delete from forewarn.${filled.table}`);
      for (const column of filled.columns)
        for (const value of valuesOf(column))
          // Without a word of what is there, so that only the policy for changing counts and not the one for reading.
          await tryOn(
            tally,
            `${who} sets ${column} of all of ${filled.table}`,
            principal,
            filled,
            `update forewarn.${filled.table} set ${column} = ${value}`,
          );
    }
});

attack("nobody writes a row in another's name", async ({ held }) => {
  for (const { table } of tables)
    for (const [who, principal] of Object.entries(MEMBERS)) {
      const written = await attempt(principal, async (client) => {
        // Theirs once more: what would be refused for being there already must be refused for whose it is.
        await client.query('reset role');
        await client.query(
          `create temporary table copy on commit drop as select * from forewarn.${table} t where row_to_json(t)::text not like '%${MINE.mark}%'`,
        );
        // A table that holds one row of nobody's: that one.
        await client.query(`insert into pg_temp.copy select * from forewarn.${table} where not exists (select 1 from pg_temp.copy)`);
        await client.query(`grant select on pg_temp.copy to forewarn_app`);
        // What the database makes by itself nobody writes.
        const made = await client.query(
          `select string_agg(quote_ident(attname), ', ') as names from pg_attribute
           where attrelid = 'forewarn.${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        );
        const names: string = made.rows[0].names;
        await client.query(`set local role forewarn_app`);
        return (await client.query(`insert into forewarn.${table} (${names}) overriding system value select ${names} from pg_temp.copy`))
          .rowCount;
      });
      held(`${who} writes ${table} in another's name (${JSON.stringify(written)})`, written.kind === 'refused' && written.code === '42501');
    }
});

/** What holds no rows of institutions: that a row points there tells nothing and takes nothing. */
const FREE_TO_POINT_AT = [
  'providers',
  'institutions',
  'branches',
  'advisories',
  'advisory_revisions',
  'documents',
  'sources',
  'catalogue_suppliers',
  'catalogue_products',
];

attack('nobody points from a row of their own at a row of another', async ({ held }) => {
  for (const { table, references } of tables)
    for (const { column, parent, key } of references.filter((one) => !FREE_TO_POINT_AT.includes(one.parent) && one.parent !== table))
      for (const [who, principal] of Object.entries(MEMBERS)) {
        const attempted = await attempt(principal, async ({ query }) => {
          await query('reset role');
          const copied = `select * from forewarn."${table}" t where row_to_json(t)::text like '%${MINE.mark}%' and ${column} is not null limit 1`;
          await query(`create temporary table copy on commit drop as ${copied}`);
          const theirs = `select ${key} from forewarn."${parent}" p where ${key}::text not like '%${MINE.mark}%' limit 1`;
          const { rows: made } = await query(`update pg_temp.copy set ${column} = (${theirs}) returning 1`);
          if (made.length === 0) return 0;
          // The policies are asked before the keys: what they let through ends as a key that is taken, and counts as through.
          await query('grant select on pg_temp.copy to forewarn_app');
          await query('set local role forewarn_app');
          return (await query(`insert into forewarn."${table}" overriding system value select * from pg_temp.copy`)).rowCount;
        });
        held(
          `${who} points from ${table}.${column} at another's ${parent} (${JSON.stringify(attempted)})`,
          attempted.kind === 'refused' && attempted.code === '42501',
        );
      }
});

attack("nobody leaves a trace in the audit trail in another's name", async ({ held }) => {
  const columns = 'at, actor_kind, actor, action, subject_kind, subject, institution_id';
  for (const [who, principal] of Object.entries(MEMBERS))
    for (const actor of ['cert', 'system', 'institution', 'provider', 'supplier', 'branch', 'link', 'anyone'])
      for (const institution of [`'${THEIRS.institution}'`, `'${MINE.institution}'`, 'null']) {
        const written = await attempt(
          principal,
          async ({ query }) =>
            (
              await query(
                `insert into forewarn.audit_log (${columns}) values (now(), '${actor}', 'x', 'inventory-accepted', 'inventory', 'x', ${institution})`,
              )
            ).rowCount,
        );
        const isOwn = actor === nameOf(who) && who !== 'anyone' && isOfInstitution(who) && institution === `'${MINE.institution}'`;
        const isOfNone = actor === nameOf(who) && who !== 'anyone' && institution === 'null';
        held(`${who} writes as ${actor} of ${institution}`, isOwn || isOfNone || written.kind === 'refused');
        if (isOwn) expect(written, who).toEqual({ kind: 'done', count: 1 });
      }
});

test('what is one’s own can be read and changed: the policies are no wall around everybody', async () => {
  const own = await as(INSTITUTION, async (client) => {
    const read = await client.query('select count(*)::int as count from forewarn.inventory_items');
    const changed = await client.query(`update forewarn.inventory_items set owner = 'wij'`);
    return { read: read.rows[0].count, changed: changed.rowCount };
  });
  expect(own.read).toBeGreaterThan(0);
  expect(own.changed).toBe(own.read);
  const count = (principal: Principal, table: string) =>
    as(principal, async ({ query }) => (await query(`select count(*)::int as count from forewarn.${table}`)).rows[0].count as number);
  expect(await count(MEMBERS.acting, 'inventory_items')).toBe(own.read); // for as long as there is consent
  expect(await count(MEMBERS.provider, 'institutions')).toBe(1);
  expect(await count(MEMBERS.ciso, 'accounts')).toBeGreaterThan(0);
  expect(await count(AUDITOR, 'inventory_items')).toBeGreaterThan(own.read);
});

/** How the trail names them: a provider stays one, on whose behalf it may act. */
const nameOf = (who: string) => ({ ciso: 'institution', acting: 'provider' })[who] ?? who;
const isOfInstitution = (who: string) => [...READERS, 'link'].includes(who);

attack('an auditor reads every table, and adds, changes and removes nothing but traces', async ({ held }) => {
  const traces = ['audit_log', 'audit_waiting'];
  for (const { table, columns } of tables.filter((one) => !traces.includes(one.table))) {
    const copied = `insert into forewarn."${table}" overriding system value select * from forewarn."${table}" limit 1`;
    for (const statement of [
      copied,
      `delete from forewarn."${table}"`,
      ...columns.map((column) => `update forewarn."${table}" set ${column} = default`),
    ]) {
      const done = await attempt(AUDITOR, async ({ query }) => (await query(statement)).rowCount);
      held(
        `an auditor: ${statement} (${JSON.stringify(done)})`,
        done.kind === 'refused' ? ['42501', '428C9'].includes(done.code) : done.count === 0,
      );
    }
  }
});

test('a table of the day after tomorrow is closed to auditors too, or this test says how', async () => {
  const { rows } = await machine.database.pool.query(
    `select c.relname as table from pg_class c where c.relnamespace = 'forewarn'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
       and c.relname not in ('audit_log', 'audit_waiting')
       and (select count(*) from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polname like 'no_auditor_%') <> 3`,
  );
  expect(rows, 'end the migration with: select forewarn.close_to_auditors();').toEqual([]);
});

const isTheirs = (line: string) => line.includes(THEIRS.mark) || line.includes(HIDDEN.mark);

type Query = (text: string) => Promise<{ readonly rows: readonly Row[]; readonly rowCount: number }>;
// oxlint-disable-next-line no-explicit-any -- what comes out of the database is looked at, not typed
type Row = any;

class Undo extends Error {}

/** Work as this principal by its row policies alone; whatever it did is undone. */
async function as<Outcome>(principal: Principal, work: (client: { query: Query }) => Promise<Outcome>): Promise<Outcome> {
  let outcome: { readonly value: Outcome } | undefined;
  await asPrincipal(machine.database, principal, async (trx) => {
    const query: Query = async (text) => {
      const { rows, numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(text));
      return { rows, rowCount: Number(numAffectedRows ?? 0) };
    };
    outcome = { value: await work({ query }) };
    throw new Undo();
  }).catch((cause: unknown) => {
    if (!(cause instanceof Undo)) throw cause;
  });
  return outcome!.value;
}

type Attempt = { readonly kind: 'done'; readonly count: number } | { readonly kind: 'refused'; readonly code: string };

async function attempt(principal: Principal, work: (client: { query: Query }) => Promise<number>): Promise<Attempt> {
  try {
    return { kind: 'done', count: await as(principal, work) };
  } catch (cause) {
    return { kind: 'refused', code: String((cause as { code?: unknown }).code) };
  }
}

/** Whether what is not mine is still as it was, to the byte, after a statement that was let through. */
async function tryOn(tally: Tally, what: string, principal: Principal, { table, notMine }: FilledTable, statement: string): Promise<void> {
  const outcome = await attempt(principal, async ({ query }) => {
    await query(statement);
    await query('reset role');
    const { rows } = await query(
      `select md5(coalesce(string_agg(line, chr(10) order by line), '')) as digest
       from (select row_to_json(t)::text as line from forewarn."${table}" t) lines where line not like '%${MINE.mark}%'`,
    );
    return rows[0].digest === notMine ? 0 : 1;
  });
  tally.held(what, outcome.kind === 'refused' || outcome.count === 0);
}

function valuesOf(column: string): readonly string[] {
  return column === 'institution_id' ? [`'${MINE.institution}'`, `'${THEIRS.institution}'`] : ['default'];
}
