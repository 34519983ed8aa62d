import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Silence } from '@forewarn/core/matching/match.ts';
import type { Statement } from '@forewarn/core/matching/statement.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Urgency, WarningTexts } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

export type NotToldWarning = {
  readonly id: string;
  readonly reference: string;
  readonly openedAt: Instant;
  readonly urgency: Urgency;
  readonly tlp: TlpLabel;
  readonly texts: WarningTexts;
  readonly silent: readonly {
    readonly because: Silence;
    readonly inventory: string;
    readonly key: string;
    readonly product: string;
    readonly version: string | null;
    /** Whose word it is and of which day, where a document that the whole community may read says that the product is not affected. */
    readonly said: Statement | null;
  }[];
};

/**
 * Released warnings for the whole community (CLEAR, GREEN) that an institution was not told of because they do not concern it, newest first:
 * not those that it was left out of for another reason, and none with a match that stands since. With its lines that they name all the same.
 * For staff: warnings that an institution was not told of are no rows of its own.
 */
export async function findNotTold(
  trx: Transaction,
  institutionId: string,
  page: { readonly since: Instant; readonly before?: string; readonly limit: number },
): Promise<readonly NotToldWarning[]> {
  const found = await sql<{
    id: string;
    reference: string;
    opened_at: Instant;
    urgency: Urgency;
    tlp: TlpLabel;
    texts: WarningTexts;
    silent: NotToldWarning['silent'];
  }>`select w.id, w.reference, w.opened_at, v.urgency, v.tlp, v.texts,
      coalesce((select jsonb_agg(jsonb_build_object('because', m.because, 'inventory', n.name, 'key', t.key, 'product', t.product, 'version', t.version,
          'said', case when m.because = 'supplier-says-not-affected' and r.tlp in ('CLEAR', 'GREEN') then
            jsonb_strip_nulls(jsonb_build_object('by', d.publisher_name, 'at', to_char(r.current_release_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) end) order by t.id)
        from forewarn.matter_advisories a join forewarn.matches m on m.advisory_id = a.advisory_id and m.institution_id = ${institutionId}
          and m.kind = 'not-concerned' and m.ended_at is null
        join forewarn.advisory_revisions r on r.id = m.revision_id join forewarn.advisories d on d.id = r.advisory_id
        join forewarn.inventory_items t on t.id = m.item_id join forewarn.inventories n on n.id = t.inventory_id
        where a.matter_id = w.matter_id), '[]'::jsonb) as silent
    from forewarn.warnings w join forewarn.warning_versions v on v.warning_id = w.id and v.version = w.released_version
    where w.state in ('open', 'closed') and v.tlp in ('CLEAR', 'GREEN') and v.released_at >= ${page.since}
      and (${page.before ?? null}::uuid is null or w.id < ${page.before ?? null}::uuid)
      and not exists (select 1 from forewarn.concerned_institutions c where c.warning_id = w.id and c.institution_id = ${institutionId}
        and (c.decision <> 'stay-silent' or c.because not in ('not-concerned-any-more', 'withdrawn')))
      and not exists (select 1 from forewarn.matter_advisories a join forewarn.matches m on m.advisory_id = a.advisory_id
        where a.matter_id = w.matter_id and m.institution_id = ${institutionId} and m.kind = 'concerned' and m.ended_at is null)
    order by w.id desc limit ${page.limit}`.execute(trx);
  return found.rows.map(({ opened_at: openedAt, ...row }) => ({ ...row, openedAt }));
}
