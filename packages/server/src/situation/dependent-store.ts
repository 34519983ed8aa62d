import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';

export type Dependent = {
  readonly supplier: string;
  readonly institutionId: string;
  readonly institution: string;
  readonly sector: string;
  readonly how: readonly string[];
};

const DEPENDENTS_MAX = 2_000;

/** Members that have a relation with one of these suppliers now, are managed by it, or have a product of it; names in lower case. */
export async function findDependents(trx: Transaction, suppliers: readonly string[]): Promise<readonly Dependent[]> {
  const found = await sql<Dependent>`
    with held as (
      select lower(r.supplier) as supplier, r.institution_id, r.kind as how from forewarn.inventory_relations r
        where r.ended_at is null and lower(r.supplier) = any(${suppliers}::text[])
      union select lower(t.supplier), t.institution_id, 'product' from forewarn.inventory_items t
        where t.last_snapshot is null and lower(t.supplier) = any(${suppliers}::text[])
      union select lower(i.it_provider), i.id, 'managed-by' from forewarn.institutions i where lower(i.it_provider) = any(${suppliers}::text[])
    )
    select h.supplier, i.id as "institutionId", i.name as institution, i.sector, array_agg(distinct h.how order by h.how) as how
    from held h join forewarn.institutions i on i.id = h.institution_id and i.left_at is null
    group by h.supplier, i.id, i.name, i.sector order by i.name limit ${DEPENDENTS_MAX}`.execute(trx);
  return found.rows;
}

/** As it is written most; undefined where nobody names it. */
export async function findSupplierName(trx: Transaction, supplier: string): Promise<string | undefined> {
  const found = await sql<{ name: string }>`select name from (
      select r.supplier as name from forewarn.inventory_relations r where r.ended_at is null and lower(r.supplier) = ${supplier}
      union all select t.supplier from forewarn.inventory_items t where t.last_snapshot is null and lower(t.supplier) = ${supplier}
      union all select i.it_provider from forewarn.institutions i where lower(i.it_provider) = ${supplier}) as x
    group by name order by count(*) desc, name limit 1`.execute(trx);
  return found.rows[0]?.name;
}

/** Suppliers of current relations and lines, and IT providers, with how many members rely on each. */
export async function listSuppliers(trx: Transaction): Promise<readonly { readonly name: string; readonly institutions: number }[]> {
  const found = await sql<{ name: string; institutions: number }>`
    with held as (
      select r.supplier as name, r.institution_id from forewarn.inventory_relations r where r.ended_at is null and r.supplier is not null
      union all select t.supplier, t.institution_id from forewarn.inventory_items t where t.last_snapshot is null and t.supplier is not null
      union all select i.it_provider, i.id from forewarn.institutions i where i.it_provider is not null
    )
    select mode() within group (order by h.name) as name, count(distinct h.institution_id)::int as institutions
    from held h join forewarn.institutions i on i.id = h.institution_id and i.left_at is null
    where trim(h.name) <> '' group by lower(h.name) order by institutions desc, name limit ${DEPENDENTS_MAX}`.execute(trx);
  return found.rows;
}
