import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type AnswerLink = {
  readonly id: string;
  readonly warningId: string;
  readonly institutionId: string;
  readonly contactId: string;
  readonly expiresAt: Instant;
  readonly revokedAt?: Instant;
};

type Row = { id: string; warning_id: string; institution_id: string; contact_id: string; expires_at: Instant; revoked_at: Instant | null };

export async function findAnswerLink(trx: Transaction, id: string): Promise<AnswerLink | undefined> {
  const found =
    await sql<Row>`select id, warning_id, institution_id, contact_id, expires_at, revoked_at from forewarn.answer_links where id = ${id}`.execute(
      trx,
    );
  const row = found.rows[0];
  if (row === undefined) return undefined;
  return {
    id: row.id,
    warningId: row.warning_id,
    institutionId: row.institution_id,
    contactId: row.contact_id,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
  };
}

export type NewLink = { readonly id: string; readonly institutionId: string; readonly contactId: string };

/**
 * The link of each contact to this warning, made where there is none in force, and good until `expiresAt` at least: later versions are
 * answered through the link that the contact has already. By contact.
 */
export async function keepAnswerLinks(
  trx: Transaction,
  warningId: string,
  links: readonly NewLink[],
  madeAt: Instant,
  expiresAt: Instant,
): Promise<ReadonlyMap<string, string>> {
  if (links.length === 0) return new Map();
  const kept = await sql<{
    id: string;
    contact_id: string;
  }>`insert into forewarn.answer_links as l (id, warning_id, institution_id, contact_id, made_at, expires_at)
    select x.id, ${warningId}::uuid, x.institution_id, x.contact_id, ${madeAt}::timestamptz, ${expiresAt}::timestamptz
    from unnest(${links.map((link) => link.id)}::uuid[], ${links.map((link) => link.institutionId)}::uuid[], ${links.map((link) => link.contactId)}::uuid[]) as x(id, institution_id, contact_id)
    on conflict (warning_id, contact_id) where revoked_at is null do update set expires_at = greatest(l.expires_at, excluded.expires_at)
    returning id, contact_id`.execute(trx);
  return new Map(kept.rows.map((row) => [row.contact_id, row.id]));
}

/** Ends the links of an institution, or of one of its contacts; returns how many. */
export async function revokeAnswerLinks(
  trx: Transaction,
  warningId: string,
  of: { readonly institutionId: string; readonly contactId?: string },
  at: Instant,
): Promise<number> {
  const revoked =
    await sql`update forewarn.answer_links set revoked_at = ${at} where warning_id = ${warningId} and institution_id = ${of.institutionId}
    and (${of.contactId ?? null}::uuid is null or contact_id = ${of.contactId ?? null}::uuid) and revoked_at is null`.execute(trx);
  return Number(revoked.numAffectedRows ?? 0n);
}
