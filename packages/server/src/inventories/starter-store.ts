import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { StarterAnswer } from '@forewarn/core/inventories/starter-inventory.ts';
import type { Transaction } from '../database/open-database.ts';

/** `product` is its id in core/inventories/starter-products.ts. */
export type StoredStarterAnswer = {
  readonly product: string;
  readonly answer: StarterAnswer;
  readonly answeredAt: Instant;
  readonly answeredBy: string;
};

export async function starterAnswers(trx: Transaction, institutionId: string): Promise<readonly StoredStarterAnswer[]> {
  const found = await sql<{ product: string; answer: StarterAnswer; answered_at: Instant; answered_by: string }>`
    select product, answer, answered_at, answered_by from forewarn.starter_answers where institution_id = ${institutionId} order by product`.execute(
    trx,
  );
  return found.rows.map((row) => ({ product: row.product, answer: row.answer, answeredAt: row.answered_at, answeredBy: row.answered_by }));
}

/** The last answer counts; the same again changes nothing. How many were new or other. */
export async function rememberStarterAnswers(
  trx: Transaction,
  of: { readonly institutionId: string; readonly answeredAt: Instant; readonly answeredBy: string },
  answers: readonly { readonly product: string; readonly answer: StarterAnswer }[],
): Promise<number> {
  if (answers.length === 0) return 0;
  const kept = await sql`insert into forewarn.starter_answers (institution_id, product, answer, answered_at, answered_by)
    select ${of.institutionId}::uuid, product, answer, ${of.answeredAt}::timestamptz, ${of.answeredBy}
    from json_to_recordset(${JSON.stringify(answers)}::json) as x(product text, answer text)
    on conflict (institution_id, product) do update set answer = excluded.answer, answered_at = excluded.answered_at, answered_by = excluded.answered_by
      where starter_answers.answer <> excluded.answer
    returning product`.execute(trx);
  return kept.rows.length;
}

export async function removeStarterAnswer(trx: Transaction, institutionId: string, product: string): Promise<StarterAnswer | undefined> {
  const removed = await sql<{ answer: StarterAnswer }>`delete from forewarn.starter_answers
    where institution_id = ${institutionId} and product = ${product} returning answer`.execute(trx);
  return removed.rows[0]?.answer;
}
