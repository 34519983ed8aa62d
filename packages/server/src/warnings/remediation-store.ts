import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Silence } from '@forewarn/core/matching/match.ts';
import type { Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import type { Transaction } from '../database/open-database.ts';

/** A line that advisories on one vulnerability name, with the newest answer for it that still counts. */
export type VulnerableLine = {
  readonly id: string;
  readonly institutionId: string;
  readonly institution: string;
  readonly inventory: string;
  readonly key: string;
  readonly supplier?: string;
  readonly product: string;
  readonly version?: string;
  readonly advisoryIds: readonly string[];
  /** Every advisory calls its version fixed. */
  readonly because?: Silence;
  readonly answer?: { readonly answer: Answer; readonly confirmed: boolean; readonly answeredAt: Instant };
};

type Row = {
  id: string;
  institution_id: string;
  institution: string;
  inventory: string;
  key: string;
  supplier: string | null;
  product: string;
  version: string | null;
  advisory_ids: string[];
  is_fixed: boolean;
  answer: Answer | null;
  confirmed: boolean | null;
  answered_at: Instant | null;
};

/**
 * In the order of the lines, from after one of them. An answer for the line or for all lines counts where it is to the version in which the
 * institution was asked last, and neither undone nor corrected.
 */
export async function listVulnerableLines(
  trx: Transaction,
  advisoryIds: readonly string[],
  page: { readonly after?: string; readonly limit: number },
): Promise<readonly VulnerableLine[]> {
  const found = await sql<Row>`with lines as (
      select t.id, m.institution_id, i.name as institution, v.name as inventory, t.key, t.supplier, t.product, t.version,
        array_agg(m.advisory_id order by m.advisory_id)::text[] as advisory_ids, bool_and(m.kind = 'not-concerned') as is_fixed
      from forewarn.matches m join forewarn.inventory_items t on t.id = m.item_id and t.last_snapshot is null
        join forewarn.inventories v on v.id = t.inventory_id join forewarn.institutions i on i.id = m.institution_id and i.left_at is null
      where m.advisory_id = any(${advisoryIds}::uuid[]) and m.ended_at is null and (m.kind = 'concerned' or m.because = 'fixed')
        and t.id > ${page.after ?? '0'}::bigint
      group by t.id, t.key, t.supplier, t.product, t.version, m.institution_id, i.name, v.name order by t.id limit ${page.limit})
    select l.id::text, l.institution_id, l.institution, l.inventory, l.key, l.supplier, l.product, l.version, l.advisory_ids, l.is_fixed,
      k.answer, k.confirmed, k.answered_at
    from lines l left join lateral (
      select k.answer, k.confirmed, k.answered_at from forewarn.acknowledgements k
        join forewarn.warnings w on w.id = k.warning_id
      where k.institution_id = l.institution_id and (k.item_key is null or k.item_key = l.key) and k.undone_at is null and k.version >= (select max(c.asked_in_version)
          from forewarn.concerned_institutions c where c.warning_id = k.warning_id and c.institution_id = k.institution_id)
        and w.matter_id in (select j.matter_id from forewarn.matter_advisories j where j.advisory_id = any(l.advisory_ids::uuid[]))
        and not exists (select from forewarn.acknowledgements n where n.replaces = k.id and n.undone_at is null)
      order by k.answered_at desc, k.id desc limit 1) k on true
    order by l.id`.execute(trx);
  return found.rows.map((row) => ({
    id: row.id,
    institutionId: row.institution_id,
    institution: row.institution,
    inventory: row.inventory,
    key: row.key,
    ...(row.supplier === null ? {} : { supplier: row.supplier }),
    product: row.product,
    ...(row.version === null ? {} : { version: row.version }),
    advisoryIds: row.advisory_ids,
    ...(row.is_fixed ? { because: 'fixed' as const } : {}),
    ...(row.answer === null || row.answered_at === null
      ? {}
      : { answer: { answer: row.answer, confirmed: row.confirmed === true, answeredAt: row.answered_at } }),
  }));
}
