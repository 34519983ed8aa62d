import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/** A name as it stands in inventories or advisories, with how many hang on it. */
export type WrittenNameCount = {
  readonly supplier: string;
  readonly product: string;
  readonly institutions: number;
  readonly lines: number;
  readonly advisories: number;
};

const NAMES_MAX = 100_000;
const ADVISORY_NAMES_MAX = 10_000;

/** Names of current inventory lines, those of the most institutions first. Reads every current line. */
export async function countNamesOfInventories(trx: Transaction): Promise<readonly WrittenNameCount[]> {
  const found = await sql<{ supplier: string; product: string; institutions: number; lines: number }>`
    select min(coalesce(t.supplier, '')) as supplier, min(t.product) as product, count(distinct t.institution_id)::int as institutions, count(*)::int as lines
    from forewarn.inventory_items t where t.last_snapshot is null and t.product <> ''
    group by lower(coalesce(t.supplier, '')), lower(t.product) order by 3 desc, 2, 1 limit ${NAMES_MAX}`.execute(trx);
  return found.rows.map((row) => ({ ...row, advisories: 0 }));
}

/** Names of products of advisories in force whose latest revision was read since then. */
export async function countNamesOfAdvisories(trx: Transaction, since: Instant): Promise<readonly WrittenNameCount[]> {
  const found = await sql<{ supplier: string; product: string; advisories: number }>`
    select min(coalesce(p.supplier, '')) as supplier, min(p.product) as product, count(distinct a.id)::int as advisories
    from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id
    cross join lateral jsonb_to_recordset(r.normalised -> 'products') as p(supplier text, product text)
    where a.withdrawn_at is null and r.read_at >= ${since} and p.product is not null
    group by lower(coalesce(p.supplier, '')), lower(p.product) order by 3 desc, 2, 1 limit ${ADVISORY_NAMES_MAX}`.execute(trx);
  return found.rows.map((row) => ({ ...row, institutions: 0, lines: 0 }));
}
