import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Decision } from '@forewarn/core/warnings/decision.ts';
import type { WarningVersion } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

/** One version as it was decided for the institution, from its first to its last. */
export type ToldVersion = {
  readonly version: number;
  readonly kind: WarningVersion['kind'];
  readonly urgency: Decision['urgency'];
  readonly tlp: string;
  readonly released_at: Instant;
  readonly decision: Decision['kind'];
  readonly because: string | null;
  readonly certainty: string;
  readonly reasons: Decision['reasons'];
  readonly label: string;
};

export async function listToldVersions(trx: Transaction, warningId: string, institutionId: string): Promise<readonly ToldVersion[]> {
  const found =
    await sql<ToldVersion>`select v.version, v.kind, c.urgency, v.tlp, v.released_at, c.decision, c.because, c.certainty, c.reasons, c.label
    from forewarn.concerned_institutions c join forewarn.warning_versions v on v.warning_id = c.warning_id and v.version = c.version
    where c.warning_id = ${warningId} and c.institution_id = ${institutionId} and v.state = 'released' order by v.version`.execute(trx);
  return found.rows;
}

/** Every message of the thread, as it was written; of which the principal may read. */
export async function listThreadMessages(trx: Transaction, thread: string, institutionId: string): Promise<readonly Message[]> {
  const found = await sql<{ message: Message }>`select message from forewarn.messages
    where key in (select d.message_key from forewarn.deliveries d where d.thread = ${thread}) and institution_id = ${institutionId}
    order by key`.execute(trx);
  return found.rows.map((row) => row.message);
}

export async function findWarningIdByReference(trx: Transaction, reference: string): Promise<string | undefined> {
  const found = await sql<{ id: string }>`select id from forewarn.warnings where reference = ${reference}`.execute(trx);
  return found.rows[0]?.id;
}
