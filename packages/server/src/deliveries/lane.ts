import { mayGoOut } from '@forewarn/core/deliveries/may-go-out.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { millisecondsBetween, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { linkToken } from '../sessions/link-token.ts';
import { CHANNEL_DOWN, type OpenChannel, type Outcome, type Outgoing } from './channels/channel.ts';
import { endCancelled, giveBack, leaseDue, renewLeases, type LeasedDelivery } from './lease-store.ts';
import type { OutcomeRecorder } from './outcome-recorder.ts';

/** The way out over one channel: leases what is due, keeps as many under way as the channel takes, never stands in another lane's way. */
export type Lane = {
  /** Something may be due. */
  readonly wake: () => void;
  /** Keeps what is held; called every few seconds. */
  readonly heartbeat: () => Promise<void>;
  /** Begins nothing new, gives back what was not begun, waits for the rest for at most `STOP_MS`. */
  readonly stop: () => Promise<void>;
};

/** A delivery that waits here, ours until then. */
type Held = { readonly delivery: LeasedDelivery; readonly until: Instant };

/** A deliverer that dies is taken over from after this long. Renewed at a quarter of it. */
export const LEASE_SECONDS = 20;
const STOP_MS = 5_000;
/** So many failures of the way out in a row, with nothing sent between them, and the lane pauses. */
const FAILURES_TO_PAUSE = 3;
const PAUSE_MS_MIN = 1_000;
const PAUSE_MS_MAX = 60_000;
const BATCH_MAX = 200;

