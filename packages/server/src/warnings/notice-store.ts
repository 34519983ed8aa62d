import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';

/** Notices to the CERT about warnings. */
export type WarningNotice = {
  readonly kind:
    | 'institutions-unreachable'
    | 'draft-waits'
    | 'warning-to-review'
    | 'exploited-now'
    | 'to-call'
    | 'used-after-all'
    | 'end-of-week'
    | 'release-differs'
    | 'release-not-made'
    | 'warning-outdated';
  /** What it is about: a warning, a matter, an advisory. */
  readonly key: string;
  readonly text: string;
};

/** Raises it, or lets the open one of this kind and key say this. True where something changed. */
export async function raiseNotice(trx: Transaction, notice: WarningNotice, now: Instant): Promise<boolean> {
  const raised =
    await sql`insert into forewarn.notices as n (id, kind, key, text, raised_at) values (${newId(now)}, ${notice.kind}, ${notice.key}, ${notice.text}, ${now})
    on conflict (kind, key) where resolved_at is null do update set text = excluded.text, raised_at = excluded.raised_at where n.text <> excluded.text`.execute(
      trx,
    );
  return (raised.numAffectedRows ?? 0n) > 0n;
}

export async function resolveNotice(trx: Transaction, kind: WarningNotice['kind'], key: string, now: Instant): Promise<void> {
  await sql`update forewarn.notices set resolved_at = ${now} where kind = ${kind} and key = ${key} and resolved_at is null`.execute(trx);
}

/** True where one of this kind and key was raised at this moment or later, dismissed or not. */
export async function wasRaisedSince(trx: Transaction, kind: WarningNotice['kind'], key: string, since: Instant): Promise<boolean> {
  const found = await sql`select 1 from forewarn.notices where kind = ${kind} and key = ${key} and raised_at >= ${since} limit 1`.execute(
    trx,
  );
  return found.rows.length > 0;
}
