import { sql } from 'kysely';
import type { InstitutionId, WarningId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { HeldBecause } from '@forewarn/core/deliveries/decide-arrival.ts';
import type { FollowUpPolicy } from '@forewarn/core/warnings/follow-up-policy.ts';
import type { Knock } from '@forewarn/core/warnings/next-follow-up.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Transaction } from '../database/open-database.ts';

export type CallBecause = 'step' | 'unreachable' | 'by-hand';
export type EndedBecause = 'answered' | 'closed' | 'withdrawn' | 'spoken';

/** The clock of one institution that a warning asked. */
export type StoredFollowUp = {
  readonly warningId: WarningId;
  readonly institutionId: InstitutionId;
  readonly version: number;
  readonly policy: FollowUpPolicy;
  readonly askedAt: Instant;
  readonly step: number;
  readonly nextAt?: Instant;
  readonly pausedAt?: Instant;
  readonly pausedBy?: string;
  readonly callSince?: Instant;
  readonly callBecause?: CallBecause;
  readonly endedAt?: Instant;
  readonly endedBecause?: EndedBecause;
  readonly heldBy?: string;
  readonly heldUntil?: Instant;
};

type Row = {
  warning_id: WarningId;
  institution_id: InstitutionId;
  version: number;
  policy: FollowUpPolicy;
  asked_at: Instant;
  step: number;
  next_at: Instant | null;
  paused_at: Instant | null;
  paused_by: string | null;
  call_since: Instant | null;
  call_because: CallBecause | null;
  ended_at: Instant | null;
  ended_because: EndedBecause | null;
  held_by: string | null;
  held_until: Instant | null;
};

const COLUMNS = sql`f.warning_id, f.institution_id, f.version, f.policy, f.asked_at, f.step, f.next_at, f.paused_at, f.paused_by, f.call_since,
  f.call_because, f.ended_at, f.ended_because, f.held_by, f.held_until`;

function followUpOf(row: Row): StoredFollowUp {
  return {
    warningId: row.warning_id,
    institutionId: row.institution_id,
    version: row.version,
    policy: row.policy,
    askedAt: row.asked_at,
    step: row.step,
    nextAt: row.next_at ?? undefined,
    pausedAt: row.paused_at ?? undefined,
    pausedBy: row.paused_by ?? undefined,
    callSince: row.call_since ?? undefined,
    callBecause: row.call_because ?? undefined,
    endedAt: row.ended_at ?? undefined,
    endedBecause: row.ended_because ?? undefined,
    heldBy: row.held_by ?? undefined,
    heldUntil: row.held_until ?? undefined,
  };
}

export type FollowUpStart = Pick<
  StoredFollowUp,
  'institutionId' | 'version' | 'policy' | 'askedAt' | 'nextAt' | 'callSince' | 'callBecause'
>;

/** Starts clocks, or starts them anew where a version asked again. */
export async function startClocks(trx: Transaction, warningId: string, starts: readonly FollowUpStart[]): Promise<void> {
  if (starts.length === 0) return;
  const rows = JSON.stringify(
    starts.map((start) => ({
      institution_id: start.institutionId,
      version: start.version,
      policy: start.policy,
      asked_at: start.askedAt,
      next_at: start.nextAt ?? null,
      call_since: start.callSince ?? null,
      call_because: start.callBecause ?? null,
    })),
  );
  await sql`insert into forewarn.follow_ups (warning_id, institution_id, version, policy, asked_at, next_at, call_since, call_because)
    select ${warningId}::uuid, x.institution_id, x.version, x.policy, x.asked_at, x.next_at, x.call_since, x.call_because
    from json_to_recordset(${rows}::json) as x(institution_id uuid, version int, policy jsonb, asked_at timestamptz, next_at timestamptz, call_since timestamptz, call_because text)
    on conflict (warning_id, institution_id) do update set version = excluded.version, policy = excluded.policy, asked_at = excluded.asked_at, step = 0,
      next_at = excluded.next_at, call_since = excluded.call_since, call_because = excluded.call_because, paused_at = null, paused_by = null,
      ended_at = null, ended_because = null, held_by = null, held_until = null`.execute(trx);
}

/** Stops the clocks of these institutions, or of all that the warning asked. */
export async function endClocks(
  trx: Transaction,
  warningId: string,
  institutionIds: readonly string[] | undefined,
  because: EndedBecause,
  now: Instant,
): Promise<void> {
  await sql`update forewarn.follow_ups set ended_at = ${now}, ended_because = ${because}, next_at = null, held_by = null, held_until = null
    where warning_id = ${warningId} and ended_at is null
      and (${institutionIds === undefined} or institution_id = any(${institutionIds ?? []}::uuid[]))`.execute(trx);
}

/** An answer that was undone or no longer counts: the clock goes on where it was. */
export async function resumeClock(trx: Transaction, warningId: string, institutionId: string, nextAt: Instant | undefined): Promise<void> {
  await sql`update forewarn.follow_ups set ended_at = null, ended_because = null, next_at = ${nextAt ?? null}
    where warning_id = ${warningId} and institution_id = ${institutionId} and ended_because = 'answered'`.execute(trx);
}

/** Takes at most `limit` clocks whose step is due, of one warning; nobody else takes them until the transaction ends. */
export async function takeDue(trx: Transaction, now: Instant, limit: number): Promise<readonly StoredFollowUp[]> {
  const found = await sql<Row>`with first as (
      select warning_id from forewarn.follow_ups where next_at <= ${now} and ended_at is null and paused_at is null order by next_at limit 1 for update skip locked
    ) select ${COLUMNS} from forewarn.follow_ups f join first on first.warning_id = f.warning_id
      where f.next_at <= ${now} and f.ended_at is null and f.paused_at is null order by f.next_at, f.institution_id limit ${limit} for update of f skip locked`.execute(
    trx,
  );
  return found.rows.map(followUpOf);
}

/** `askedAt` where the clock begins anew: the bundle with its message goes later. */
export type FollowUpMove = Pick<StoredFollowUp, 'institutionId' | 'step' | 'nextAt'> & {
  readonly call: boolean;
  readonly askedAt?: Instant;
};

export async function moveClocks(trx: Transaction, warningId: string, moves: readonly FollowUpMove[], now: Instant): Promise<void> {
  if (moves.length === 0) return;
  const rows = JSON.stringify(
    moves.map((move) => ({
      institution_id: move.institutionId,
      step: move.step,
      next_at: move.nextAt ?? null,
      call: move.call,
      asked_at: move.askedAt ?? null,
    })),
  );
  await sql`update forewarn.follow_ups f set step = x.step, next_at = x.next_at, asked_at = coalesce(x.asked_at, f.asked_at),
      call_since = case when x.call then coalesce(f.call_since, ${now}::timestamptz) else f.call_since end,
      call_because = case when x.call then coalesce(f.call_because, 'step') else f.call_because end
    from json_to_recordset(${rows}::json) as x(institution_id uuid, step int, next_at timestamptz, call boolean, asked_at timestamptz)
    where f.warning_id = ${warningId} and f.institution_id = x.institution_id`.execute(trx);
}

/** Of one warning, or of one institution in it; those that ended too. */
export async function listFollowUps(trx: Transaction, warningId: string, institutionId?: string): Promise<readonly StoredFollowUp[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.follow_ups f
    where f.warning_id = ${warningId} and (${institutionId ?? null}::uuid is null or f.institution_id = ${institutionId ?? null}::uuid)
    order by f.institution_id`.execute(trx);
  return found.rows.map(followUpOf);
}

/** Whom to telephone, over all warnings: those that wait longest first. */
export async function listToCall(trx: Transaction, limit: number): Promise<readonly StoredFollowUp[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.follow_ups f join forewarn.warnings w on w.id = f.warning_id
    where f.call_since is not null and f.ended_at is null and w.state = 'open' order by f.call_since, f.institution_id limit ${limit}`.execute(
    trx,
  );
  return found.rows.map(followUpOf);
}

export async function holdFollowUp(trx: Transaction, warningId: string, institutionId: string): Promise<StoredFollowUp | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.follow_ups f
    where f.warning_id = ${warningId} and f.institution_id = ${institutionId} for update`.execute(trx);
  return found.rows[0] === undefined ? undefined : followUpOf(found.rows[0]);
}

/** Those of these institutions, held until the end of the transaction; in one order, so that two who hold several do not wait for each other. */
export async function holdFollowUps(
  trx: Transaction,
  warningId: string,
  institutionIds: readonly string[],
): Promise<readonly StoredFollowUp[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.follow_ups f
    where f.warning_id = ${warningId} and f.institution_id = any(${institutionIds}::uuid[]) order by f.institution_id for update`.execute(
    trx,
  );
  return found.rows.map(followUpOf);
}

