import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADVISORY_SORTS, type AdvisorySort } from '@forewarn/api/advisories.ts';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { APPLICATION_ROLE } from '../database/application-role.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { advisoryCursorOf, readAdvisoryCursor } from './advisory-cursor.ts';
import { listAdvisoryRows } from './advisory-list-store.ts';
import { SORTS } from './advisory-sort-store.ts';
import { ingestDocument } from './ingest-document.ts';
import { listAdvisories, type AdvisoryQuery } from './list-advisories.ts';
import { exampleText, rawDocument } from './raw-document.test-support.ts';

const DESK: Principal = { kind: 'cert', name: 'analist', roles: ['analyst'] };
const MEMBER: Principal = { kind: 'institution', name: 'Rietmark', institutionId: '0190f000-0000-7000-8000-000000000001' as InstitutionId };

let machine: TestMachine;

/** A: a vendor's, with a CPE and a model number. B: a coordinator's, for the CERT alone, revised twice, severe by its own word. C: as the example. */
const TREE_A = {
  branches: [
    {
      category: 'vendor',
      name: 'Zandberg Medisch',
      branches: [
        {
          category: 'product_name',
          name: 'Infuuspomp 300',
          branches: [
            {
              category: 'product_version',
              name: '2.9',
              product: {
                product_id: 'P1',
                name: 'Zandberg Infuuspomp 300 2.9',
                product_identification_helper: {
                  cpe: 'cpe:2.3:h:zandberg:pump300:2.9:*:*:*:*:*:*:*',
                  purl: 'pkg:generic/zandberg/pump300@2.9',
                  model_numbers: ['ZB-300-XL'],
                },
              },
            },
            { category: 'product_version', name: '2.10', product: { product_id: 'P2', name: 'Zandberg Infuuspomp 300 2.10' } },
          ],
        },
      ],
    },
  ],
};

beforeAll(async () => {
  machine = await testMachine();
  const texts = [
    exampleText(
      {
        title: 'A · pomp',
        category: 'csaf_vex',
        publisher: { category: 'vendor', name: 'Zandberg PSIRT', namespace: 'https://zandberg.example' },
      },
      { id: 'ZB-9', version: '9.0.0', initial_release_date: '2026-01-01T00:00:00Z', current_release_date: '2026-02-01T00:00:00Z' },
      { product_tree: TREE_A, vulnerabilities: [{ cve: 'CVE-2026-00099', product_status: { known_not_affected: ['P1', 'P2'] } }] },
    ),
    exampleText(
      {
        title: 'b · gesloten',
        aggregate_severity: { text: 'Zeer ernstig' },
        distribution: { tlp: { label: 'AMBER' } },
        publisher: { category: 'coordinator', name: 'Sectorcert', namespace: 'https://cert.example' },
      },
      {
        id: 'ZB-10',
        version: '10.0.0',
        status: 'interim',
        current_release_date: '2026-12-02T00:00:00Z',
        revision_history: [
          { number: '9.0.0', date: '2026-11-23T08:00:00Z', summary: 'Eerste versie' },
          { number: '10.0.0', date: '2026-12-02T00:00:00Z', summary: 'Omweg toegevoegd' },
        ],
      },
    ),
    exampleText({ title: 'C · 100%_lek' }, { id: 'MER-1' }),
  ];
  for (const text of texts) await ingestDocument(machine, rawDocument(text));
});
afterAll(() => machine?.close());

const pageOf = async (query: AdvisoryQuery, reader: Principal = DESK) => {
  const page = await listAdvisories(machine, reader, query);
  if (isRefusal(page)) throw new Error(page.message);
  return page;
};
const titles = async (query: AdvisoryQuery, reader: Principal = DESK) =>
  (await pageOf({ sort: 'title', ...query }, reader)).advisories.map(({ title }) => title[0]?.toUpperCase()).join('');

