import { sql } from 'kysely';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Transaction } from '../database/open-database.ts';

/** What a version told an institution, in this language where it was written in it; undefined where the principal may not read it. */
export async function findToldMessage(
  trx: Transaction,
  warningId: string,
  version: number,
  institutionId: string,
  language: Language,
): Promise<Message | undefined> {
  const other: Language = language === 'nl' ? 'en' : 'nl';
  const keys = [language, other].map((one) => `${warningId}/${version}/${institutionId}/${one}`);
  const found = await sql<{ message: Message }>`select message from forewarn.messages where key = any(${keys}::text[])
    order by key = ${keys[0]} desc limit 1`.execute(trx);
  return found.rows[0]?.message;
}

/** The name and language of the contact whose link it is. */
export async function findContactOfLink(trx: Transaction, contactId: string): Promise<{ name: string; language: Language } | undefined> {
  const found = await sql<{
    name: string;
    language: Language;
  }>`select name, language from forewarn.contacts where id = ${contactId}`.execute(trx);
  return found.rows[0];
}
