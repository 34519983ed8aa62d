import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import type { StoredVersion } from './warning-store.ts';

export type Approval = {
  readonly id: string;
  readonly version: number;
  readonly contentSha256: string;
  readonly askedAt: Instant;
  readonly askedBy: string;
  readonly note: string | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decision: 'approved' | 'sent-back' | null;
  readonly because: string | null;
};

const APPROVAL = sql`a.id, a.version, a.content_sha256 as "contentSha256", a.asked_at as "askedAt", a.asked_by as "askedBy", a.note,
  a.decided_at as "decidedAt", a.decided_by as "decidedBy", a.decision, a.because`;

/** Of all that is read before it is approved: another text, urgency, label or audience is another draft. */
export function contentDigest({ version, kind, urgency, tlp, texts, audience }: StoredVersion): string {
  return createHash('sha256')
    .update(JSON.stringify([version, kind, urgency, tlp, texts, audience]))
    .digest('hex');
}

/** Newest first. */
export async function listApprovals(trx: Transaction, warningId: string): Promise<readonly Approval[]> {
  const found = await sql<Approval>`select ${APPROVAL} from forewarn.release_approvals a where a.warning_id = ${warningId}
    order by a.asked_at desc, a.id desc limit 100`.execute(trx);
  return found.rows;
}

export async function holdApproval(trx: Transaction, warningId: string, id: string): Promise<Approval | undefined> {
  const found =
    await sql<Approval>`select ${APPROVAL} from forewarn.release_approvals a where a.warning_id = ${warningId} and a.id = ${id} for update`.execute(
      trx,
    );
  return found.rows[0];
}

export async function insertApproval(
  trx: Transaction,
  warningId: string,
  asked: { readonly version: number; readonly contentSha256: string; readonly by: string; readonly note?: string },
  now: Instant,
): Promise<string> {
  const id = newId<'Approval'>(now);
  await sql`insert into forewarn.release_approvals (id, warning_id, version, content_sha256, asked_at, asked_by, note)
    values (${id}, ${warningId}, ${asked.version}, ${asked.contentSha256}, ${now}, ${asked.by}, ${asked.note ?? null})`.execute(trx);
  return id;
}

export async function decideApproval(
  trx: Transaction,
  id: string,
  decided: { readonly decision: 'approved' | 'sent-back'; readonly by: string; readonly because?: string },
  now: Instant,
): Promise<void> {
  await sql`update forewarn.release_approvals set decision = ${decided.decision}, decided_by = ${decided.by}, decided_at = ${now},
    because = ${decided.because ?? null} where id = ${id}`.execute(trx);
}

/** The newest decision on exactly this content counts; undefined where it is not an approval. */
export async function findApprover(trx: Transaction, warningId: string, contentSha256: string): Promise<string | undefined> {
  const found = await sql<{ decided_by: string; decision: string }>`select decided_by, decision from forewarn.release_approvals
    where warning_id = ${warningId} and content_sha256 = ${contentSha256} and decided_at is not null order by decided_at desc, id desc limit 1`.execute(
    trx,
  );
  const [row] = found.rows;
  return row?.decision === 'approved' ? row.decided_by : undefined;
}
