import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './open-database.ts';
import { testDatabase } from './test-database.ts';

/**
 * Above one primary (docs/operating/large.md) tables that grow with the number of institutions are distributed by institution. A distributed table
 * has the distribution column in its primary key and in every unique index, and in every foreign key to another distributed table
 * (Citus, "Limitations"). What is not so yet is named here with what is to be done; whoever makes a table finds its place in one of the lists.
 */
const COLUMN = 'institution_id';

/** Small, or the same for all: a copy on every node. */
const REFERENCE: Readonly<Record<string, string>> = {
  institutions: 'everything points at it; 100,000 rows are some 25 MB',
  branches: 'hundreds',
  providers: 'thousands',
  drills: 'a few a year',
  documents: 'by SHA-256; grows with publishers, not with institutions',
  advisories: 'grows with publishers',
  advisory_revisions: 'grows with publishers',
  advisory_places: 'grows with publishers; joined with lines on every node',
  retrievals: 'grows with publishers',
  listed_documents: 'grows with publishers',
  unreadable_documents: 'grows with publishers',
  sources: 'tens',
  product_key_sets: 'one for all equal lines; joined with lines on every node',
  product_aliases: 'decided by persons',
  catalogue_aliases: 'the catalogue is one for all',
  catalogue_contains: 'the catalogue is one for all',
  catalogue_identifiers: 'the catalogue is one for all',
  catalogue_products: 'the catalogue is one for all',
  catalogue_state: 'one row',
  catalogue_suppliers: 'the catalogue is one for all',
  catalogue_variants: 'the catalogue is one for all',
  vulnerability_aliases: 'grows with publishers',
  known_exploited: 'grows with what is exploited',
  epss_days: 'one a day',
  epss_scores: 'grows with CVEs',
  ssvc_answers: 'given by analysts',
  likelihood_damage_answers: 'given by analysts',
  matters: 'some hundreds a year',
  matter_advisories: 'some hundreds a year',
  matter_steps: 'some hundreds a year',
  matter_traces: 'one a matter',
  unjoined_advisories: 'some hundreds a year',
  standing_rules: 'tens',
  reference_counters: 'one a year',
  warnings: 'some hundreds a year',
  warning_versions: 'some hundreds a year',
  release_approvals: 'some hundreds a year',
  follow_up_policies: 'a handful',
};

/** Written by the CERT or the machine, on the first node alone. */
const LOCAL: Readonly<Record<string, string>> = {
  migrations: 'of the schema itself',
  audit_seals: 'one chain over everything: sealing is one writer, whatever is distributed',
  audit_checkpoints: 'one chain over everything',
  audit_waiting: 'what the sealer has still to take, empty within a second',
  audit_log: 'one chain over everything; entries leave by retention, and by year where they are many',
  notices: "the CERT's own list",
  key_renewals: 'a handful',
  mailbox_bookmarks: 'one a mailbox',
  read_mails: 'of one mailbox; found by Message-ID before anybody knows whose it is',
};

/** Looked up before it is known whose they are: by token, address or code. One a person or a device. */
const BEFORE_IT_IS_KNOWN_WHOSE: Readonly<Record<string, string>> = {
  accounts: 'found by mail address at sign-in; also of the CERT and of providers, which have no institution',
  api_tokens: 'found by the digest of the token; also of the CERT',
  feeds: 'found by the digest of the token',
  sessions: 'found by the digest of the cookie',
  passkeys: 'found by the id of the credential',
  passkey_challenges: 'minutes',
  mail_code_requests: 'minutes',
  one_time_codes: 'minutes',
  recoveries: 'days',
  external_identities: 'found by issuer and subject',
  external_sign_ins: 'minutes',
  nominations: 'of whom a branch organisation proposes, before it is an institution',
  nomination_outcomes: 'as nominations; the institution comes last',
};

/** To distribute, and not fit for it yet: what is missing. */
const NOT_FIT_YET: Readonly<Record<string, string>> = {
  acknowledgements: 'primary key is the id alone',
  answer_links: 'primary key is the id alone, and the link in a mail names the id alone: a link needs the institution in it',
  answer_proposals: 'primary key is the id alone',
  calls: 'primary key is the id alone',
  contact_keys: 'primary key is the id alone',
  contact_wishes: 'primary key is the contact alone',
  contacts: 'primary key is the id alone; twelve tables point at it',
  deliveries: 'primary key is the id alone, which is the Message-ID that bounces come back with',
  delivery_attempts: 'has no institution: by its delivery alone',
  door_faults: 'primary key is contact and channel',
  gateway_sendings: 'has no institution: by its delivery alone',
  help_requests: 'primary key is the id alone',
  inventories: 'primary key is the id alone',
  inventory_items: 'primary key is the id alone; matches point at it',
  inventory_mappings: 'primary key is the id alone; null where the table is of everybody',
  inventory_relations: 'primary key is the id alone',
  inventory_snapshots: 'primary key is the id alone',
  inventory_uploads: 'primary key is the id alone; null where the CERT uploads for several',
  item_components: 'primary key is the id alone',
  item_contents: 'primary key is the id alone',
  key_lookups: 'has no institution: by its contact alone',
  matches: 'primary key is advisory and line',
  messages: 'primary key is the key alone, in which the institution stands as text',
  provider_consents: 'primary key is the id alone',
  push_subscriptions: 'primary key is the id alone; unique by endpoint',
  test_calls: 'primary key is the id alone',
  warning_votes: 'primary key is warning and contact',
};

