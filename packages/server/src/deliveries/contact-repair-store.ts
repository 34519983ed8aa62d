import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';

/** That something can't be reached any more at this address. `why` is in words. */
export type ContactRepair = { readonly contactId: string; readonly address: string; readonly why: string };

/** Marks the contacts that still have this address; one that was corrected meanwhile is left alone. */
export async function markToRepair(trx: Transaction, repairs: readonly ContactRepair[]): Promise<void> {
  await sql`update forewarn.contacts c set to_repair = x.why
    from json_to_recordset(${JSON.stringify(repairs)}::json) as x("contactId" uuid, address text, why text)
    where c.id = x."contactId" and x.address in (c.email, c.webhook_url)`.execute(trx);
}

/** They were reached after all. */
export async function clearToRepair(trx: Transaction, contactIds: readonly string[]): Promise<void> {
  await sql`update forewarn.contacts set to_repair = null where id = any(${contactIds}::uuid[])`.execute(trx);
}
