import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type Vote = {
  readonly warningId: string;
  readonly institutionId: string;
  readonly contactId: string;
  readonly useful: boolean;
};

/** The last word of a contact counts. False where it said the same already. */
export async function keepVote(trx: Transaction, { warningId, institutionId, contactId, useful }: Vote, now: Instant): Promise<boolean> {
  const kept = await sql`insert into forewarn.warning_votes as v (warning_id, institution_id, contact_id, useful, voted_at)
    values (${warningId}, ${institutionId}, ${contactId}, ${useful}, ${now})
    on conflict on constraint warning_votes_pkey do update set useful = excluded.useful, voted_at = excluded.voted_at where v.useful <> excluded.useful`.execute(
    trx,
  );
  return (kept.numAffectedRows ?? 0n) > 0n;
}
