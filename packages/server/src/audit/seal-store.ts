import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import { GENESIS, type Link } from './chain.ts';
import type { ChainedEntry } from './chained-entry.ts';
import { ENTRY, entryOf, timeText, type EntryRow } from './entry-store.ts';
import type { Statement } from './statement.ts';

/** Any number; the same in every Forewarn, so that one of them at a time lengthens the chain. */
const SEALING_LOCK = 4_671_995;

export type Seal = Link & { readonly entryId: number; readonly hash: string };
export type Head = { readonly sequence: number; readonly hash: string };

/** False where another Forewarn is sealing at this moment. Held to the end of the transaction. */
export async function tryHoldChain(trx: Transaction): Promise<boolean> {
  const held = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${SEALING_LOCK}) as held`.execute(trx);
  return held.rows[0]?.held === true;
}

/** Waits until nobody else is sealing. */
export async function holdChain(trx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SEALING_LOCK})`.execute(trx);
}

/** Where the chain ends; sequence 0 where there is nothing yet. */
export async function findHead(trx: Transaction): Promise<Head> {
  const found =
    await sql<Head>`select sequence, encode(hash, 'hex') as hash from forewarn.audit_seals order by sequence desc limit 1`.execute(trx);
  return found.rows[0] ?? { sequence: 0, hash: GENESIS };
}

/** The hash at a sequence; undefined where the chain has no such place. */
export async function findHash(trx: Transaction, sequence: number): Promise<string | undefined> {
  const found = await sql<{
    hash: string;
  }>`select encode(hash, 'hex') as hash from forewarn.audit_seals where sequence = ${sequence}`.execute(trx);
  return found.rows[0]?.hash;
}

/** The hashes at these sequences, of those that the chain has. */
export async function findHashes(trx: Transaction, sequences: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const found = await sql<Head>`select sequence, encode(hash, 'hex') as hash from forewarn.audit_seals
    where sequence = any(${sequences}::bigint[])`.execute(trx);
  return new Map(found.rows.map(({ sequence, hash }) => [sequence, hash]));
}

/** Entries that are committed and wait, the lowest ids first. */
export async function findWaiting(trx: Transaction, limit: number): Promise<readonly ChainedEntry[]> {
  const found = await sql<EntryRow>`select ${ENTRY} from forewarn.audit_waiting w join forewarn.audit_log e on e.id = w.entry_id
    order by w.entry_id limit ${limit}`.execute(trx);
  return found.rows.map(entryOf);
}

export async function insertSeals(trx: Transaction, seals: readonly Seal[]): Promise<void> {
  const rows = seals.map((seal) => ({ ...seal, entry_id: seal.entryId, sealed_at: seal.sealedAt }));
  await sql`insert into forewarn.audit_seals (sequence, entry_id, sealed_at, digest, previous, hash)
    select sequence, entry_id, sealed_at, decode(digest, 'hex'), decode(previous, 'hex'), decode(hash, 'hex')
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(sequence bigint, entry_id bigint, sealed_at timestamptz, digest text, previous text, hash text)`.execute(
    trx,
  );
  await sql`delete from forewarn.audit_waiting where entry_id = any(${seals.map((seal) => seal.entryId)}::bigint[])`.execute(trx);
}

export async function insertCheckpoint(trx: Transaction, statement: Statement): Promise<void> {
  await sql`insert into forewarn.audit_checkpoints (sequence, hash, at, key_id, signature)
    values (${statement.sequence}, decode(${statement.hash}, 'hex'), ${statement.at}, ${statement.key}, ${Buffer.from(statement.signature, 'base64url')})
    on conflict (sequence, key_id) do nothing`.execute(trx);
}

type CheckpointRow = { sequence: number; hash: string; at: string; key: string; signature: Buffer };

/** Of this sequence and later, in order. */
export async function listCheckpoints(trx: Transaction, from: number, limit: number): Promise<readonly Statement[]> {
  const found =
    await sql<CheckpointRow>`select c.sequence, encode(c.hash, 'hex') as hash, ${timeText(sql`c.at`)} as at, c.key_id as key, c.signature
    from forewarn.audit_checkpoints c where c.sequence >= ${from} order by c.sequence, c.key_id limit ${limit}`.execute(trx);
  return found.rows.map(checkpointOf);
}

