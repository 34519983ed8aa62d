import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './open-database.ts';
import { BY_INSTITUTION, testDatabase } from './test-database.ts';

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
  listed_advisories: 'grows with publishers',
  advisory_read_marks: 'one an analyst and advisory',
  advisory_notes: 'written by analysts',
  advisories_put_away: 'some, by analysts',
  advisory_places: 'grows with publishers; joined with lines on every node',
  retrievals: 'grows with publishers',
  listed_documents: 'grows with publishers',
  unreadable_documents: 'grows with publishers',
  sources: 'tens',
  product_key_sets: 'one for all equal lines; joined with lines on every node',
  product_aliases: 'decided by persons',
  inventory_mappings:
    'how a table is read: some hundred bytes an institution, and one of everybody has none, which no distribution column may be',
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
  answer_links:
    'programs of before name the key in force (warning, contact); the link in a mail names the id alone and is looked for on all nodes',
  answer_proposals: 'programs of before name the mail alone in "on conflict"',
  contact_keys: 'programs of before name contact and fingerprint in "on conflict"',
  contact_wishes: 'programs of before name the contact alone in "on conflict"',
  deliveries: 'programs of before name message, contact and channel in "on conflict"; attempts of theirs have no institution',
  delivery_attempts: 'its institution may be missing where a program of before wrote it',
  door_faults: 'programs of before name contact and channel in "on conflict"',
  gateway_sendings: 'programs of before name the delivery alone in "on conflict"',
  inventory_items: 'programs of before group by its id alone',
  inventory_uploads: 'null where the CERT uploads for several',
  key_lookups: 'programs of before name the contact alone in "on conflict"',
  matches: 'programs of before name advisory and line in "on conflict"',
  messages: 'programs of before name the key alone in "on conflict"',
  push_subscriptions: 'programs of before name the endpoint alone in "on conflict"',
  test_calls: 'programs of before name the contact alone in "on conflict"',
  warning_votes: 'programs of before name warning and contact in "on conflict"',
};

/** Foreign keys between tables that would be distributed, from one that is fit, which do not carry the institution. */
const KEYS_WITHOUT_IT: Readonly<Record<string, string>> = {
  'inventory_snapshots → inventory_uploads': 'by the upload alone: one of the CERT is of several institutions',
  'item_contents → inventory_uploads': 'by the upload alone: one of the CERT is of several institutions',
};

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

type Table = { readonly name: string; readonly hasColumn: boolean; readonly primary: string[]; readonly unique: string[][] };

async function tables(of: Database = database): Promise<readonly Table[]> {
  const { rows } = await of.pool.query<{ name: string; hascolumn: boolean; keys: { primary: boolean; columns: string[] }[] | null }>(
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
  expect(with_.map(({ name }) => name)).toEqual(['audit_log', 'inventory_mappings']);
});

type Key = { readonly source: string; readonly target: string; readonly columns: string[] };

async function foreignKeys(of: Database = database): Promise<readonly Key[]> {
  const { rows } = await of.pool.query<Key>(
    `select s.relname::text as source, t.relname::text as target,
       array(select a.attname::text from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as columns
     from pg_constraint k join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = 'forewarn'::regnamespace order by 1, 2`,
  );
  return rows;
}

test('a foreign key from one distributed table to another carries the institution, or is named', async () => {
  const fit = new Set((await tables()).filter(isFit).map(({ name }) => name));
  const distributed = new Set([...fit, ...Object.keys(NOT_FIT_YET)]);
  const without = (await foreignKeys())
    .filter(({ source, target, columns }) => fit.has(source) && distributed.has(target) && !columns.includes(COLUMN))
    .map(({ source, target }) => `${source} → ${target}`);
  expect(without).toEqual(Object.keys(KEYS_WITHOUT_IT));
});

test('what is still missing is in by-institution.sql: after it every table is fit, on the first node, or a copy on each', async () => {
  const later = await testDatabase();
  try {
    await later.pool.query(await readFile(BY_INSTITUTION, 'utf8'));
    const fit = (await tables(later)).filter(isFit).map(({ name }) => name);
    expect(Object.keys(NOT_FIT_YET).filter((name) => !fit.includes(name))).toEqual(['inventory_uploads']);
    const crossing = (await foreignKeys(later)).filter(({ source, target, columns }) =>
      fit.includes(target) ? !fit.includes(source) || !columns.includes(COLUMN) : fit.includes(source) && !(target in REFERENCE),
    );
    expect(crossing).toEqual([]);
  } finally {
    await later.close();
  }
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

test('whoever writes a row of one institution says whose it is', async () => {
  const unsaid: string[] = [];
  for (const [file, text] of await stores())
    for (const [, table = '', columns = ''] of text.matchAll(/insert into forewarn\.(\w+)(?: as \w+)?\s*\(([^)]*)\)/g))
      if (table in NOT_FIT_YET && table !== 'inventory_uploads' && !columns.includes(COLUMN)) unsaid.push(`${file}: ${table}`);
  expect(unsaid).toEqual([]);
});

test('no store names a key without the institution, so that the next release may put it in while this one runs', async () => {
  const named: string[] = [];
  for (const [file, text] of await stores())
    for (const [, table = '', columns = ''] of text.matchAll(/insert into forewarn\.(\w+)[^`]*?on conflict (\([^)]*\)|on constraint|do)/g))
      if (table in NOT_FIT_YET && columns.startsWith('(') && !columns.includes(COLUMN)) named.push(`${file}: ${table} ${columns}`);
  expect(named, 'say "on conflict on constraint NAME", or "on conflict do nothing"').toEqual([]);
});

/** Every file with SQL of a word, and its text. */
async function stores(): Promise<readonly (readonly [file: string, text: string])[]> {
  const place = join(import.meta.dirname, '..');
  const files = (await readdir(place, { recursive: true })).filter((file) => file.endsWith('-store.ts'));
  return Promise.all(files.map(async (file) => [file, await readFile(join(place, file), 'utf8')] as const));
}

const [OURS, THEIRS, CONTACT] = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`);

test('a row points at nobody of another institution, and one that a program of before writes gets its institution', async () => {
  const { pool } = database;
  await pool.query(
    `insert into forewarn.institutions (id, name, sector, joined_at) values ($1, 'Lindemark', 'hospital', now()), ($2, 'Rietmark', 'hospital', now())`,
    [OURS, THEIRS],
  );
  await pool.query(`insert into forewarn.contacts (id, institution_id, name, role) values ($1, $2, 'Rosa', 'ciso')`, [CONTACT, OURS]);
  const looked = (institution: string | undefined) =>
    pool.query(
      `insert into forewarn.key_lookups (contact_id, institution_id, address, looked_at, outcome) values ($1, $2, 'rosa@lindemark.example', now(), 'none')`,
      [CONTACT, institution],
    );
  await expect(looked(THEIRS)).rejects.toMatchObject({ code: '23503' });
  await looked(undefined);
  expect((await pool.query('select institution_id from forewarn.key_lookups')).rows).toEqual([{ institution_id: OURS }]);
});
