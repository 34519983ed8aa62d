import { sql } from 'kysely';
import { idOf, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Sector } from '@forewarn/core/institutions/institution.ts';
import type { Transaction } from '../database/open-database.ts';

/** What a scope asks of an institution. */
export type Member = { readonly id: InstitutionId; readonly sector: Sector; readonly region?: number; readonly itProvider?: string };

/** All institutions that did not leave, by id. */
export async function listMembers(trx: Transaction): Promise<readonly Member[]> {
  const found = await sql<{
    id: string;
    sector: Sector;
    region: number | null;
    it_provider: string | null;
  }>`select id, sector, region, it_provider
    from forewarn.institutions where left_at is null order by id`.execute(trx);
  return found.rows.map((row) => ({
    id: idOf<'Institution'>(row.id),
    sector: row.sector,
    region: row.region ?? undefined,
    itProvider: row.it_provider ?? undefined,
  }));
}