export function openLane(machine: Machine, channel: Channel, way: OpenChannel, holder: string, recorder: OutcomeRecorder): Lane {
  const waiting: Held[] = [];
  const underway = new Map<string, Promise<void>>();
  let batch = way.concurrency;
  let leasedAt: Instant = machine.clock.now();
  let leasing = false;
  let askedAgain = false;
  /** Nothing more was due when last looked. */
  let exhausted = false;
  let stopping = false;
  let failures = 0;
  let pauseMs = PAUSE_MS_MIN;
  let pause: NodeJS.Timeout | undefined;
  /** What the CERT was told of this way; unknown at the start: the Forewarn before may have said "down" and have been stopped. */
  let said: 'up' | 'down' | 'unknown' = 'unknown';
  return { wake, heartbeat, stop };

  function wake(): void {
    exhausted = false;
    void refill();
  }

  /** Takes more when less waits than is sent at once. One at a time; a wake in between makes it look again. */
  async function refill(): Promise<void> {
    if (stopping || exhausted || pause !== undefined || waiting.length >= way.concurrency) return;
    if (leasing) {
      askedAgain = true;
      return;
    }
    leasing = true;
    try {
      exhausted = !(await takeBatch()) && !askedAgain;
    } catch (cause) {
      machine.log.warn({ err: cause, channel }, 'deliveries could not be leased; they are looked for again in seconds');
    }
    leasing = false;
    const again = askedAgain;
    askedAgain = false;
    pump();
    if (again) void refill();
  }

  /** True where there may be more that is due. */
  async function takeBatch(): Promise<boolean> {
    const now = machine.clock.now();
    // What waits here does so before an urgent one that comes later: a slow relay gets small batches, a quick one large ones.
    batch = millisecondsBetween(leasedAt, now) < 1_000 ? Math.min(batch * 2, BATCH_MAX) : Math.max(way.concurrency, Math.floor(batch / 2));
    const limit = failures > 0 ? 1 : batch;
    const until = secondsLater(now, LEASE_SECONDS);
    const leased = await asSystem(machine.database, 'deliverer', (trx) => leaseDue(trx, { channel, holder, until, limit }, now));
    leasedAt = now;
    const cancelled = leased.flatMap(({ id, cancelBecause }) => (cancelBecause === undefined ? [] : [{ id, because: cancelBecause }]));
    if (cancelled.length > 0) await asSystem(machine.database, 'deliverer', (trx) => endCancelled(trx, cancelled, now));
    // One whose lease ran out while it is still being sent here comes back: it is held again, and not sent twice.
    const fresh = leased.filter(({ id, cancelBecause }) => cancelBecause === undefined && !isInHand(id));
    waiting.push(...fresh.map((delivery) => ({ delivery, until })));
    return leased.length === limit;
  }

  function isInHand(id: string): boolean {
    return underway.has(id) || waiting.some(({ delivery }) => delivery.id === id);
  }

  function pump(): void {
    while (!stopping && pause === undefined && waiting.length > 0 && underway.size < (failures > 0 ? 1 : way.concurrency)) {
      const next = waiting.shift();
      // One that the heartbeat could not keep may be somebody else's by now.
      if (next !== undefined && machine.clock.now() < next.until) underway.set(next.delivery.id, deliver(next.delivery));
    }
  }

  async function deliver(delivery: LeasedDelivery): Promise<void> {
    const beganAt = machine.clock.now();
    const outcome = await attempt(delivery);
    await recorder.record({ delivery, beganAt, endedAt: machine.clock.now(), outcome });
    underway.delete(delivery.id);
    if (way.throughRelay) await watchRelay(outcome);
    pump();
    void refill();
  }

  async function attempt(delivery: LeasedDelivery): Promise<Outcome> {
    // The one gate of every channel: a channel that is added can't forget to look at labels.
    if (mayGoOut(delivery.message, channel, machine.clock.now()).kind !== 'yes') return { kind: 'failed-for-good', reason: 'label' };
    try {
      return await way.send(outgoing(machine, delivery));
    } catch (cause) {
      machine.log.error({ err: cause, delivery: delivery.id, channel }, 'a delivery could not be made');
      return { kind: 'failed-for-now', reason: 'internal-fault' };
    }
  }

  /** When the relay itself is away, each delivery would fail alike and use up its tries: the lane pauses, then tries with one. */
  async function watchRelay(outcome: Outcome): Promise<void> {
    if (outcome.kind === 'sent' || !CHANNEL_DOWN.includes(outcome.reason)) {
      failures = 0;
      pauseMs = PAUSE_MS_MIN;
      if (said !== 'up') await sayUp();
      return;
    }
    failures += 1;
    if (failures < FAILURES_TO_PAUSE || pause !== undefined || stopping) return;
    pause = setTimeout(() => {
      pause = undefined;
      wake();
    }, pauseMs);
    pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX);
    await release();
    if (said !== 'down') await sayDown(outcome.reason, outcome.response);
  }

  async function sayDown(reason: string, response: string | undefined): Promise<void> {
    const text = `Nothing goes out by ${channel}: ${reason}${response === undefined ? '' : ` (${response})`}. It is tried again by itself.`;
    machine.log.error({ channel, reason, response }, 'channel down');
    const isSaid = await noticed((trx, now) => raiseNotice(trx, { kind: 'channel-down', key: channel, text }, now));
    if (isSaid) said = 'down';
  }

  async function sayUp(): Promise<void> {
    if (await noticed((trx, now) => resolveNotice(trx, { kind: 'channel-down', key: channel }, now))) said = 'up';
  }

  /** False where the database is away: it is said at the next occasion. */
  async function noticed(write: (trx: Transaction, now: Instant) => Promise<unknown>): Promise<boolean> {
    try {
      await asSystem(machine.database, 'deliverer', (trx) => write(trx, machine.clock.now()));
      return true;
    } catch {
      return false;
    }
  }

  async function heartbeat(): Promise<void> {
    const ids = [...underway.keys(), ...waiting.map(({ delivery }) => delivery.id)];
    if (ids.length === 0) return;
    const until = secondsLater(machine.clock.now(), LEASE_SECONDS);
    try {
      const kept = await asSystem(machine.database, 'deliverer', (trx) => renewLeases(trx, { holder, ids, until }));
      const renewed = waiting.splice(0).map((held) => (kept.has(held.delivery.id) ? { ...held, until } : held));
      waiting.push(...renewed); // what was lost is not begun when its time is over
    } catch (cause) {
      machine.log.warn({ err: cause, channel }, 'leases of deliveries could not be renewed');
    }
  }

  /** Gives back what waits. Where the database is away they come free by themselves. */
  async function release(): Promise<void> {
    const ids = waiting.splice(0).map(({ delivery }) => delivery.id);
    if (ids.length === 0) return;
    await asSystem(machine.database, 'deliverer', (trx) => giveBack(trx, holder, ids)).catch(() => {});
  }

  async function stop(): Promise<void> {
    stopping = true;
    clearTimeout(pause);
    await release();
    const ended = Promise.all(underway.values());
    await Promise.race([ended, afterMs(STOP_MS)]);
    await way.close(); // ends what is still under way, with an outcome
    recorder.giveUp();
    await Promise.race([ended, afterMs(STOP_MS)]);
  }
}

function outgoing(machine: Machine, delivery: LeasedDelivery): Outgoing {
  return {
    deliveryId: delivery.id,
    contactId: delivery.contactId,
    institutionId: delivery.institutionId,
    address: delivery.address,
    contactName: delivery.contactName,
    contactRole: delivery.contactRole,
    keys: delivery.keys,
    link: delivery.linkId === undefined ? undefined : `${machine.publicUrl}/a/${linkToken(delivery.linkId, machine.linkSecret)}`,
    secret: delivery.secret,
    message: delivery.message,
    urgent: delivery.urgent,
    plannedAt: delivery.plannedAt,
    follows: delivery.follows,
    attempt: delivery.attempts + 1,
  };
}

function afterMs(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms).unref());
}
