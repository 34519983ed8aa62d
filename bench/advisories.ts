import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { advisoryCursorOf } from '@forewarn/server/advisories/advisory-cursor.ts';
import { ingestDocuments } from '@forewarn/server/advisories/ingest-document.ts';
import { listAdvisories, type AdvisoryQuery } from '@forewarn/server/advisories/list-advisories.ts';
import { readConfig } from '@forewarn/server/config.ts';
import type { Machine } from '@forewarn/server/machine.ts';
import { openMachine } from '@forewarn/server/start-server.ts';
import { inventedDocument } from './advisories/invented-document.ts';
import { atMost, plain, type Report } from './report.ts';
import { median } from './median.ts';

const SCALE = 30_000;
/** Documents that come in as a source brings them; the others are copies of their rows, made in the database. */
const TAKEN_IN = 1_000;
/** So many of them share a transaction, as a poll has them; every second lot without the list's triggers. */
const LOT = 10;
/** Each page is asked for so often; the median counts. */
const TIMES = 5;
const PAGE_MS_MAX = 300;
/** In three titles of all; in every title; in none. */
const [RARE, COMMON, NOWHERE] = ['zandloper', 'leverancier', 'bestaat-nergens'];

const DESK: Principal = { kind: 'cert', name: 'bench', roles: ['analyst'] };
const MEMBER: Principal = {
  kind: 'institution',
  name: 'bench',
  institutionId: '0190f000-0000-7000-8000-000000000001' as InstitutionId,
  roles: ['ciso'],
};

/**
 * What the searchable list of advisories costs: each document that comes in, the migration that lists those that there are (0052), and the pages of
 * the list for the desk and for a member. Options: how many advisories, in the place of 30,000 (300,000 takes 2 GB of disk and a quarter of an hour).
 */
