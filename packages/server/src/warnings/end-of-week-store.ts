import { sql } from 'kysely';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { LANGUAGES } from '@forewarn/core/institutions/institution.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Urgency } from '@forewarn/core/deliveries/urgency.ts';
import type { WarningTexts } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

/** Institutions after this one that were told something since then or of an open warning. */
export async function findWeekReaders(
  trx: Transaction,
  of: { readonly since: Instant; readonly after: string; readonly limit: number },
): Promise<readonly InstitutionId[]> {
  const found = await sql<{ id: InstitutionId }>`select i.id from forewarn.institutions i
    where i.id > ${of.after}::uuid and i.left_at is null
      and exists (select from forewarn.concerned_institutions c join forewarn.warnings w on w.id = c.warning_id
        join forewarn.warning_versions v on v.warning_id = c.warning_id and v.version = c.version
        where c.institution_id = i.id and c.decision <> 'stay-silent' and w.drill_id is null and (w.state = 'open' or v.released_at >= ${of.since}))
    order by i.id limit ${of.limit}`.execute(trx);
  return found.rows.map(({ id }) => id);
}

/**
 * Which of these have a message of this week already. By whole keys that are values here: a key put together in the query is no way into the
 * index past the row policies, and all messages would be read for each institution.
 */
export async function findWeekTold(trx: Transaction, week: string, ids: readonly InstitutionId[]): Promise<ReadonlySet<InstitutionId>> {
  const keys = ids.flatMap((id) => LANGUAGES.map((language) => `end-of-week/${week}/${id}/${language}`));
  const found = await sql<{
    id: InstitutionId;
  }>`select institution_id as id from forewarn.messages where key = any(${keys}::text[])`.execute(trx);
  return new Set(found.rows.map(({ id }) => id));
}

/** What institutions were told since then, the newest version of each warning. */
export type ToldInWeek = {
  readonly institutionId: InstitutionId;
  readonly warningId: string;
  readonly reference: string;
  readonly texts: WarningTexts;
  readonly tlp: TlpLabel;
  readonly urgency: Urgency;
  readonly toldAt: Instant;
};

export async function findToldInWeek(trx: Transaction, institutionIds: readonly string[], since: Instant): Promise<readonly ToldInWeek[]> {
  const found =
    await sql<ToldInWeek>`select distinct on (c.institution_id, c.warning_id) c.institution_id as "institutionId", c.warning_id as "warningId",
      w.reference, v.texts, v.tlp, c.urgency, v.released_at as "toldAt"
    from forewarn.concerned_institutions c join forewarn.warnings w on w.id = c.warning_id
      join forewarn.warning_versions v on v.warning_id = c.warning_id and v.version = c.version
    where c.institution_id = any(${institutionIds}::uuid[]) and c.decision <> 'stay-silent' and w.drill_id is null and v.released_at >= ${since}
    order by c.institution_id, c.warning_id, c.version desc`.execute(trx);
  return found.rows;
}
