import { sql } from 'kysely';
import { idOf, type ContactId, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Institution, Language, Sector } from '@forewarn/core/institutions/institution.ts';
import type { Transaction } from '../database/open-database.ts';

/** What a message to an institution is written with. */
export type ReadingInstitution = Pick<Institution, 'id' | 'name' | 'sector' | 'detailsInMail' | 'itProvider' | 'language'>;

type Row = { id: string; name: string; sector: Sector; details_in_mail: boolean; it_provider: string | null; language: Language };

export async function findReadingInstitutions(
  trx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<InstitutionId, ReadingInstitution>> {
  const found =
    await sql<Row>`select id, name, sector, details_in_mail, it_provider, language from forewarn.institutions where id = any(${ids}::uuid[])`.execute(
      trx,
    );
  return new Map(
    found.rows.map((row) => {
      const id = idOf<'Institution'>(row.id);
      return [
        id,
        {
          id,
          name: row.name,
          sector: row.sector,
          detailsInMail: row.details_in_mail,
          itProvider: row.it_provider ?? undefined,
          language: row.language,
        },
      ];
    }),
  );
}

/** Who was sent, or is to be sent, an earlier message of these threads: they hear of what follows. */
export async function findThreadContacts(trx: Transaction, threads: readonly string[]): Promise<ReadonlyMap<string, readonly ContactId[]>> {
  if (threads.length === 0) return new Map();
  const found = await sql<{ thread: string; contact_ids: ContactId[] }>`select thread, array_agg(distinct contact_id)::text[] as contact_ids
    from forewarn.deliveries where thread = any(${threads}::text[]) and state in ('planned', 'sent') group by thread`.execute(trx);
  return new Map(found.rows.map((row) => [row.thread, row.contact_ids]));
}