test.each<[AdvisoryQuery, string]>([
  [{}, 'ABC'],
  [{ text: 'POMP' }, 'A'],
  [{ text: 'cve-2026-00099' }, 'A'],
  [{ text: 'CVE-2026-0009' }, ''],
  [{ text: 'zb-10' }, 'B'],
  [{ text: 'SECTORCERT' }, 'B'],
  [{ title: '100%_' }, 'C'],
  [{ title: '%' }, 'C'],
  [{ publisher: 'zandberg' }, 'A'],
  [{ publisherCategory: 'Coordinator' }, 'B'],
  [{ publisherNamespace: 'cert.example' }, 'B'],
  [{ trackingId: 'zb-' }, 'AB'],
  [{ trackingVersion: '10.0.0' }, 'B'],
  [{ trackingVersion: '0.0' }, ''],
  [{ status: 'interim' }, 'B'],
  [{ category: 'vex' }, 'A'],
  [{ format: 'csaf', formatVersion: '2.0' }, 'ABC'],
  [{ format: 'cve' }, ''],
  [{ label: 'AMBER' }, 'B'],
  [{ releasedFrom: '2026-12-02T00:00:00Z' }, 'B'],
  [{ releasedBefore: '2026-12-02T00:00:00Z' }, 'AC'],
  [{ firstReleasedBefore: '2026-06-01T00:00:00Z' }, 'A'],
  [{ firstReleasedFrom: '2026-06-01T00:00:00Z' }, 'BC'],
  [{ revision: 'omweg TOEGEVOEGD' }, 'B'],
  [{ revision: '9.0.0 2026-11-23' }, 'B'],
  [{ cve: 'cve-2026-00001' }, 'BC'],
  [{ supplier: 'medisch' }, 'A'],
  [{ product: 'infuuspomp 300' }, 'A'],
  [{ product: 'Meridiaan EPD < 6.2.15' }, 'BC'],
  [{ productVersion: '2.10' }, 'A'],
  [{ productVersion: 'vers:generic/<6' }, 'BC'],
  [{ cpe: 'zandberg:pump300' }, 'A'],
  [{ purl: 'pkg:generic/zandberg' }, 'A'],
  [{ identifier: 'zb-300' }, 'A'],
  [{ aggregateSeverity: 'ernstig' }, 'B'],
  [{ severityMin: 9.8 }, 'BC'],
  [{ severityMax: 9.7 }, ''],
  [{ withdrawn: true }, ''],
  [{ supplier: 'medisch', cve: 'CVE-2026-00001' }, ''],
])('the list is searched and filtered by what documents say: %o gives %s', async (query, expected) => {
  expect(await titles(query)).toBe(expected);
});

// Of those in brackets the document says the same: either may come first, and then always.
test.each<[AdvisorySort, RegExp]>([
  ['read', /^[ABC]{3}$/],
  ['released', /^ACB$/],
  ['first-released', /^A[BC]{2}$/],
  ['title', /^ABC$/],
  ['publisher', /^CBA$/],
  ['publisher-category', /^B[AC]{2}$/],
  ['publisher-namespace', /^BCA$/],
  ['tracking-id', /^CAB$/], // ZB-9 before ZB-10
  ['tracking-version', /^CAB$/],
  ['status', /^[AC]{2}B$/],
  ['category', /^[BC]{2}A$/],
  ['format-version', /^[ABC]{3}$/],
  ['label', /^B[AC]{2}$/],
  ['severity', /^A[BC]{2}$/],
  ['aggregate-severity', /^[AC]{2}B$/],
  ['revision-number', /^[AC]{2}B$/],
  ['revised', /^[AC]{2}B$/],
  ['revision-summary', /^[AC]{2}B$/],
  ['cve', /^[BC]{2}A$/],
  ['supplier', /^[BC]{2}A$/],
  ['product', /^A[BC]{2}$/],
  ['product-version', /^A[BC]{2}$/],
  ['cpe', /^[BC]{2}A$/],
  ['purl', /^[BC]{2}A$/],
  ['identifier', /^[BC]{2}A$/],
])('and sorted by it, either way: %s', async (sort, expected) => {
  const ascending = await titles({ sort, order: 'ascending' });
  expect(ascending).toMatch(expected);
  expect(await titles({ sort, order: 'descending' })).toBe([...ascending].toReversed().join(''));
});