export async function run(report: Report, options: readonly string[]): Promise<void> {
  const scale = Number(options.find((option) => /^\d+$/.test(option)) ?? SCALE);
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-bench-'));
  const machine = await openMachine(readConfig({ FOREWARN_DATA: folder, FOREWARN_LOG: 'error' }));
  const place = await machine.database.pool.query('show data_directory');
  try {
    await measureIntake(report, machine);
    await copyAdvisories(report, machine, scale);
    await measureListing(report, machine, scale);
    await markAsRead(machine);
    await machine.database.pool.query('vacuum analyze');
    for (const [what, query, reader] of await pages(machine, scale)) await measurePage(report, machine, { scale, what, query, reader });
  } finally {
    await machine.database.close();
    await rm(place.rows[0]?.data_directory, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

const TRIGGERS = [
  ['advisories', 'advisories_listed'],
  ['advisory_revisions', 'advisory_revisions_listed'],
] as const;

/** With the list and without, in turn: what of a document's intake is the list's. */
async function measureIntake(report: Report, machine: Machine): Promise<void> {
  const took: Readonly<Record<'enable' | 'disable', number[]>> = { enable: [], disable: [] };
  for (let from = 0; from < TAKEN_IN; from += LOT) {
    const way = (from / LOT) % 2 === 0 ? 'enable' : 'disable';
    for (const [table, trigger] of TRIGGERS) await machine.database.pool.query(`alter table forewarn.${table} ${way} trigger ${trigger}`);
    const lot = Array.from({ length: LOT }, (_, at) => ({
      url: `bench:${from + at}`,
      bytes: Buffer.from(JSON.stringify(inventedDocument(from + at))),
      retrievedAt: machine.clock.now(),
      hashCheck: { kind: 'absent' as const },
      signatureCheck: { kind: 'absent' as const },
      verdict: 'accepted' as const,
    }));
    const startedAt = performance.now();
    const outcomes = await ingestDocuments(machine, lot);
    took[way].push((performance.now() - startedAt) / LOT);
    if (outcomes.some(({ kind }) => kind !== 'new')) throw new Error(`not taken in: ${JSON.stringify(outcomes)}`);
  }
  for (const [table, trigger] of TRIGGERS) await machine.database.pool.query(`alter table forewarn.${table} enable trigger ${trigger}`);
  const about = { scale: TAKEN_IN, unit: 'ms' } as const;
  report.figure(plain({ workload: 'advisories/intake/listed', figure: median(took.enable), ...about }));
  report.figure(plain({ workload: 'advisories/intake/not-listed', figure: median(took.disable), ...about }));
}

/** Copies of those that were taken in, each with a title, moments and a score of its own; what matching keeps is left out. */
async function copyAdvisories(report: Report, machine: Machine, scale: number): Promise<void> {
  const copies = Math.ceil(scale / TAKEN_IN) - 1;
  const client = await machine.database.pool.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off`);
    for (let from = 1; from <= copies; from += 10) {
      const range = [from, Math.min(from + 9, copies)];
      await client.query(
        `insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, latest_revision_id, tlp, first_seen_at)
         select md5(id::text || n)::uuid, publisher_namespace, tracking_id || '-' || n, publisher_name, md5(latest_revision_id::text || n)::uuid, tlp,
           first_seen_at - n * interval '7 hours'
         from forewarn.advisories, generate_series($1::int, $2::int) n where tracking_id ~ '^BENCH-2024-[0-9]+$'`,
        range,
      );
      await client.query(
        `insert into forewarn.advisory_revisions (id, advisory_id, document_sha256, sequence, tracking_version, current_release_at, title, severity, tlp,
           normalised, problems, change, product_keys, reader, read_at, cves)
         select md5(r.id::text || n)::uuid, md5(r.advisory_id::text || n)::uuid, r.document_sha256, r.sequence, r.tracking_version,
           r.current_release_at - n * interval '7 hours', r.title || ' (' || n || ')', (abs(hashtext(r.id::text || n)) % 101) / 10.0, r.tlp,
           r.normalised, r.problems, r.change, '{}', r.reader, r.read_at - n * interval '7 hours' - (abs(hashtext(r.id::text)) % 25000) * interval '1 second', r.cves
         from forewarn.advisory_revisions r join forewarn.advisories a on a.latest_revision_id = r.id, generate_series($1::int, $2::int) n
         where a.tracking_id ~ '^BENCH-2024-[0-9]+$'`,
        range,
      );
      report.progress(`  ${((range[1] ?? 0) + 1) * TAKEN_IN} of ${scale} advisories`);
    }
    await client.query(
      `update forewarn.advisory_revisions set title = '${RARE} ' || title where advisory_id in (select id from forewarn.advisories order by md5(id::text) limit 3)`,
    );
  } finally {
    client.release(true);
  }
  await machine.database.pool.query('vacuum analyze forewarn.advisories, forewarn.advisory_revisions');
}

/** As migration 0052 lists those that there are: its own statement, over the same rows. */
async function measureListing(report: Report, machine: Machine, scale: number): Promise<void> {
  await machine.database.pool.query('truncate forewarn.listed_advisories');
  const startedAt = performance.now();
  const listed = await machine.database.pool.query(
    'select forewarn.list_advisory(id) from forewarn.advisories where latest_revision_id is not null',
  );
  const ms = performance.now() - startedAt;
  report.figure(plain({ workload: 'advisories/migration', scale, figure: ms / 1_000, unit: 's' }));
  report.figure(plain({ workload: 'advisories/migration/each', scale, figure: ms / (listed.rowCount ?? 0), unit: 'ms' }));
  const size = await machine.database.pool.query(`select pg_total_relation_size('forewarn.listed_advisories') / 1048576.0 as size`);
  report.figure(plain({ workload: 'advisories/list/size', scale, figure: Number(size.rows[0]?.size), unit: 'MiB' }));
}

/** What one analyst reads in a year or two. */
const MARKS = 20_000;

/** The newest are marked as read by one reader: what it has not read stands behind them. */
async function markAsRead(machine: Machine): Promise<void> {
  await machine.database.pool.query(
    `insert into forewarn.advisory_read_marks (advisory_id, reader, revision_id, read_at)
     select advisory_id, 'name:bench', revision_id, now() from forewarn.listed_advisories order by read_at desc, advisory_id desc
     limit $1`,
    [MARKS],
  );
}

type Page = readonly [what: string, query: AdvisoryQuery, reader: Principal];

async function pages(machine: Machine, scale: number): Promise<readonly Page[]> {
  const found = await machine.database.pool.query(
    `select advisory_id as id, read_at::text as value from forewarn.listed_advisories order by read_at desc, advisory_id desc offset $1 limit 1`,
    [Math.floor((scale * 2) / 3)],
  );
  const after = advisoryCursorOf({ sort: 'read', isDescending: true, value: found.rows[0]?.value, id: found.rows[0]?.id });
  const both: readonly (readonly [string, AdvisoryQuery])[] = [
    ['first', {}],
    ['deep', { after }],
    ['common-word', { text: COMMON }],
    ['rare-word', { text: RARE }],
    ['no-such-word', { text: NOWHERE }],
    ['rare-word-in-title', { title: RARE }],
    ['cve', { cve: 'CVE-2024-10004' }],
    ['no-such-cve', { cve: 'CVE-2024-999999' }],
    ['no-such-publisher', { publisher: NOWHERE }],
    ['common-product', { product: 'portaal' }],
    ['no-such-product', { product: NOWHERE }],
    ['no-such-supplier', { supplier: NOWHERE }],
    ['severe', { severityMin: 9.9, sort: 'severity' }],
    ['by-title', { sort: 'title' }],
    ['by-release', { sort: 'released' }],
    ['by-publisher', { sort: 'publisher' }],
    ['by-tracking-id', { sort: 'tracking-id' }],
    ['by-supplier', { sort: 'supplier' }],
    ['by-product-version', { sort: 'product-version' }],
    ['released-in-a-week', { releasedFrom: '2020-01-01T00:00:00Z', releasedBefore: '2020-01-08T00:00:00Z' }],
  ];
  return [
    ...both.map(([what, query]): Page => [`desk/${what}`, query, DESK]),
    ['desk/unread', { unread: true }, DESK],
    ['desk/read', { unread: false }, DESK],
    ['desk/put-away', { putAway: true }, DESK],
    ['desk/withdrawn', { withdrawn: true }, DESK],
    ...both.map(([what, query]): Page => [`member/${what}`, query, MEMBER]),
  ];
}

type Asked = { readonly scale: number; readonly what: string; readonly query: AdvisoryQuery; readonly reader: Principal };

async function measurePage(report: Report, machine: Machine, { scale, what, query, reader }: Asked): Promise<void> {
  const took: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const startedAt = performance.now();
    const page = await listAdvisories(machine, reader, { limit: 50, ...query });
    took.push(performance.now() - startedAt);
    if (isRefusal(page)) report.progress(`  ${what}: ${page.message}`);
  }
  report.figure(atMost(PAGE_MS_MAX, { workload: `advisories/list/${what}`, scale, figure: median(took), unit: 'ms' }));
}
