import { sql } from 'kysely';
import type { EpssScore } from '@forewarn/core/advisories/formats/epss.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/** One file comes in at a time; whoever reads scores is not held up. */
export async function holdEpss(trx: Transaction): Promise<void> {
  await sql`lock table forewarn.epss_days in share row exclusive mode`.execute(trx);
}

export type EpssDay = { readonly scoreDate: string; readonly sha256: string; readonly scoreCount: number };

/** The day in force. */
export async function findEpssDay(trx: Transaction): Promise<EpssDay | undefined> {
  const found = await sql<{ score_date: string; sha256: Buffer; score_count: number }>`
    select score_date::text, sha256, score_count from forewarn.epss_days order by epss_days.score_date desc limit 1`.execute(trx);
  const [row] = found.rows;
  return row === undefined ? undefined : { scoreDate: row.score_date, sha256: row.sha256.toString('hex'), scoreCount: row.score_count };
}

/** Each CVE once within a call. */
export async function insertEpssScores(trx: Transaction, scoreDate: string, scores: readonly EpssScore[]): Promise<void> {
  await sql`insert into forewarn.epss_scores (cve, score, percentile, score_date)
    select cve, score, percentile, ${scoreDate}::date
    from unnest(${scores.map(({ cve }) => cve)}::text[], ${scores.map(({ score }) => score)}::real[], ${scores.map(({ percentile }) => percentile ?? null)}::real[])
      as x(cve, score, percentile)
    on conflict (cve, score_date) do update set score = excluded.score, percentile = excluded.percentile`.execute(trx);
}

/** All but those of this day; of this day too where it is read anew. */
export async function deleteEpssScores(trx: Transaction, which: { readonly exceptOf: string } | { readonly of: string }): Promise<void> {
  await sql`delete from forewarn.epss_scores where ${'of' in which ? sql`score_date = ${which.of}` : sql`score_date <> ${which.exceptOf}`}`.execute(
    trx,
  );
}

export type EpssDayWrite = EpssDay & {
  readonly modelVersion?: string;
  readonly sourceId?: string;
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly storedAt: Instant;
};

export async function insertEpssDay(trx: Transaction, day: EpssDayWrite): Promise<void> {
  const bytes = Buffer.from(day.bytes.buffer, day.bytes.byteOffset, day.bytes.byteLength);
  await sql`insert into forewarn.epss_days (score_date, model_version, source_id, url, sha256, bytes, size_bytes, score_count, stored_at)
    values (${day.scoreDate}, ${day.modelVersion ?? null}, ${day.sourceId ?? null}, ${day.url}, ${Buffer.from(day.sha256, 'hex')}, ${bytes}, ${bytes.length},
      ${day.scoreCount}, ${day.storedAt})
    on conflict (score_date) do update set model_version = excluded.model_version, source_id = excluded.source_id, url = excluded.url, sha256 = excluded.sha256,
      bytes = excluded.bytes, size_bytes = excluded.size_bytes, score_count = excluded.score_count, stored_at = excluded.stored_at`.execute(
    trx,
  );
}

/** Lets go of the bytes of all but the newest files. */
export async function forgetEpssBytes(trx: Transaction, kept: number): Promise<void> {
  await sql`update forewarn.epss_days set bytes = null
    where bytes is not null and score_date not in (select score_date from forewarn.epss_days order by score_date desc limit ${kept})`.execute(
    trx,
  );
}

export type StoredEpss = EpssScore & { readonly scoreDate: string };

/** Scores of these in the order of their CVE; one without a score has none. */
export async function findEpss(trx: Transaction, cves: readonly string[]): Promise<readonly StoredEpss[]> {
  if (cves.length === 0) return [];
  const found = await sql<{ cve: string; score: number; percentile: number | null; score_date: string }>`
    select cve, score, percentile, score_date::text from forewarn.epss_scores where cve = any(${cves}::text[]) order by cve`.execute(trx);
  return found.rows.map(({ cve, score, percentile, score_date: scoreDate }) => ({
    cve,
    score,
    ...(percentile === null ? {} : { percentile }),
    scoreDate,
  }));
}
