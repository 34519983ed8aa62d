import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type PointPlace = { readonly warningId: string; readonly itemKey?: string };

/** Everybody whom points can be given to: an account or a contact of the institution that is still there. */
export async function findColleague(
  trx: Transaction,
  institutionId: string,
  who: { readonly accountId?: string; readonly contactId?: string },
): Promise<string | undefined> {
  const found = await sql<{ name: string }>`select name from forewarn.accounts
      where id = ${who.accountId ?? null}::uuid and institution_id = ${institutionId} and disabled_at is null
    union all select name from forewarn.contacts
      where id = ${who.contactId ?? null}::uuid and institution_id = ${institutionId} and removed_at is null`.execute(trx);
  return found.rows[0]?.name;
}

/** The same again changes nothing. How many changed. */
export async function keepAssignments(
  trx: Transaction,
  institutionId: string,
  points: readonly PointPlace[],
  to: {
    readonly accountId?: string;
    readonly contactId?: string;
    readonly name: string;
    readonly assignedAt: Instant;
    readonly assignedBy: string;
  },
): Promise<number> {
  const kept =
    await sql`insert into forewarn.assignments as n (warning_id, institution_id, item_key, account_id, contact_id, name, assigned_at, assigned_by)
    select distinct x.warning_id, ${institutionId}::uuid, coalesce(x.item_key, ''), ${to.accountId ?? null}::uuid, ${to.contactId ?? null}::uuid, ${to.name},
      ${to.assignedAt}::timestamptz, ${to.assignedBy}
    from json_to_recordset(${placesOf(points)}::json) as x(warning_id uuid, item_key text)
    on conflict (warning_id, institution_id, item_key) do update set account_id = excluded.account_id, contact_id = excluded.contact_id, name = excluded.name,
      assigned_at = excluded.assigned_at, assigned_by = excluded.assigned_by
    where (n.account_id, n.contact_id) is distinct from (excluded.account_id, excluded.contact_id)`.execute(trx);
  return Number(kept.numAffectedRows ?? 0n);
}

export async function endAssignments(trx: Transaction, institutionId: string, points: readonly PointPlace[]): Promise<number> {
  const ended = await sql`delete from forewarn.assignments n
    using json_to_recordset(${placesOf(points)}::json) as x(warning_id uuid, item_key text)
    where n.institution_id = ${institutionId} and n.warning_id = x.warning_id and n.item_key = coalesce(x.item_key, '')`.execute(trx);
  return Number(ended.numAffectedRows ?? 0n);
}

function placesOf(points: readonly PointPlace[]): string {
  return JSON.stringify(points.map(({ warningId, itemKey }) => ({ warning_id: warningId, item_key: itemKey ?? null })));
}
