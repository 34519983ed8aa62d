import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';

export type ReleaseCounts = {
  readonly told: number;
  readonly stayedSilent: number;
  readonly deliveries: number;
  readonly cancelled: number;
  readonly unreachable: number;
};

/** What the release of a version did, counted from what it wrote. What it cancelled is not counted again. */
export async function findReleaseCounts(trx: Transaction, warningId: string, version: number): Promise<ReleaseCounts> {
  const found = await sql<{ told: number; silent: number; deliveries: number; unreachable: number }>`with decided as (
      select institution_id, decision from forewarn.concerned_institutions where warning_id = ${warningId} and version = ${version}
    ), planned as (
      select d.institution_id from forewarn.deliveries d where d.message_key like ${`${warningId}/${version}/%`}
    ) select (select count(*) from decided where decision <> 'stay-silent') as told, (select count(*) from decided where decision = 'stay-silent') as silent,
      (select count(*) from planned) as deliveries,
      (select count(*) from decided where decision <> 'stay-silent' and institution_id not in (select institution_id from planned)) as unreachable`.execute(
    trx,
  );
  const row = found.rows[0];
  return {
    told: row?.told ?? 0,
    stayedSilent: row?.silent ?? 0,
    deliveries: row?.deliveries ?? 0,
    cancelled: 0,
    unreachable: row?.unreachable ?? 0,
  };
}
