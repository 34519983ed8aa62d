import { sql } from 'kysely';
import type { Level, SheetAnswers } from '@forewarn/core/advisories/likelihood-damage.ts';
import type { SsvcAnswer, SsvcPoint } from '@forewarn/core/advisories/ssvc.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { newId } from '../database/new-id.ts';
import { holdTurn } from '../database/hold-turn.ts';
import type { Transaction } from '../database/open-database.ts';

/** What people of the CERT answered to SSVC's questions, as it stands. */
export async function findSsvcAnswers(trx: Transaction, advisoryId: string): Promise<readonly SsvcAnswer[]> {
  const found = await sql<{ point: SsvcPoint; value: string; cve: string | null; answered_by: string; answered_at: Instant }>`
    select point, value, cve, answered_by, answered_at from forewarn.ssvc_answers
    where advisory_id = ${advisoryId} and replaced_at is null order by point, cve`.execute(trx);
  return found.rows.map((row) => ({
    point: row.point,
    value: row.value,
    from: 'person',
    by: row.answered_by,
    at: row.answered_at,
    ...(row.cve === null ? {} : { cve: row.cve }),
  }));
}

/** Until the end of the transaction nobody else answers about this advisory: two answers at once would both be the one in force. */
export async function holdAnswers(trx: Transaction, advisoryId: string): Promise<void> {
  await holdTurn(trx, `priority-answers ${advisoryId}`);
}

export type SsvcAnswerPlace = { readonly advisoryId: string; readonly point: SsvcPoint; readonly cve?: string };

/** Ends the answer that stands; true where there was one. */
export async function endSsvcAnswer(trx: Transaction, { advisoryId, point, cve }: SsvcAnswerPlace, now: Instant): Promise<boolean> {
  const ended = await sql`update forewarn.ssvc_answers set replaced_at = ${now}
    where advisory_id = ${advisoryId} and point = ${point} and cve is not distinct from ${cve ?? null} and replaced_at is null`.execute(
    trx,
  );
  return (ended.numAffectedRows ?? 0n) > 0n;
}

export async function insertSsvcAnswer(
  trx: Transaction,
  place: SsvcAnswerPlace,
  answer: { readonly value: string; readonly by: string },
  now: Instant,
): Promise<void> {
  await sql`insert into forewarn.ssvc_answers (id, advisory_id, cve, point, value, answered_by, answered_at)
    values (${newId(now)}, ${place.advisoryId}, ${place.cve ?? null}, ${place.point}, ${answer.value}, ${answer.by}, ${now})`.execute(trx);
}

/** Kans and schade as an analyst answered them. */
export type StoredRating = {
  readonly answers: SheetAnswers;
  readonly likelihood?: Level;
  readonly damage?: Level;
  readonly because?: string;
  readonly by: string;
  readonly at: Instant;
};

export async function findRating(trx: Transaction, advisoryId: string): Promise<StoredRating | undefined> {
  const found = await sql<{
    answers: SheetAnswers;
    likelihood: Level | null;
    damage: Level | null;
    because: string | null;
    answered_by: string;
    answered_at: Instant;
  }>`select answers, likelihood, damage, because, answered_by, answered_at from forewarn.likelihood_damage_answers
    where advisory_id = ${advisoryId} and replaced_at is null`.execute(trx);
  const [row] = found.rows;
  if (row === undefined) return undefined;
  return {
    answers: row.answers,
    ...(row.likelihood === null ? {} : { likelihood: row.likelihood }),
    ...(row.damage === null ? {} : { damage: row.damage }),
    ...(row.because === null ? {} : { because: row.because }),
    by: row.answered_by,
    at: row.answered_at,
  };
}

/** Ends the rating that stands; true where there was one. */
export async function endRating(trx: Transaction, advisoryId: string, now: Instant): Promise<boolean> {
  const ended = await sql`update forewarn.likelihood_damage_answers set replaced_at = ${now}
    where advisory_id = ${advisoryId} and replaced_at is null`.execute(trx);
  return (ended.numAffectedRows ?? 0n) > 0n;
}

export async function insertRating(trx: Transaction, advisoryId: string, rating: StoredRating): Promise<void> {
  await sql`insert into forewarn.likelihood_damage_answers (id, advisory_id, answers, likelihood, damage, because, answered_by, answered_at)
    values (${newId(rating.at)}, ${advisoryId}, ${JSON.stringify(rating.answers)}::jsonb, ${rating.likelihood ?? null}, ${rating.damage ?? null},
      ${rating.because ?? null}, ${rating.by}, ${rating.at})`.execute(trx);
}
