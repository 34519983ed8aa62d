import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { StandingRule } from '@forewarn/core/warnings/standing-rule.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredRule = StandingRule & { readonly id: string; readonly madeAt: Instant; readonly madeBy: string };

type Row = {
  id: string;
  name: string;
  condition: StandingRule['condition'];
  urgency: StandingRule['urgency'];
  automatic_release: boolean;
  enabled: boolean;
  made_at: Instant;
  made_by: string;
};

/** In the order in which they were made: the first that fires drafts. */
export async function listStandingRules(trx: Transaction): Promise<readonly StoredRule[]> {
  const found =
    await sql<Row>`select id, name, condition, urgency, automatic_release, enabled, made_at, made_by from forewarn.standing_rules order by id`.execute(
      trx,
    );
  return found.rows.map((row) => ({
    id: row.id,
    name: row.name,
    condition: row.condition,
    urgency: row.urgency,
    automaticRelease: row.automatic_release,
    enabled: row.enabled,
    madeAt: row.made_at,
    madeBy: row.made_by,
  }));
}

/** False where another rule has the name. */
export async function insertStandingRule(trx: Transaction, rule: StoredRule): Promise<boolean> {
  const inserted =
    await sql`insert into forewarn.standing_rules (id, name, condition, urgency, automatic_release, enabled, made_at, made_by)
    values (${rule.id}, ${rule.name}, ${JSON.stringify(rule.condition)}::jsonb, ${rule.urgency}, ${rule.automaticRelease}, ${rule.enabled}, ${rule.madeAt}, ${rule.madeBy})
    on conflict (name) do nothing`.execute(trx);
  return (inserted.numAffectedRows ?? 0n) > 0n;
}

export async function updateStandingRule(trx: Transaction, rule: StoredRule): Promise<void> {
  await sql`update forewarn.standing_rules set name = ${rule.name}, condition = ${JSON.stringify(rule.condition)}::jsonb, urgency = ${rule.urgency},
    automatic_release = ${rule.automaticRelease}, enabled = ${rule.enabled} where id = ${rule.id}`.execute(trx);
}
