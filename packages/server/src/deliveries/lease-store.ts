import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import type { ContactRole } from '@forewarn/core/institutions/contact.ts';
import { KEEPS_PLAN } from '../database/kept-plan.ts';
import type { Transaction } from '../database/open-database.ts';
import type { KeyToEncrypt } from './channels/channel.ts';
import { keyOf, type KeyRecord } from './contact-key-store.ts';
import { storableJson } from '../database/storable-json.ts';

/** A delivery that one deliverer holds, with all that sending it takes. */
export type LeasedDelivery = {
  readonly id: string;
  readonly institutionId: string;
  readonly institutionName: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly contactRole: ContactRole;
  readonly keys: readonly KeyToEncrypt[];
  readonly channel: Channel;
  readonly address: string;
  readonly linkId: string | undefined;
  readonly secret: string | undefined;
  readonly thread: string;
  readonly message: Message;
  readonly urgent: boolean;
  readonly plannedAt: Instant;
  readonly follows: readonly string[];
  /** It asks whether the contact's details are right. */
  readonly asksConfirmation: boolean;
  readonly attempts: number;
  /** Since when it has been tried: planned, or planned again by hand. */
  readonly triedSince: Instant;
  /** Why the contact was last known not to be reached. */
  readonly toRepair: string | undefined;
  /** Something is known against this door of the contact. */
  readonly hasDoorFault: boolean;
  /** It must not go out any more: why. */
  readonly cancelBecause: string | undefined;
};

/** What `HELD` gives. */
export type HeldRow = {
  id: string;
  institution_id: string;
  institution_name: string;
  contact_id: string;
  contact_name: string;
  contact_role: ContactRole;
  keys: KeyRecord[] | null;
  channel: Channel;
  address: string;
  link_id: string | null;
  secret: string | null;
  thread: string;
  urgent: boolean;
  planned_at: Instant;
  follows: string[];
  asks_confirmation: boolean;
  attempts: number;
  planned_again_at: Instant | null;
  to_repair: string | null;
  has_door_fault: boolean;
  cancel_because: string | null;
};

export type Lease = { readonly channel: Channel; readonly holder: string; readonly until: Instant; readonly limit: number };

/** Of deliveries `d` that somebody holds now all that sending them takes, but for the message itself. */
export const HELD = sql`d.id, d.institution_id, i.name as institution_name, d.contact_id, c.name as contact_name, c.role as contact_role, d.channel, d.address,
  d.link_id, case d.channel when 'webhook' then c.webhook_secret when 'teams' then c.chat_url end as secret, d.thread,
  d.urgent, d.planned_at, d.follows, d.attempts, d.planned_again_at, d.asks_confirmation, c.to_repair,
  exists (select from forewarn.door_faults f where f.contact_id = c.id and f.channel = d.channel) as has_door_fault,
  case when d.channel = 'email' then (select json_agg(row_to_json(k)) from forewarn.contact_keys k where k.contact_id = c.id) end as keys,
  coalesce(d.cancel_because, case when c.removed_at is not null then 'contact-removed' end) as cancel_because`;
export const HELD_WITH = sql`join forewarn.contacts c on c.id = d.contact_id join forewarn.institutions i on i.id = d.institution_id`;

/** Takes at most `limit` due deliveries of the channel that nobody holds, urgent first. Two at once never take the same. */
export async function leaseDue(trx: Transaction, lease: Lease, now: Instant): Promise<readonly LeasedDelivery[]> {
  const leased = await sql<HeldRow & { readonly message: string }>`${KEEPS_PLAN}with due as (
      select id from forewarn.deliveries
      where state = 'planned' and channel = ${lease.channel} and next_attempt_at <= ${now} and (leased_until is null or leased_until <= ${now})
      order by urgent desc, next_attempt_at limit ${sql.raw(String(lease.limit))} for update skip locked
    ), held as (
      update forewarn.deliveries d set leased_until = ${lease.until}, leased_by = ${lease.holder} from due where d.id = due.id returning d.*
    ) select ${HELD}, m.message::text as message from held d join forewarn.messages m on m.key = d.message_key ${HELD_WITH}
      order by d.urgent desc, d.next_attempt_at, d.id`.execute(trx);
  return leased.rows.map((row) => leasedOf(row, readOnce(row.message)));
}

/** Read when it is sent: hundreds wait, and what is read takes several times the room of its text. */
function readOnce(text: string): () => Message {
  let message: Message | undefined;
  return () => {
    message ??= JSON.parse(text) as Message;
    return message;
  };
}

export function leasedOf(row: HeldRow, message: () => Message): LeasedDelivery {
  return {
    id: row.id,
    institutionId: row.institution_id,
    institutionName: row.institution_name,
    contactId: row.contact_id,
    contactName: row.contact_name,
    contactRole: row.contact_role,
    keys: (row.keys ?? []).map(keyOf),
    channel: row.channel,
    address: row.address,
    linkId: row.link_id ?? undefined,
    secret: row.secret ?? undefined,
    thread: row.thread,
    get message() {
      return message();
    },
    urgent: row.urgent,
    plannedAt: row.planned_at,
    follows: row.follows,
    asksConfirmation: row.asks_confirmation,
    attempts: row.attempts,
    triedSince: row.planned_again_at ?? row.planned_at,
    toRepair: row.to_repair ?? undefined,
    hasDoorFault: row.has_door_fault,
    cancelBecause: row.cancel_because ?? undefined,
  };
}

