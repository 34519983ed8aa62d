import { sql } from 'kysely';
import { idOf, type ContactId, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Institution, Language, Sector } from '@forewarn/core/institutions/institution.ts';
import { BEFORE_EVERY_ID } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';

/** What a message to an institution is written with. */
export type ReadingInstitution = Pick<Institution, 'id' | 'name' | 'sector' | 'detailsInMail' | 'itProvider' | 'language' | 'staff'>;

type Row = {
  id: string;
  name: string;
  sector: Sector;
  details_in_mail: boolean;
  it_provider: string | null;
  language: Language;
  staff: number | null;
};

export async function findReadingInstitutions(
  trx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<InstitutionId, ReadingInstitution>> {
  const found =
    await sql<Row>`select id, name, sector, details_in_mail, it_provider, language, staff from forewarn.institutions where id = any(${ids}::uuid[])`.execute(
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
          staff: row.staff ?? undefined,
        },
      ];
    }),
  );
}

/** Ids behind one (undefined: from the first), and up to and with another (undefined: to the last). */
export type NextInstitutions = { readonly after: string | undefined; readonly through?: string | undefined };

/** The next institutions there are, those that left too: something may have been said to them. */
export async function findNextInstitutions(
  trx: Transaction,
  { after, through, limit }: NextInstitutions & { readonly limit: number },
): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select id from forewarn.institutions where id > ${after ?? BEFORE_EVERY_ID}::uuid
    ${through === undefined ? sql`` : sql`and id <= ${through}::uuid`} order by id limit ${limit}`.execute(trx);
  return found.rows.map(({ id }) => id);
}

/** The next whose name has this in it. */
export async function findNamedInstitutions(
  trx: Transaction,
  { after, name, limit }: { readonly after: string | undefined; readonly name: string; readonly limit: number },
): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select id from forewarn.institutions
    where id > ${after ?? BEFORE_EVERY_ID}::uuid and strpos(lower(name), lower(${name})) > 0 order by id limit ${limit}`.execute(trx);
  return found.rows.map(({ id }) => id);
}

/** The one with the highest id: who joins later has a higher one. */
export async function findLastInstitution(trx: Transaction): Promise<string | undefined> {
  const found = await sql<{ id: string }>`select id from forewarn.institutions order by id desc limit 1`.execute(trx);
  return found.rows[0]?.id;
}

/** Whose contacts these are. */
export async function findInstitutionsOf(trx: Transaction, contactIds: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select distinct institution_id as id from forewarn.contacts
    where id::text = any(${contactIds}::text[]) and removed_at is null`.execute(trx);
  return found.rows.map(({ id }) => id);
}

/** Who was sent, or is to be sent, an earlier message of these threads: they hear of what follows. */
export async function findThreadContacts(trx: Transaction, threads: readonly string[]): Promise<ReadonlyMap<string, readonly ContactId[]>> {
  if (threads.length === 0) return new Map();
  const found = await sql<{ thread: string; contact_ids: ContactId[] }>`select thread, array_agg(distinct contact_id)::text[] as contact_ids
    from forewarn.deliveries where thread = any(${threads}::text[]) and state in ('planned', 'held', 'sent') group by thread`.execute(trx);
  return new Map(found.rows.map((row) => [row.thread, row.contact_ids]));
}

/** Whether anything came through to an institution in a thread: when it first did, and whether something is still on its way. */
export type Reached = { readonly toldAt?: Instant; readonly mayStillReach: boolean };

export async function findReached(trx: Transaction, threads: readonly string[]): Promise<ReadonlyMap<InstitutionId, Reached>> {
  if (threads.length === 0) return new Map();
  const found = await sql<{
    institution_id: InstitutionId;
    told_at: Instant | null;
    may_still_reach: boolean;
  }>`select institution_id, min(coalesce(ended_at, planned_at)) filter (where state = 'sent') as told_at, bool_or(state in ('planned', 'held')) as may_still_reach
    from forewarn.deliveries where thread = any(${threads}::text[]) group by institution_id`.execute(trx);
  return new Map(found.rows.map((row) => [row.institution_id, { toldAt: row.told_at ?? undefined, mayStillReach: row.may_still_reach }]));
}

/** Keys of the messages of this warning's versions in these threads of which something is still to be sent. */
export async function findPlannedKeys(trx: Transaction, warningId: string, threads: readonly string[]): Promise<readonly string[]> {
  if (threads.length === 0) return [];
  const found = await sql<{ message_key: string }>`select distinct message_key from forewarn.deliveries
    where thread = any(${threads}::text[]) and (state = 'planned' or state = 'held' and bundled_in is null) and starts_with(message_key, ${`${warningId}/`})`.execute(
    trx,
  );
  return found.rows.map((row) => row.message_key);
}
