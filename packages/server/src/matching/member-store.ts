import { sql } from 'kysely';
import { idOf, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Language, Sector } from '@forewarn/core/institutions/institution.ts';
import type { Transaction } from '../database/open-database.ts';

/** What a scope asks of an institution. */
export type Member = {
  readonly id: InstitutionId;
  readonly name: string;
  readonly language: Language;
  readonly sector: Sector;
  readonly region?: number;
  readonly itProvider?: string;
};

/** All institutions that did not leave, or those among these, by id. */
export async function listMembers(trx: Transaction, among?: readonly string[]): Promise<readonly Member[]> {
  const found = await sql<{
    id: string;
    name: string;
    language: Language;
    sector: Sector;
    region: number | null;
    it_provider: string | null;
  }>`select id, name, language, sector, region, it_provider
    from forewarn.institutions where left_at is null ${isAmong(sql`id`, among)} order by id`.execute(trx);
  return found.rows.map((row) => ({
    id: idOf<'Institution'>(row.id),
    name: row.name,
    language: row.language,
    sector: row.sector,
    region: row.region ?? undefined,
    itProvider: row.it_provider ?? undefined,
  }));
}

/** Those who take part in an exercise and did not leave since, or those among these, by id. */
export async function listParticipants(trx: Transaction, drillId: string, among?: readonly string[]): Promise<readonly InstitutionId[]> {
  const found = await sql<{ id: string }>`select p.institution_id as id from forewarn.drill_participants p
    join forewarn.institutions i on i.id = p.institution_id and i.left_at is null
    where p.drill_id = ${drillId} ${isAmong(sql`p.institution_id`, among)} order by 1`.execute(trx);
  return found.rows.map(({ id }) => idOf<'Institution'>(id));
}

/**
 * When any current line of each institution was last looked at, where it has one: of a recent one some moment within the last 12 months
 * (`since`), else of an old one. Whose inventory is recent is known at its first line; an institution without lines is absent.
 */
export async function findInventoryAges(
  trx: Transaction,
  institutionIds: readonly string[],
  since: string,
): Promise<ReadonlyMap<string, Instant>> {
  if (institutionIds.length === 0) return new Map();
  const found = await sql<{ id: string; checked_at: Instant | null }>`select i.id, coalesce(
      (select t.checked_at from forewarn.inventory_items t where t.institution_id = i.id and t.last_snapshot is null and t.checked_at >= ${since}::timestamptz limit 1),
      (select max(t.checked_at) from forewarn.inventory_items t where t.institution_id = i.id and t.last_snapshot is null)) as checked_at
    from unnest(${institutionIds}::uuid[]) as i(id)`.execute(trx);
  return new Map(found.rows.flatMap((row) => (row.checked_at === null ? [] : [[row.id, row.checked_at] as const])));
}

/** No condition where everybody is asked. */
export function isAmong(institutionId: ReturnType<typeof sql>, among: readonly string[] | undefined) {
  return among === undefined ? sql`` : sql`and ${institutionId} = any(${among}::uuid[])`;
}
