import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';

/** What the CERT itself must know and do something about: a silent source, a contact to repair, a forwarded answer. */
export type Notice = {
  /** Lower-kebab: "contact-to-repair", "source-silent". */
  readonly kind: string;
  /** What it is about, as an id; with the kind it is the notice's natural key while it is open. */
  readonly key: string;
  /** One sentence for the analyst. */
  readonly text: string;
};

export type StoredNotice = Notice & { readonly id: string; readonly raisedAt: Instant; readonly resolvedAt?: Instant };

/**
 * Raises a notice in this transaction. While one of this kind and key is open it stays the same notice, raised when it was, with
 * the newest text. True where it is new.
 */
export async function raiseNotice(trx: Transaction, notice: Notice, now: Instant): Promise<boolean> {
  const written = await sql<{ is_new: boolean }>`insert into forewarn.notices (id, kind, key, text, raised_at)
    values (${newId(now)}, ${notice.kind}, ${notice.key}, ${notice.text}, ${now})
    on conflict (kind, key) where resolved_at is null do update set text = excluded.text
    returning (xmax = 0) as is_new`.execute(trx);
  return written.rows[0]?.is_new === true;
}

/** Resolves the open notice of this kind and key; true where there was one. */
export async function resolveNotice(trx: Transaction, notice: Pick<Notice, 'kind' | 'key'>, now: Instant): Promise<boolean> {
  const resolved = await sql`update forewarn.notices set resolved_at = ${now}
    where kind = ${notice.kind} and key = ${notice.key} and resolved_at is null`.execute(trx);
  return (resolved.numAffectedRows ?? 0n) > 0n;
}
