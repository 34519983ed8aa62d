import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';

const ROWS_MAX = 500;
/** Product ids in one document that are shown with a product. */
const IDS_MAX = 100;

/** Current matches that concern a member, with their line. For staff: institutions have their own lists. */
const CONCERNED = sql`forewarn.matches m join forewarn.inventory_items t on t.id = m.item_id and t.last_snapshot is null
  join forewarn.institutions i on i.id = m.institution_id and i.left_at is null
  join forewarn.advisories a on a.id = m.advisory_id and a.withdrawn_at is null`;
const IN_FORCE = sql`m.kind = 'concerned' and m.ended_at is null`;

export type MatchedProduct = {
  readonly supplier?: string;
  readonly product: string;
  readonly advisories: number;
  readonly lines: number;
  readonly institutions: number;
};

type ProductRow = { supplier: string | null; product: string; advisories: number; lines: number; institutions: number };

export async function listMatchedProducts(
  trx: Transaction,
  page: { readonly text?: string; readonly after?: { readonly product: string; readonly supplier: string }; readonly limit: number },
): Promise<readonly MatchedProduct[]> {
  const found =
    await sql<ProductRow>`select min(t.supplier) as supplier, min(t.product) as product, count(distinct m.advisory_id)::int as advisories,
      count(distinct m.item_id)::int as lines, count(distinct m.institution_id)::int as institutions
    from ${CONCERNED} where ${IN_FORCE}
      and (${page.text ?? null}::text is null or position(lower(${page.text ?? ''}) in lower(concat(t.supplier, ' ', t.product))) > 0)
      and (${page.after?.product ?? null}::text is null or (lower(t.product), lower(coalesce(t.supplier, ''))) > (lower(${page.after?.product ?? ''}), lower(${page.after?.supplier ?? ''})))
    group by lower(t.product), lower(coalesce(t.supplier, '')) order by lower(t.product), lower(coalesce(t.supplier, '')) limit ${page.limit}`.execute(
      trx,
    );
  return found.rows.map(({ supplier, ...row }) => ({ ...row, ...(supplier === null ? {} : { supplier }) }));
}

export type MatchedDocument = {
  readonly advisoryId: string;
  readonly publisher: string;
  readonly trackingId: string;
  readonly title: string;
  readonly lines: number;
  readonly institutions: number;
};

/** By how the inventories call it, whatever the capitals. */
export async function listDocumentsOfProduct(
  trx: Transaction,
  product: string,
  supplier: string | undefined,
): Promise<readonly MatchedDocument[]> {
  const found =
    await sql<MatchedDocument>`select a.id as "advisoryId", a.publisher_name as publisher, a.tracking_id as "trackingId", r.title,
      count(distinct m.item_id)::int as lines, count(distinct m.institution_id)::int as institutions
    from ${CONCERNED} join forewarn.advisory_revisions r on r.id = a.latest_revision_id
    where ${IN_FORCE} and lower(t.product) = lower(${product}) and (${supplier ?? null}::text is null or lower(coalesce(t.supplier, '')) = lower(${supplier ?? ''}))
    group by a.id, r.title, r.read_at order by r.read_at desc, a.id limit ${ROWS_MAX}`.execute(trx);
  return found.rows;
}

export type ProductOfAdvisory = Omit<MatchedProduct, 'advisories'> & { readonly advisoryProductIds: readonly string[] };

export async function listProductsOfAdvisory(trx: Transaction, advisoryId: string): Promise<readonly ProductOfAdvisory[]> {
  const found = await sql<
    Omit<ProductRow, 'advisories'> & { ids: string[] | null }
  >`select min(t.supplier) as supplier, min(t.product) as product,
      count(distinct m.item_id)::int as lines, count(distinct m.institution_id)::int as institutions,
      (array_agg(distinct e ->> 'advisoryProductId') filter (where e ->> 'advisoryProductId' <> ''))[1:${IDS_MAX}::int] as ids
    from ${CONCERNED} left join lateral jsonb_array_elements(m.evidence) as e on true
    where ${IN_FORCE} and m.advisory_id = ${advisoryId}
    group by lower(t.product), lower(coalesce(t.supplier, '')) order by institutions desc, lower(min(t.product)) limit ${ROWS_MAX}`.execute(
    trx,
  );
  return found.rows.map(({ supplier, ids, ...row }) => ({
    ...row,
    advisoryProductIds: ids ?? [],
    ...(supplier === null ? {} : { supplier }),
  }));
}