/** The newest; undefined where there is none yet. */
export async function findLastCheckpoint(trx: Transaction): Promise<Statement | undefined> {
  const found =
    await sql<CheckpointRow>`select c.sequence, encode(c.hash, 'hex') as hash, ${timeText(sql`c.at`)} as at, c.key_id as key, c.signature
    from forewarn.audit_checkpoints c order by c.sequence desc limit 1`.execute(trx);
  return found.rows.map(checkpointOf)[0];
}

function checkpointOf(row: CheckpointRow): Statement {
  return {
    kind: 'checkpoint',
    sequence: row.sequence,
    hash: row.hash,
    at: row.at,
    key: row.key,
    signature: row.signature.toString('base64url'),
  };
}

type SealRow = { sequence: number; seal_entry_id: number; sealed_at: string; digest: string; previous: string; hash: string };
export const SEAL = sql`s.sequence, s.entry_id as seal_entry_id, ${timeText(sql`s.sealed_at`)} as sealed_at, encode(s.digest, 'hex') as digest,
  encode(s.previous, 'hex') as previous, encode(s.hash, 'hex') as hash`;

export type SealedEntry = { readonly seal: Seal; /** Undefined where it is gone. */ readonly entry: ChainedEntry | undefined };

export type Span = {
  /** Sequences after this one. */
  readonly after: number;
  /** Entries made from here to before there. */
  readonly from?: Instant;
  readonly to?: Instant;
  readonly limit: number;
};

/** A part of the chain in its order, each seal with its entry. */
export async function listSealed(trx: Transaction, { after, from, to, limit }: Span): Promise<readonly SealedEntry[]> {
  const found = await sql<SealRow & Partial<EntryRow>>`select ${SEAL}, ${ENTRY}
    from forewarn.audit_seals s left join forewarn.audit_log e on e.id = s.entry_id
    where s.sequence > ${after} ${from === undefined ? sql`` : sql`and e.at >= ${from}`} ${to === undefined ? sql`` : sql`and e.at < ${to}`}
    order by s.sequence limit ${limit}`.execute(trx);
  return found.rows.map((row) => ({ seal: sealOf(row), entry: isThere(row) ? entryOf(row) : undefined }));
}

export function sealOf(row: SealRow): Seal {
  return {
    sequence: row.sequence,
    entryId: row.seal_entry_id,
    sealedAt: row.sealed_at,
    digest: row.digest,
    previous: row.previous,
    hash: row.hash,
  };
}

function isThere(row: Partial<EntryRow>): row is EntryRow {
  return row.entry_id !== null && row.entry_id !== undefined;
}

export type Unsealed = {
  /** Entries that neither have a seal nor wait for one: nobody wrote them the usual way. Ids, at most a thousand. */
  readonly strays: readonly number[];
  /** Waiting for an entry that is gone. */
  readonly waitingForNone: readonly number[];
  readonly waiting: number;
  readonly oldestWaitsSeconds: number;
};

/** One statement, so one moment: what is sealed meanwhile is in it as waiting or as sealed. */
export async function findUnsealed(trx: Transaction): Promise<Unsealed> {
  const found = await sql<{ strays: number[]; waiting_for_none: number[]; waiting: number; oldest: number }>`select
      array(select e.id::float8 from forewarn.audit_log e where not exists (select 1 from forewarn.audit_seals s where s.entry_id = e.id)
        and not exists (select 1 from forewarn.audit_waiting w where w.entry_id = e.id) order by e.id limit 1000) as strays,
      array(select w.entry_id::float8 from forewarn.audit_waiting w where not exists (select 1 from forewarn.audit_log e where e.id = w.entry_id)
        order by w.entry_id limit 1000) as waiting_for_none,
      count(*) as waiting, coalesce(extract(epoch from now() - min(since)), 0)::float8 as oldest
    from forewarn.audit_waiting`.execute(trx);
  const row = found.rows[0];
  return {
    strays: row?.strays ?? [],
    waitingForNone: row?.waiting_for_none ?? [],
    waiting: row?.waiting ?? 0,
    oldestWaitsSeconds: row?.oldest ?? 0,
  };
}