/** Null lets go. */
export async function markHeld(
  trx: Transaction,
  { warningId, institutionId }: Pick<StoredFollowUp, 'warningId' | 'institutionId'>,
  held: { readonly by: string; readonly until: Instant } | null,
): Promise<void> {
  await sql`update forewarn.follow_ups set held_by = ${held?.by ?? null}, held_until = ${held?.until ?? null}
    where warning_id = ${warningId} and institution_id = ${institutionId}`.execute(trx);
}

export async function putOnCallList(trx: Transaction, warningId: string, institutionId: string, now: Instant): Promise<void> {
  await sql`update forewarn.follow_ups set call_since = coalesce(call_since, ${now}), call_because = coalesce(call_because, 'by-hand')
    where warning_id = ${warningId} and institution_id = ${institutionId}`.execute(trx);
}

/** Nothing more can be sent to it: somebody telephones. */
export async function putUnreachableOnCallList(trx: Transaction, warningId: string, institutionId: string, now: Instant): Promise<void> {
  await sql`update forewarn.follow_ups set call_since = coalesce(call_since, ${now}), call_because = coalesce(call_because, 'unreachable')
    where warning_id = ${warningId} and institution_id = ${institutionId} and ended_at is null`.execute(trx);
}

/** Pauses the clocks of a warning, or of one institution; `at` null lets them go on. Returns how many changed. */
export async function pauseClocks(
  trx: Transaction,
  warningId: string,
  institutionId: string | undefined,
  paused: { readonly at: Instant; readonly by: string } | null,
): Promise<number> {
  const changed = await sql`update forewarn.follow_ups set paused_at = ${paused?.at ?? null}, paused_by = ${paused?.by ?? null}
    where warning_id = ${warningId} and ended_at is null and (paused_at is null) = ${paused !== null}
      and (${institutionId ?? null}::uuid is null or institution_id = ${institutionId ?? null}::uuid)`.execute(trx);
  return Number(changed.numAffectedRows ?? 0n);
}

