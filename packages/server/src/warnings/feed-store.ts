import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Urgency, WarningTexts } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredFeed = {
  readonly id: string;
  readonly institutionId: string;
  readonly name: string;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly lastUsedAt?: Instant;
  readonly revokedAt?: Instant;
};

type Row = {
  id: string;
  institution_id: string;
  name: string;
  made_at: Instant;
  made_by: string;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
};
const COLUMNS = sql`f.id, f.institution_id, f.name, f.made_at, f.made_by, f.last_used_at, f.revoked_at`;

function feedOf(row: Row): StoredFeed {
  return {
    id: row.id,
    institutionId: row.institution_id,
    name: row.name,
    madeAt: row.made_at,
    madeBy: row.made_by,
    lastUsedAt: row.last_used_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  };
}

export async function insertFeed(trx: Transaction, feed: StoredFeed, sha256: Uint8Array): Promise<void> {
  await sql`insert into forewarn.feeds (id, institution_id, token_sha256, name, made_at, made_by)
    values (${feed.id}, ${feed.institutionId}, ${Buffer.from(sha256)}, ${feed.name}, ${feed.madeAt}, ${feed.madeBy})`.execute(trx);
}

/** Newest first; ended ones too. */
export async function listFeeds(trx: Transaction, institutionId: string): Promise<readonly StoredFeed[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.feeds f where f.institution_id = ${institutionId}
    order by f.made_at desc, f.id desc limit 200`.execute(trx);
  return found.rows.map(feedOf);
}

export async function countFeeds(trx: Transaction, institutionId: string): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from forewarn.feeds
    where institution_id = ${institutionId} and revoked_at is null`.execute(trx);
  return found.rows[0]?.count ?? 0;
}

/** False where there is none in force. */
export async function endFeed(trx: Transaction, institutionId: string, id: string, at: Instant): Promise<boolean> {
  const ended = await sql`update forewarn.feeds set revoked_at = ${at}
    where id = ${id} and institution_id = ${institutionId} and revoked_at is null`.execute(trx);
  return Number(ended.numAffectedRows ?? 0n) === 1;
}

/** False where it was not ended since then. */
export async function restoreFeed(trx: Transaction, institutionId: string, id: string, endedSince: Instant): Promise<boolean> {
  const restored = await sql`update forewarn.feeds set revoked_at = null
    where id = ${id} and institution_id = ${institutionId} and revoked_at >= ${endedSince}`.execute(trx);
  return Number(restored.numAffectedRows ?? 0n) === 1;
}

/** The link in force with this digest, of an institution that did not leave. */
export async function findFeed(trx: Transaction, sha256: Uint8Array): Promise<StoredFeed | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.feeds f join forewarn.institutions i on i.id = f.institution_id
    where f.token_sha256 = ${Buffer.from(sha256)} and f.revoked_at is null and i.left_at is null`.execute(trx);
  return found.rows.map(feedOf)[0];
}

export async function touchFeed(trx: Transaction, id: string, at: Instant): Promise<void> {
  await sql`update forewarn.feeds set last_used_at = ${at} where id = ${id}`.execute(trx);
}

export type FeedWarning = {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly openedAt: Instant;
  readonly urgency: Urgency;
  readonly tlp?: TlpLabel;
  readonly texts?: WarningTexts;
  readonly releasedAt?: Instant;
};

/** The newest warnings that an institution was told of, of the version in force what the principal may read. */
export async function findFeedWarnings(trx: Transaction, institutionId: string, limit: number): Promise<readonly FeedWarning[]> {
  const found = await sql<{
    id: string;
    reference: string;
    state: string;
    opened_at: Instant;
    urgency: Urgency;
    tlp: TlpLabel | null;
    texts: WarningTexts | null;
    released_at: Instant | null;
  }>`select w.id, w.reference, w.state, w.opened_at, s.urgency, v.tlp, v.texts, v.released_at from forewarn.warnings w
    join lateral (select t.urgency from forewarn.concerned_institutions t where t.warning_id = w.id and t.institution_id = ${institutionId}
      and t.decision <> 'stay-silent' order by t.version desc limit 1) s on true
    left join forewarn.warning_versions v on v.warning_id = w.id and v.version = w.released_version
    where w.state <> 'draft' and w.id in (select o.warning_id from forewarn.concerned_institutions o where o.institution_id = ${institutionId})
    order by w.opened_at desc, w.id desc limit ${limit}`.execute(trx);
  return found.rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    state: row.state,
    openedAt: row.opened_at,
    urgency: row.urgency,
    tlp: row.tlp ?? undefined,
    texts: row.texts ?? undefined,
    releasedAt: row.released_at ?? undefined,
  }));
}
