import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';
import type { SealedText } from '../database/sealed-text.ts';

/** The chat of a contact, or none; the host is what is shown of it. True where the contact is there. */
export async function replaceChat(
  trx: Transaction,
  { institutionId, contactId }: { readonly institutionId: string; readonly contactId: string },
  chat: { readonly url: SealedText; readonly host: string } | undefined,
): Promise<boolean> {
  const changed = await sql`update forewarn.contacts set chat_url = ${chat?.url ?? null}, chat_host = ${chat?.host ?? null}
    where id = ${contactId} and institution_id = ${institutionId} and removed_at is null`.execute(trx);
  return (changed.numAffectedRows ?? 0n) > 0n;
}
