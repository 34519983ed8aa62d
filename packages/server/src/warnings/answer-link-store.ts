import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import type { VersionLabel } from './warning-store.ts';

export type AnswerLink = {
  readonly id: string;
  readonly warningId: string;
  readonly institutionId: string;
  readonly contactId: string;
  readonly expiresAt: Instant;
  readonly revokedAt?: Instant;
  /** Of the version in force of its warning; absent where nothing was released. */
  readonly label?: VersionLabel;
};

type Row = {
  id: string;
  warning_id: string;
  institution_id: string;
  contact_id: string;
  expires_at: Instant;
  revoked_at: Instant | null;
  version: number | null;
  tlp: VersionLabel['tlp'];
  audience: VersionLabel['audience'];
};

/** Each link by its id, with the label of the version in force of its warning; those that there are. */
export async function findAnswerLinks(trx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, AnswerLink>> {
  const found = await sql<Row>`select id, warning_id, institution_id, contact_id, expires_at, revoked_at, version, tlp, audience
    from forewarn.links_for_answers(${ids}::uuid[])`.execute(trx);
  return new Map(found.rows.map((row) => [row.id, linkOf(row)]));
}

function linkOf(row: Row): AnswerLink {
  return {
    id: row.id,
    warningId: row.warning_id,
    institutionId: row.institution_id,
    contactId: row.contact_id,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
    label: row.version === null ? undefined : { version: row.version, tlp: row.tlp, audience: row.audience },
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
  const made = await sql<LinkOfContact>`insert into forewarn.answer_links (id, warning_id, institution_id, contact_id, made_at, expires_at)
    select x.id, ${warningId}::uuid, x.institution_id, x.contact_id, ${madeAt}::timestamptz, ${expiresAt}::timestamptz
    from unnest(${links.map((link) => link.id)}::uuid[], ${links.map((link) => link.institutionId)}::uuid[], ${links.map((link) => link.contactId)}::uuid[]) as x(id, institution_id, contact_id)
    on conflict do nothing returning id, contact_id`.execute(trx);
  const ids = new Map(made.rows.map((row) => [row.contact_id, row.id]));
  const earlier = links.filter(({ contactId }) => !ids.has(contactId)).map(({ contactId }) => contactId);
  for (const { contact_id, id } of await prolong(trx, warningId, earlier, expiresAt)) ids.set(contact_id, id);
  return ids;
}

type LinkOfContact = { readonly id: string; readonly contact_id: string };

/** A statement of its own: it also sees a link that somebody else made in between. */
async function prolong(
  trx: Transaction,
  warningId: string,
  contactIds: readonly string[],
  expiresAt: Instant,
): Promise<readonly LinkOfContact[]> {
  if (contactIds.length === 0) return [];
  const kept = await sql<LinkOfContact>`update forewarn.answer_links l set expires_at = greatest(l.expires_at, ${expiresAt}::timestamptz)
    where l.warning_id = ${warningId} and l.contact_id = any(${contactIds}::uuid[]) and l.revoked_at is null returning id, contact_id`.execute(
    trx,
  );
  return kept.rows;
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