/** What went out of a warning to these institutions, by institution. */
export async function findKnocks(
  trx: Transaction,
  warningId: string,
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Knock[]>> {
  const found = await sql<
    Omit<Knock, 'heldUntil'> & { institution_id: string; heldUntil: Instant | null }
  >`select d.institution_id, d.contact_id as "contactId", d.channel, d.address, d.state, case d.state when 'held' then d.next_attempt_at end as "heldUntil"
    from forewarn.deliveries d where d.institution_id = any(${institutionIds}::uuid[]) and starts_with(d.message_key, ${`${warningId}/`})`.execute(
    trx,
  );
  const knocks = found.rows.map(({ heldUntil, ...knock }) => ({ ...knock, heldUntil: heldUntil ?? undefined }));
  return Map.groupBy(knocks, ({ institution_id }) => institution_id);
}

/** Who waits for a bundle with a message of these warnings, by `warning institution`. */
export async function findWaiting(
  trx: Transaction,
  warningIds: readonly string[],
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly contact: string; readonly at: Instant; readonly because: HeldBecause }[]>> {
  const found = await sql<{ place: string; contact: string; at: Instant; because: HeldBecause }>`
    select split_part(d.message_key, '/', 1) || ' ' || d.institution_id as place, c.name as contact, d.next_attempt_at as at, d.held_because as because
    from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id
    where d.institution_id = any(${institutionIds}::uuid[]) and d.state = 'held' and split_part(d.message_key, '/', 1) = any(${warningIds}::text[])
    order by d.next_attempt_at, d.id`.execute(trx);
  const rows = found.rows.map(({ place, ...waiting }) => [place, waiting] as const);
  return new Map([...Map.groupBy(rows, ([place]) => place)].map(([place, list]) => [place, list.map(([, waiting]) => waiting)]));
}

/** The messages of one version to these institutions, by institution. */
export async function findVersionMessages(
  trx: Transaction,
  warningId: string,
  version: number,
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Message[]>> {
  const found = await sql<{ institution_id: string; message: Message }>`select m.institution_id, m.message from forewarn.messages m
    where m.institution_id = any(${institutionIds}::uuid[]) and starts_with(m.key, ${`${warningId}/${version}/`})
      and split_part(m.key, '/', 5) = '' order by m.key`.execute(trx);
  return new Map([...Map.groupBy(found.rows, (row) => row.institution_id)].map(([id, rows]) => [id, rows.map(({ message }) => message)]));
}

/** Institutions whose systems somebody else looks after: all of them, or one of these products. */
export async function findManagedElsewhere(
  trx: Transaction,
  institutionIds: readonly string[],
  products: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await sql<{
    id: string;
  }>`select i.id from forewarn.institutions i where i.id = any(${institutionIds}::uuid[]) and (i.it_provider is not null
      or exists (select from forewarn.inventory_relations r where r.institution_id = i.id and r.kind = 'managed-by' and r.ended_at is null
        and (r.product is null or lower(r.product) = any(${products.map((product) => product.toLowerCase())}::text[]))))`.execute(trx);
  return new Set(found.rows.map(({ id }) => id));
}

/** As the CERT changed them; empty while those that ship are in force. */
export async function findPolicies(trx: Transaction): Promise<readonly FollowUpPolicy[]> {
  const found = await sql<{ policy: FollowUpPolicy }>`select policy from forewarn.follow_up_policies order by position`.execute(trx);
  return found.rows.map(({ policy }) => policy);
}

export async function replacePolicies(trx: Transaction, policies: readonly FollowUpPolicy[], by: string, now: Instant): Promise<void> {
  await sql`delete from forewarn.follow_up_policies`.execute(trx);
  await insertPolicies(trx, policies, by, now);
}

async function insertPolicies(trx: Transaction, policies: readonly FollowUpPolicy[], by: string, now: Instant): Promise<void> {
  const rows = JSON.stringify(policies.map((policy, position) => ({ position, policy })));
  await sql`insert into forewarn.follow_up_policies (position, policy, changed_at, changed_by)
    select x.position, x.policy, ${now}::timestamptz, ${by} from json_to_recordset(${rows}::json) as x(position int, policy jsonb)`.execute(
    trx,
  );
}
