import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Urgency } from '@forewarn/core/deliveries/urgency.ts';
import type { Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import type { JudgedWarning } from '@forewarn/core/warnings/relevance.ts';
import type { Transaction } from '../database/open-database.ts';

export type JudgedRow = JudgedWarning & { readonly institutionId: string };

/** What an institution, or all of them, was first told of in this time and what it said of that; exercises and what was closed for it are left out. */
export async function findJudged(
  trx: Transaction,
  of: { readonly institutionId?: string; readonly since: Instant; readonly limit: number },
): Promise<readonly JudgedRow[]> {
  const found = await sql<{
    institution_id: string;
    told_at: Instant;
    urgency: Urgency;
    products: string[];
    answer: Answer | null;
    answered_at: Instant | null;
    votes: boolean[];
  }>`select t.institution_id, t.told_at, t.urgency, t.products, a.answer, f.answered_at,
      array(select v.useful from forewarn.warning_votes v where v.warning_id = t.warning_id and v.institution_id = t.institution_id) as votes
    from (select distinct on (c.warning_id, c.institution_id) c.warning_id, c.institution_id, v.released_at as told_at, c.urgency,
        array(select distinct r ->> 'product' from jsonb_array_elements(c.reasons) r where r ? 'product' order by 1) as products
      from forewarn.concerned_institutions c join forewarn.warning_versions v on v.warning_id = c.warning_id and v.version = c.version
        join forewarn.warnings w on w.id = c.warning_id
      where c.decision in ('warn', 'update') and w.drill_id is null and v.released_at is not null
        and (${of.institutionId ?? null}::uuid is null or c.institution_id = ${of.institutionId ?? null}::uuid)
      order by c.warning_id, c.institution_id, c.version) t
    left join lateral (select k.answer from forewarn.acknowledgements k where k.warning_id = t.warning_id and k.institution_id = t.institution_id
      and k.undone_at is null order by k.answer = 'not-affected', k.answered_at desc limit 1) a on true
    left join lateral (select min(k.answered_at) as answered_at from forewarn.acknowledgements k where k.warning_id = t.warning_id
      and k.institution_id = t.institution_id) f on true
    where t.told_at >= ${of.since} order by t.told_at limit ${of.limit}`.execute(trx);
  return found.rows.map((row) => ({
    institutionId: row.institution_id,
    toldAt: row.told_at,
    urgency: row.urgency,
    products: row.products,
    answer: row.answer ?? undefined,
    answeredAt: row.answered_at ?? undefined,
    votes: row.votes,
  }));
}

/** "Gebruiken wij dit toch?": when each institution said that it uses what it was not told of. */
export async function findMissed(
  trx: Transaction,
  of: { readonly institutionId?: string; readonly since: Instant },
): Promise<readonly { readonly institutionId: string; readonly at: Instant }[]> {
  const found = await sql<{ institutionId: string; at: Instant }>`select l.institution_id as "institutionId", l.at from forewarn.audit_log l
    where l.action = 'use-reported' and l.at >= ${of.since} and l.institution_id is not null
      and (${of.institutionId ?? null}::uuid is null or l.institution_id = ${of.institutionId ?? null}::uuid)`.execute(trx);
  return found.rows;
}

export async function nameInstitutions(trx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ id: string; name: string }>`select id, name from forewarn.institutions where id = any(${ids}::uuid[])`.execute(
    trx,
  );
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}