test('what a row is sorted by is shown, where nothing else of the row shows it', async () => {
  const by = async (sort: AdvisorySort) => (await pageOf({ sort, text: 'pomp' })).advisories[0]?.sortedBy;
  expect([
    await by('supplier'),
    await by('product-version'),
    await by('first-released'),
    await by('title'),
    await by('identifier'),
  ]).toEqual(['zandberg medisch', '2.10', '2026-01-01T00:00:00.000Z', undefined, 'zb-300-xl']);
});

test.each(ADVISORY_SORTS)('page by page nothing is skipped or repeated, by %s either way', async (sort) => {
  for (const order of ['ascending', 'descending'] as const) {
    const paged: string[] = [];
    let next: string | undefined;
    do {
      const page = await pageOf({ sort, order, limit: 1, after: next });
      paged.push(...page.advisories.map(({ title }) => title[0]?.toUpperCase() ?? ''));
      next = page.next;
    } while (next !== undefined && paged.length < 9);
    expect(paged.join('')).toBe(await titles({ sort, order }));
  }
});

test('what is no cursor, or one of another order, begins at the beginning', async () => {
  const { next } = await pageOf({ sort: 'title', limit: 1 });
  const forged = (...parts: readonly unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const id = '0190f000-0000-7000-8000-000000000001';
  expect(await titles({ after: next })).toBe('BC');
  for (const after of [
    'x',
    forged('read', true, 'yesterday', id),
    forged('read', true, '2026-01-01', id),
    forged('read', true, '9', 'x'),
    forged('read', true, '2026-99-99 99:99:99+99', id),
    next,
  ])
    expect((await pageOf({ after })).advisories).toHaveLength(3);
  expect((await pageOf({ sort: 'severity', after: forged('severity', true, '9e999', id) })).advisories).toHaveLength(3);
});

test('a place behind the longest text that a row is sorted by is a place', () => {
  const order = { sort: 'tracking-version', isDescending: false } as const;
  const value = '0000000001.'.repeat(50);
  const cursor = { ...order, value, id: '0190f000-0000-7000-8000-000000000001' };
  expect(readAdvisoryCursor(advisoryCursorOf(cursor), order)).toEqual(cursor);
});

test('a member finds what is CLEAR or GREEN alone, whatever it asks for', async () => {
  expect(await titles({}, MEMBER)).toBe('AC');
  expect(await titles({ label: 'AMBER' }, MEMBER)).toBe('');
  expect(await titles({ aggregateSeverity: 'ernstig' }, MEMBER)).toBe('');
});

test('what changes of an advisory changes in the list: a new revision, its label, that it is withdrawn', async () => {
  const id = 'MER-MOVES';
  await ingestDocument(machine, rawDocument(exampleText({ title: 'D · eerst' }, { id })));
  expect(await titles({ trackingId: id })).toBe('D');
  await ingestDocument(
    machine,
    rawDocument(exampleText({ title: 'E · daarna' }, { id, version: '2.0.0', current_release_date: '2026-11-25T00:00:00Z' })),
  );
  expect([await titles({ trackingId: id }), await titles({ trackingId: id }, MEMBER)]).toEqual(['E', 'E']);
  const change = (sql: string) => machine.database.pool.query(`update forewarn.advisories set ${sql} where tracking_id = $1`, [id]);
  await change(`withdrawn_at = now()`);
  expect([await titles({ trackingId: id, withdrawn: true }), await titles({ trackingId: id, withdrawn: false })]).toEqual(['E', '']);
  await change(`tlp = 'RED'`);
  expect([await titles({ trackingId: id }), await titles({ trackingId: id }, MEMBER)]).toEqual(['E', '']);
});

test('a page of the orders that are read most is read by index, however many there are', async () => {
  await copyListed(
    `jsonb_build_object('advisory_id', md5('a' || n), 'severity', n % 10, 'title', 'x' || n, 'publisher_name', 'x' || n,
      'read_at', now() - n * interval '1 minute', 'current_release_at', now() - n * interval '1 hour')`,
    'generate_series(1, 5000) n',
  );
  await machine.database.pool.query('analyze forewarn.listed_advisories');
  const orders = {
    read: '(reading|words)',
    released: 'release',
    severity: 'severity',
    title: 'title',
    publisher: 'publisher',
    supplier: 'supplier',
    'product-version': 'version',
  } as const;
  for (const [sort, index] of Object.entries(orders))
    expect(await planOf(sort as AdvisorySort)).toMatch(new RegExp(`listed_advisories_by_${index}`));
});

/** Copies of what is listed of MER-1, with what is different in each; without what the database makes by itself. */
async function copyListed(different: string, each: string): Promise<void> {
  const found = await machine.database.pool.query(
    `select string_agg(quote_ident(attname), ', ') as names, string_agg('x.' || quote_ident(attname), ', ') as values from pg_attribute
     where attrelid = 'forewarn.listed_advisories'::regclass and attnum > 0 and attgenerated = ''`,
  );
  await machine.database.pool.query(`with off as (select set_config('session_replication_role', 'replica', true))
    insert into forewarn.listed_advisories (${found.rows[0].names}) select ${found.rows[0].values}
    from off, (select l from forewarn.listed_advisories l join forewarn.advisories o on o.id = l.advisory_id where o.tracking_id = 'MER-1') of (listed), ${each},
      jsonb_populate_record(of.listed, ${different}) x`);
}

/** The plans of one page as a reader asks for it, with its row policies. */
async function planOf(sort: AdvisorySort): Promise<string> {
  const told: string[] = [];
  const listen = (client: PoolClient) => client.on('notice', ({ message = '' }) => told.push(message));
  machine.database.pool.on('acquire', listen);
  await asPrincipal(machine.database, DESK, async (trx) => {
    await sql`select set_config('role', 'none', true)`.execute(trx);
    await sql`load 'auto_explain'`.execute(trx);
    await sql`select set_config('auto_explain.log_min_duration', '0', true), set_config('client_min_messages', 'log', true), set_config('role', ${APPLICATION_ROLE}, true)`.execute(
      trx,
    );
    await listAdvisoryRows(trx, {}, { sort, isDescending: SORTS[sort].kind !== 'text', limit: 101 });
  });
  machine.database.pool.off('acquire', listen);
  return told.join('\n');
}

test('a search of a member that holds up the database is ended and answered in words; the next one is answered, as slow as it likes', async () => {
  // The worst that a text can be for what looks for a part of it: it begins to match everywhere, and never does.
  await machine.database.pool.query(
    `update forewarn.listed_advisories set products = repeat('veld ', 200000), suppliers = repeat('veld ', 200000), cpes = repeat('veld ', 200000)
     where advisory_id in (select id from forewarn.advisories where tracking_id <> 'ZB-10')`,
  );
  await machine.database.pool.query(
    `insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at)
      select gen_random_uuid(), 'https://veel.example', 'VEEL-' || n, 'Veel', 'CLEAR', now() from generate_series(1, 40) n`,
  );
  await copyListed(`jsonb_build_object('advisory_id', a.id)`, `(select id from forewarn.advisories where publisher_name = 'Veel') a`);
  const words = (last: string) => `${'veld '.repeat(50)}${last}`;
  const costly = { product: words('a'), supplier: words('b'), cpe: words('c') };
  expect(await listAdvisories(machine, MEMBER, { product: words('a') })).toMatchObject({
    code: 'too-costly',
    hint: expect.stringContaining('shorter'),
  });
  expect(await listAdvisories(machine, MEMBER, costly)).toMatchObject({ kind: 'refusal', code: 'too-costly' });
  expect((await pageOf({ publisher: 'zandberg' }, MEMBER)).advisories).toHaveLength(1);
  const limits = await Promise.all(
    Array.from({ length: 12 }, () =>
      asPrincipal(machine.database, MEMBER, (trx) =>
        sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(trx),
      ),
    ),
  );
  expect(new Set(limits.flatMap(({ rows }) => rows.map(({ limit }) => limit)))).toEqual(new Set(['0']));
});

test('a title longer than an index takes is listed, and found by how it begins', async () => {
  await ingestDocument(machine, rawDocument(exampleText({ title: `Lang ${'\u{1F980}'.repeat(900)}` }, { id: 'LANG-1' })));
  expect((await pageOf({ text: 'lang \u{1F980}' })).advisories.map(({ trackingId }) => trackingId)).toEqual(['LANG-1']);
});
