import { sql } from 'kysely';
import type { ContactId, DeliveryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { HeldBecause } from '@forewarn/core/deliveries/decide-arrival.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Channel, PlannedDelivery } from '@forewarn/core/deliveries/planned-delivery.ts';
import { CONFIRM_RULE } from '@forewarn/core/institutions/reachability.ts';
import { newId } from '../database/new-id.ts';
import { KEEPS_PLAN } from '../database/kept-plan.ts';
import type { Transaction } from '../database/open-database.ts';
import { storable, storableJson } from '../database/storable-json.ts';
import { HELD, HELD_WITH, leasedOf, type HeldRow, type Lease, type LeasedDelivery } from './lease-store.ts';
import type { LeaseRoom } from './own-deliverer.ts';
import { DELIVERIES_CHANNEL } from './wake-channel.ts';

export type Planned = {
  readonly messages: readonly { readonly message: Message; readonly institutionId: InstitutionId | string }[];
  readonly deliveries: readonly (PlannedDelivery & { readonly linkId?: string })[];
};

/** One statement carries at most this many rows: a message is some 3 KB, and each is in memory three times while it is written. */
const ROWS_PER_STATEMENT = 1_000;
/** How far back a mail names its forerunners: enough for any thread, and short of what mail servers take in one header. */
const FOLLOWS_MAX = 20;

/**
 * Writes messages and their planned deliveries in this transaction and wakes the deliverer when it commits. What is there already
 * (the message's key; message, contact and channel) stays as it is, so a second run plans nothing. Returns how many are new, and of those that are due now
 * those that there was room for, leased.
 */
export async function storePlanned(
  trx: Transaction,
  planned: Planned,
  now: Instant,
  roomFor: LeaseRoom = () => undefined,
): Promise<{ readonly planned: number; readonly held: readonly LeasedDelivery[] }> {
  const stored = new Map<string, Message>();
  for (const rows of inParts(planned.messages)) for (const message of await insertMessages(trx, rows)) stored.set(message.key, message);
  const held: LeasedDelivery[] = [];
  let added = 0;
  for (const rows of inParts(planned.deliveries)) {
    const leased = rows.map((row) => {
      const isDue = row.heldBecause === undefined && row.notBefore <= now && stored.has(row.messageKey);
      return { ...row, lease: isDue ? roomFor(row.channel) : undefined };
    });
    const inserted = await insertDeliveries(trx, leased, now);
    added += inserted.added;
    for (const row of inserted.held) {
      const message = stored.get(row.message_key);
      if (message !== undefined) held.push(leasedOf(row, () => message));
    }
  }
  if (added > held.length) await wakeDeliverer(trx);
  return { planned: added, held };
}

/** Those that stand there now as they are: not one that was there already, perhaps in other words, nor one with a character that cannot be stored. */
async function insertMessages(trx: Transaction, rows: Planned['messages']): Promise<readonly Message[]> {
  const records = rows.map(({ message, institutionId }) => ({
    key: message.key,
    institution_id: institutionId,
    thread: message.thread,
    label: message.label,
    message,
  }));
  const { text, isAsGiven } = storable(records);
  const inserted = await sql<{ key: string }>`${KEEPS_PLAN}insert into forewarn.messages (key, institution_id, thread, label, message)
    select * from json_to_recordset(${text}::json) as x(key text, institution_id uuid, thread text, label text, message jsonb)
    on conflict do nothing returning key`.execute(trx);
  if (!isAsGiven) return [];
  const isNew = new Set(inserted.rows.map(({ key }) => key));
  return rows.flatMap(({ message }) => (isNew.has(message.key) ? [message] : []));
}

type ToInsert = Planned['deliveries'][number] & { readonly lease: Lease | undefined };
type InsertedRow = HeldRow & { readonly message_key: string };

/** How many are new, and those of them that are leased. */
async function insertDeliveries(
  trx: Transaction,
  rows: readonly ToInsert[],
  now: Instant,
): Promise<{ readonly added: number; readonly held: readonly InsertedRow[] }> {
  const records = rows.map((delivery) => ({
    id: newId(now),
    message_key: delivery.messageKey,
    thread: delivery.thread,
    institution_id: delivery.institutionId,
    contact_id: delivery.contactId,
    channel: delivery.channel,
    address: delivery.address,
    link_id: delivery.linkId ?? null,
    urgent: delivery.urgent,
    next_attempt_at: delivery.notBefore,
    state: delivery.heldBecause === undefined ? 'planned' : 'held',
    held_because: delivery.heldBecause ?? null,
    leased_until: delivery.lease?.until ?? null,
    leased_by: delivery.lease?.holder ?? null,
  }));
  const inserted = await sql<InsertedRow & { readonly added: number }>`${KEEPS_PLAN}with added as (insert into forewarn.deliveries
      (id, message_key, thread, institution_id, contact_id, channel, address, link_id, urgent, next_attempt_at, state, held_because,
        leased_until, leased_by, planned_at, follows,
        asks_confirmation)
    select x.*, ${now}::timestamptz, coalesce(earlier.follows, '{}'),
      x.channel = 'email' and coalesce(c.confirmed_at, i.joined_at) < ${now}::timestamptz - make_interval(days => case
        when i.sector = any(${CONFIRM_RULE.smallSectors}::text[]) or i.staff < ${CONFIRM_RULE.smallStaffBelow}::int
        then ${CONFIRM_RULE.smallEveryDays}::int else ${CONFIRM_RULE.everyDays}::int end)
    from json_to_recordset(${storableJson(records)}::json) as x(id uuid, message_key text, thread text, institution_id uuid, contact_id uuid,
      channel text, address text, link_id uuid, urgent boolean, next_attempt_at timestamptz, state text, held_because text, leased_until timestamptz, leased_by text)
    join forewarn.contacts c on c.id = x.contact_id join forewarn.institutions i on i.id = c.institution_id
    left join lateral (
      select (d.follows || coalesce(d.bundled_in, d.id))[greatest(1, cardinality(d.follows) + 2 - ${FOLLOWS_MAX}::int):] as follows
      from forewarn.deliveries d
      where d.thread = x.thread and d.contact_id = x.contact_id and d.channel = x.channel and d.message_key <> x.message_key
        and d.state in ('planned', 'sent')
      order by d.planned_at desc, d.id desc limit 1
    ) earlier on true
    on conflict do nothing returning *)
    select counted.added, leased.* from (select count(*)::int as added from added) counted
    left join (select d.message_key, ${HELD} from added d ${HELD_WITH} where d.leased_by is not null) leased on true
    order by leased.urgent desc, leased.id`.execute(trx);
  return { added: inserted.rows[0]?.added ?? 0, held: inserted.rows.filter(({ id }) => id !== null) };
}

/** The deliverers look when this transaction commits; nothing is told when it does not. */
export async function wakeDeliverer(trx: Transaction): Promise<void> {
  await sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`.execute(trx);
}

/**
 * Cancels what is planned and not yet sent. What a deliverer holds at this moment may be accepted by the other side already: it is
 * not tried again, and counts as `underway`. `because` is shown with the delivery.
 */
export async function cancelDeliveries(
  trx: Transaction,
  which: { readonly threads: readonly string[] } | { readonly messageKeys: readonly string[] },
  because: string,
  now: Instant,
): Promise<{ cancelled: number; underway: number }> {
  const matches = 'threads' in which ? sql`thread = any(${which.threads}::text[])` : sql`message_key = any(${which.messageKeys}::text[])`;
  // Rows are locked by id, here and wherever several are changed at once: a cancellation and an outcome never wait for each other crosswise.
  const touched = await sql<{ state: string }>`with found as (
      select id from forewarn.deliveries where (state = 'planned' or state = 'held' and bundled_in is null) and ${matches} order by id for update
    ) update forewarn.deliveries d set cancel_because = ${because},
      state = case when d.leased_until > ${now} then d.state else 'cancelled' end,
      ended_at = case when d.leased_until > ${now} then null else ${now}::timestamptz end,
      ended_because = case when d.leased_until > ${now} then null else ${because} end
    from found where d.id = found.id returning d.state`.execute(trx);
  const cancelled = touched.rows.filter((row) => row.state === 'cancelled').length;
  return { cancelled, underway: touched.rows.length - cancelled };
}

/** `held`: it waits for its contact's bundle, or goes with one that is on its way. */
export type DeliveryState = 'planned' | 'held' | 'sent' | 'failed' | 'cancelled';

/** A delivery as the concerned list and the deliveries page show it. */
export type StoredDelivery = {
  readonly id: DeliveryId;
  readonly messageKey: string;
  readonly thread: string;
  readonly institutionId: InstitutionId;
  readonly contactId: ContactId;
  readonly contactName: string;
  readonly channel: Channel;
  readonly address: string;
  readonly urgent: boolean;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Why the last attempt failed; absent where none did. A `FailureReason`. */
  readonly lastReason?: string;
  readonly lastResponse?: string;
  readonly plannedAt: Instant;
  /** When it is tried next; absent when it has ended. */
  readonly nextAttemptAt?: Instant;
  /** When it was sent, failed for good or was cancelled. */
  readonly endedAt?: Instant;
  readonly endedBecause?: string;
  /** Why it waits, or waited, for the contact's bundle. */
  readonly heldBecause?: HeldBecause;
  /** The delivery of the bundle that it went with. */
  readonly bundledIn?: string;
};

type Row = {
  id: string;
  message_key: string;
  thread: string;
  institution_id: string;
  contact_id: string;
  contact_name: string;
  channel: Channel;
  address: string;
  urgent: boolean;
  state: DeliveryState;
  attempts: number;
  last_reason: string | null;
  last_response: string | null;
  planned_at: Instant;
  next_attempt_at: Instant;
  ended_at: Instant | null;
  ended_because: string | null;
  held_because: HeldBecause | null;
  bundled_in: string | null;
};

const SELECTED = sql`d.id, d.message_key, d.thread, d.institution_id, d.contact_id, c.name as contact_name, d.channel, d.address, d.urgent, d.state,
  d.attempts, last.reason as last_reason, last.response as last_response, d.planned_at, d.next_attempt_at, d.ended_at, d.ended_because,
  d.held_because, d.bundled_in`;
const FROM = sql`from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id
  left join lateral (select reason, response from forewarn.delivery_attempts a where a.delivery_id = d.id order by attempt desc limit 1) last on true`;

/** Every delivery of these threads, as planned. */
export async function deliveriesOfThreads(trx: Transaction, threads: readonly string[]): Promise<readonly StoredDelivery[]> {
  const found = await sql<Row>`select ${SELECTED} ${FROM} where d.thread = any(${threads}::text[]) order by d.id`.execute(trx);
  return found.rows.map(deliveryOf);
}

/** Every delivery of the messages whose key begins so. */
export async function deliveriesOfMessages(trx: Transaction, keyPrefix: string): Promise<readonly StoredDelivery[]> {
  const found = await sql<Row>`select ${SELECTED} ${FROM} where d.message_key like ${`${escapeLike(keyPrefix)}%`} order by d.id`.execute(
    trx,
  );
  return found.rows.map(deliveryOf);
}

export type DeliveryFilter = {
  readonly state?: DeliveryState;
  readonly channel?: Channel;
  readonly institutionId?: string;
  readonly thread?: string;
  readonly messageKeyPrefix?: string;
  /** Id of the last one seen. */
  readonly after?: string;
  readonly limit: number;
};

/** Newest first. */
export async function listDeliveries(trx: Transaction, filter: DeliveryFilter): Promise<readonly StoredDelivery[]> {
  const found = await sql<Row>`select ${SELECTED} ${FROM} where true
    ${filter.state === undefined ? sql`` : sql`and d.state = ${filter.state}`}
    ${filter.channel === undefined ? sql`` : sql`and d.channel = ${filter.channel}`}
    ${filter.institutionId === undefined ? sql`` : sql`and d.institution_id = ${filter.institutionId}`}
    ${filter.thread === undefined ? sql`` : sql`and d.thread = ${filter.thread}`}
    ${filter.messageKeyPrefix === undefined ? sql`` : sql`and d.message_key like ${`${escapeLike(filter.messageKeyPrefix)}%`}`}
    ${filter.after === undefined ? sql`` : sql`and d.id < ${filter.after}`}
    order by d.id desc limit ${filter.limit}`.execute(trx);
  return found.rows.map(deliveryOf);
}

export async function findDelivery(trx: Transaction, id: string): Promise<StoredDelivery | undefined> {
  const found = await sql<Row>`select ${SELECTED} ${FROM} where d.id = ${id}`.execute(trx);
  return found.rows.map(deliveryOf)[0];
}

export type StoredAttempt = {
  readonly attempt: number;
  readonly beganAt: Instant;
  readonly endedAt: Instant;
  readonly outcome: 'sent' | 'failed-for-now' | 'failed-for-good';
  readonly reason?: string;
  readonly response?: string;
};

type AttemptRow = {
  attempt: number;
  began_at: Instant;
  ended_at: Instant;
  outcome: StoredAttempt['outcome'];
  reason: string | null;
  response: string | null;
};

export async function attemptsOf(trx: Transaction, deliveryId: string): Promise<readonly StoredAttempt[]> {
  const found = await sql<AttemptRow>`select attempt, began_at, ended_at, outcome, reason, response
    from forewarn.delivery_attempts where delivery_id = ${deliveryId} order by attempt`.execute(trx);
  return found.rows.map((row) => ({
    attempt: row.attempt,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    response: row.response ?? undefined,
  }));
}

/** Plans a failed or cancelled delivery again, or one that waits at once, to the contact's address of today. It keeps its id. */
export async function planAgain(trx: Transaction, id: string, now: Instant): Promise<boolean> {
  const planned =
    await sql`update forewarn.deliveries d set state = 'planned', next_attempt_at = ${now}, planned_again_at = ${now}, ended_at = null, ended_because = null,
      bundled_in = null, cancel_because = null, address = coalesce(case d.channel when 'email' then c.email when 'webhook' then c.webhook_url when 'teams' then c.chat_host end, d.address)
    from forewarn.contacts c where d.id = ${id} and c.id = d.contact_id and d.state <> 'sent'`.execute(trx);
  return (planned.numAffectedRows ?? 0n) > 0n;
}

/** A delivery that was taken and did not arrive after all. */
export type LostDelivery = Pick<
  StoredDelivery,
  'id' | 'institutionId' | 'contactId' | 'contactName' | 'channel' | 'address' | 'messageKey'
> & {
  readonly institutionName: string;
  readonly reference: string;
};

/** What was sent has failed after all, with an attempt that says why; undefined where it was not sent, or is known to have failed. */
export async function failSent(
  trx: Transaction,
  lost: { readonly id: string; readonly reason: string; readonly response: string },
  now: Instant,
): Promise<LostDelivery | undefined> {
  const found = await sql<LostDelivery>`with lost as (
      update forewarn.deliveries set state = 'failed', ended_at = ${now}, ended_because = ${lost.reason}, attempts = attempts + 1
      where id = ${lost.id} and state = 'sent' returning *
    ), tried as (
      insert into forewarn.delivery_attempts (delivery_id, institution_id, attempt, began_at, ended_at, outcome, reason, response)
      select id, institution_id, attempts, ${now}, ${now}, 'failed-for-good', ${lost.reason}, ${lost.response} from lost
    ) select d.id, d.institution_id as "institutionId", d.contact_id as "contactId", c.name as "contactName", d.channel, d.address,
        d.message_key as "messageKey", i.name as "institutionName", m.message->>'reference' as reference
      from lost d join forewarn.contacts c on c.id = d.contact_id join forewarn.institutions i on i.id = d.institution_id
        join forewarn.messages m on m.key = d.message_key`.execute(trx);
  return found.rows[0];
}

function deliveryOf(row: Row): StoredDelivery {
  return {
    id: row.id as DeliveryId,
    messageKey: row.message_key,
    thread: row.thread,
    institutionId: row.institution_id as InstitutionId,
    contactId: row.contact_id as ContactId,
    contactName: row.contact_name,
    channel: row.channel,
    address: row.address,
    urgent: row.urgent,
    state: row.state,
    attempts: row.attempts,
    lastReason: row.last_reason ?? undefined,
    lastResponse: row.last_response ?? undefined,
    plannedAt: row.planned_at,
    nextAttemptAt: row.state === 'planned' || row.state === 'held' ? row.next_attempt_at : undefined,
    endedAt: row.ended_at ?? undefined,
    endedBecause: row.ended_because ?? undefined,
    heldBecause: row.held_because ?? undefined,
    bundledIn: row.bundled_in ?? undefined,
  };
}

function* inParts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let begin = 0; begin < rows.length; begin += ROWS_PER_STATEMENT) yield rows.slice(begin, begin + ROWS_PER_STATEMENT);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** When the first message of each thread was taken by its receiver's side, at or before `until`; by thread, where there was one. */
export async function findFirstTold(
  trx: Transaction,
  threads: readonly { readonly thread: string; readonly until: Instant }[],
): Promise<ReadonlyMap<string, Instant>> {
  if (threads.length === 0) return new Map();
  const found = await sql<{ thread: string; at: Instant }>`select a.thread, told.at
    from unnest(${threads.map(({ thread }) => thread)}::text[], ${threads.map(({ until }) => until)}::timestamptz[]) as a(thread, until)
      cross join lateral (select min(d.ended_at) as at from forewarn.deliveries d
        where d.thread = a.thread and d.state = 'sent' and d.ended_at <= a.until) told
    where told.at is not null`.execute(trx);
  return new Map(found.rows.map(({ thread, at }) => [thread, at]));
}