/** Foreign keys between tables that would be distributed, from one that is fit, which do not carry the institution. */
const KEYS_WITHOUT_IT: Readonly<Record<string, string>> = {
  'assignments → contacts': 'by the contact alone',
};

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

type Table = { readonly name: string; readonly hasColumn: boolean; readonly primary: string[]; readonly unique: string[][] };

async function tables(): Promise<readonly Table[]> {
  const { rows } = await database.pool.query<{ name: string; hascolumn: boolean; keys: { primary: boolean; columns: string[] }[] | null }>(
    `select c.relname::text as name,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = $1 and not a.attisdropped) as hascolumn,
       (select json_agg(json_build_object('primary', i.indisprimary, 'columns',
           array(select a.attname from unnest(i.indkey::int2[]) k join pg_attribute a on a.attrelid = c.oid and a.attnum = k)))
         from pg_index i where i.indrelid = c.oid and i.indisunique) as keys
     from pg_class c where c.relnamespace = 'forewarn'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    [COLUMN],
  );
  return rows.map(({ name, hascolumn, keys }) => ({
    name,
    hasColumn: hascolumn,
    primary: keys?.find(({ primary }) => primary)?.columns ?? [],
    unique: (keys ?? []).filter(({ primary }) => !primary).map(({ columns }) => columns),
  }));
}

function isFit({ hasColumn, primary, unique }: Table): boolean {
  return hasColumn && primary.includes(COLUMN) && unique.every((columns) => columns.includes(COLUMN));
}

const LISTS = { REFERENCE, LOCAL, BEFORE_IT_IS_KNOWN_WHOSE, NOT_FIT_YET };

test('every table can be distributed by institution, or is named with why it is not', async () => {
  const unnamed = (await tables()).filter((table) => !isFit(table) && !Object.values(LISTS).some((list) => table.name in list));
  expect(
    unnamed.map(({ name }) => name),
    `put ${COLUMN} into the primary key and every unique index, or name the table in a list above with the reason`,
  ).toEqual([]);
});

test('a table is in one list, is there, and is named only where it is not fit', async () => {
  const found = new Map((await tables()).map((table) => [table.name, table]));
  const named = Object.values(LISTS).flatMap((list) => Object.keys(list));
  expect(named.filter((name, place) => named.indexOf(name) !== place)).toEqual([]);
  expect(named.filter((name) => !found.has(name))).toEqual([]);
  expect(Object.keys(NOT_FIT_YET).filter((name) => isFit(found.get(name) as Table))).toEqual([]);
});

test('what a reference table holds does not grow with institutions: it has no institution in it', async () => {
  const with_ = (await tables()).filter(({ name, hasColumn }) => hasColumn && (name in REFERENCE || name in LOCAL));
  expect(with_.map(({ name }) => name)).toEqual(['audit_log']);
});

test('a foreign key from one distributed table to another carries the institution, or is named', async () => {
  const fit = new Set((await tables()).filter(isFit).map(({ name }) => name));
  const distributed = new Set([...fit, ...Object.keys(NOT_FIT_YET)]);
  const { rows } = await database.pool.query<{ source: string; target: string; columns: string[] }>(
    `select s.relname::text as source, t.relname::text as target,
       array(select a.attname::text from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as columns
     from pg_constraint k join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = 'forewarn'::regnamespace order by 1, 2`,
  );
  const without = rows
    .filter(({ source, target, columns }) => fit.has(source) && distributed.has(target) && !columns.includes(COLUMN))
    .map(({ source, target }) => `${source} → ${target}`);
  expect(without).toEqual(Object.keys(KEYS_WITHOUT_IT));
});

test('a new table that grows with institutions and is in no list is seen', async () => {
  const client = await database.pool.connect();
  try {
    await client.query('create table forewarn.later_visits (id uuid primary key, institution_id uuid not null)');
    const later = (await tables()).find(({ name }) => name === 'later_visits') as Table;
    expect(isFit(later)).toBe(false);
    await client.query('alter table forewarn.later_visits drop constraint later_visits_pkey, add primary key (institution_id, id)');
    expect(isFit((await tables()).find(({ name }) => name === 'later_visits') as Table)).toBe(true);
    await client.query('create unique index on forewarn.later_visits (id)');
    expect(isFit((await tables()).find(({ name }) => name === 'later_visits') as Table)).toBe(false);
  } finally {
    await client.query('drop table if exists forewarn.later_visits');
    client.release();
  }
});