export type Renewal = { readonly holder: string; readonly ids: readonly string[]; readonly until: Instant };

/**
 * The heartbeat: these stay the holder's until `until`. By id, so that one which was leased and never arrived (the connection broke off)
 * comes free. Returns those that it still held.
 */
export async function renewLeases(trx: Transaction, { holder, ids, until }: Renewal): Promise<ReadonlySet<string>> {
  const renewed = await sql<{ id: string }>`with held as (
      select id from forewarn.deliveries where leased_by = ${holder} and id = any(${ids}::uuid[]) order by id for update
    ) update forewarn.deliveries d set leased_until = ${until} from held where d.id = held.id returning d.id`.execute(trx);
  return new Set(renewed.rows.map((row) => row.id));
}

/** Gives back what the holder has not begun to send; others may take it at once. */
export async function giveBack(trx: Transaction, holder: string, ids: readonly string[]): Promise<void> {
  await sql`with held as (
      select id from forewarn.deliveries where leased_by = ${holder} and id = any(${ids}::uuid[]) order by id for update
    ) update forewarn.deliveries d set leased_until = null, leased_by = null from held where d.id = held.id`.execute(trx);
}

/** Gives back all that the holder still holds, also what was leased and never arrived: it stops. */
export async function giveBackAll(trx: Transaction, holder: string): Promise<void> {
  await sql`with held as (
      select id from forewarn.deliveries where state = 'planned' and leased_by = ${holder} order by id for update
    ) update forewarn.deliveries d set leased_until = null, leased_by = null from held where d.id = held.id`.execute(trx);
}

/** What came of one attempt, and what follows from it. */
export type AttemptRecord = {
  readonly deliveryId: string;
  readonly beganAt: Instant;
  readonly endedAt: Instant;
  readonly outcome: 'sent' | 'failed-for-now' | 'failed-for-good';
  readonly reason: string | undefined;
  readonly response: string | undefined;
  /** When to try again; undefined: it has ended. */
  readonly nextAttemptAt: Instant | undefined;
};

/**
 * Records attempts and what they end or postpone, and gives the leases back. An attempt always gets its row. What was sent is sent,
 * even where it was cancelled meanwhile or somebody else took it over; a failure changes only what is still planned.
 */
export async function recordAttempts(trx: Transaction, records: readonly AttemptRecord[]): Promise<void> {
  const rows = storableJson(
    records.map((record) => ({
      id: record.deliveryId,
      began_at: record.beganAt,
      ended_at: record.endedAt,
      outcome: record.outcome,
      reason: record.reason ?? null,
      response: record.response ?? null,
      next_at: record.nextAttemptAt ?? null,
    })),
  );
  await sql`${KEEPS_PLAN}with x as (
      select * from json_to_recordset(${rows}::json) as x(id uuid, began_at timestamptz, ended_at timestamptz, outcome text, reason text,
        response text, next_at timestamptz)
    ), held as (
      select id from forewarn.deliveries where id in (select id from x) order by id for update
    ), changed as (
      update forewarn.deliveries d set
        attempts = d.attempts + 1, leased_until = null, leased_by = null,
        next_attempt_at = coalesce(x.next_at, d.next_attempt_at),
        state = case when x.outcome = 'sent' then 'sent' when d.state <> 'planned' then d.state when d.cancel_because is not null then 'cancelled'
          when x.next_at is null then 'failed' else 'planned' end,
        ended_at = case when d.state = 'sent' then d.ended_at when x.outcome = 'sent' then x.ended_at when d.state <> 'planned' then d.ended_at
          when d.cancel_because is not null or x.next_at is null then x.ended_at end,
        ended_because = case when x.outcome = 'sent' then null when d.state <> 'planned' then d.ended_because
          when d.cancel_because is not null then d.cancel_because when x.next_at is null then x.reason end
      from x, held where d.id = x.id and held.id = d.id returning d.id, d.attempts, d.institution_id
    ) insert into forewarn.delivery_attempts (delivery_id, institution_id, attempt, began_at, ended_at, outcome, reason, response)
      select x.id, changed.institution_id, changed.attempts, x.began_at, x.ended_at, x.outcome, x.reason, x.response from x join changed on changed.id = x.id`.execute(
    trx,
  );
}

/** Ends deliveries that must not go out any more and were not begun. */
export async function endCancelled(
  trx: Transaction,
  cancelled: readonly { readonly id: string; readonly because: string }[],
  now: Instant,
): Promise<void> {
  await sql`with x as (
      select * from json_to_recordset(${JSON.stringify(cancelled)}::json) as x(id uuid, because text)
    ), held as (
      select id from forewarn.deliveries where state = 'planned' and id in (select id from x) order by id for update
    ) update forewarn.deliveries d set state = 'cancelled', ended_at = ${now}, ended_because = x.because, leased_until = null, leased_by = null
      from x, held where d.id = x.id and held.id = d.id`.execute(trx);
}
