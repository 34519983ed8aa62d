import { isConfirmRequest } from '@forewarn/core/deliveries/compose-confirm-request.ts';
import { mayGoOut } from '@forewarn/core/deliveries/may-go-out.ts';
import type { Block, Message } from '@forewarn/core/deliveries/message.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { millisecondsBetween, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { linkToken } from '../sessions/link-token.ts';
import type { OpenChannel, Outcome, Outgoing } from './channels/channel.ts';
import { endCancelled, giveBack, leaseDue, renewLeases, type Lease, type LeasedDelivery } from './lease-store.ts';
import type { OutcomeRecorder } from './outcome-recorder.ts';
import { RelayWatch } from './relay-watch.ts';
import { inSpan } from '../traces/in-span.ts';
import type { Traces } from '../traces/traces.ts';
import { tracesOfDeliveries, type TraceOfDelivery } from './traces-of-deliveries.ts';

/** The way out over one channel: leases what is due, keeps as many under way as the channel takes, never stands in another lane's way. */
export type Lane = {
  /** Something may be due. */
  readonly wake: () => void;
  /** For what is planned here: as much as it has room for. Undefined: it has none. */
  readonly lease: (now: Instant) => Lease | undefined;
  /** These are leased by it, and nobody has begun them. */
  readonly take: (leased: readonly LeasedDelivery[], lease: Lease) => void;
  /** Keeps what is held; called every few seconds. */
  readonly heartbeat: () => Promise<void>;
  /** Begins nothing new, gives back what was not begun, waits for the rest for at most `STOP_MS`. */
  readonly stop: () => Promise<void>;
};

/** A deliverer that dies is taken over from after this long. Renewed at a quarter of it. */
export const LEASE_SECONDS = 20;
const STOP_MS = 5_000;
const BATCH_MAX = 400;
/** Of what is planned in this process so many wait here, where the relay is quick: half a second's work. */
const PLANNED_MAX = 1_000;
/** Sent or being sent, and not yet recorded. The record of one holds up no other; where the database is slow, no more is begun. */
const IN_HAND_MAX = 300;
/** Who answers later than this no longer takes the place of one who may be quicker, so that slow receivers hold up nobody; up to so many times as many. */
const SLOW_MS = 1_000;
const SLOW_TIMES_MAX = 10;

export function openLane(machine: Machine, channel: Channel, way: OpenChannel, holder: string, recorder: OutcomeRecorder): Lane {
  const lane = new LeasingLane(machine, channel, way, holder, recorder);
  return {
    wake: () => lane.wake(),
    lease: (now) => lane.leaseForPlanned(now),
    take: (leased, lease) => void lane.takePlanned(leased, lease),
    heartbeat: () => lane.heartbeat(),
    stop: () => lane.stop(),
  };
}

/** A delivery that waits here, ours until then. */
type Held = {
  readonly delivery: LeasedDelivery;
  readonly until: Instant;
  readonly trace: TraceOfDelivery | undefined;
};

/** Holds leases and an open channel; stopped once. */
class LeasingLane {
  readonly #machine: Machine;
  readonly #channel: Channel;
  readonly #way: OpenChannel;
  readonly #holder: string;
  readonly #recorder: OutcomeRecorder;
  readonly #relay: RelayWatch;
  readonly #waiting: Held[] = [];
  /** Until their outcome is recorded. */
  readonly #underway = new Map<string, Promise<void>>();
  #sending = 0;
  /** Of those, that take long and hold up no other. */
  #slow = 0;
  #batch: number;
  #leasedAt: Instant;
  #leasing = false;
  #askedAgain = false;
  /** Nothing more was due when last looked. */
  #exhausted = false;
  #stopping = false;

  constructor(machine: Machine, channel: Channel, way: OpenChannel, holder: string, recorder: OutcomeRecorder) {
    this.#machine = machine;
    this.#channel = channel;
    this.#way = way;
    this.#holder = holder;
    this.#recorder = recorder;
    this.#relay = new RelayWatch(machine, channel);
    this.#batch = way.concurrency;
    this.#leasedAt = machine.clock.now();
  }

  wake(): void {
    this.#exhausted = false;
    void this.#refill();
  }

  /** Takes more when less waits than is sent at once. One at a time; a wake in between makes it look again. */
  async #refill(): Promise<void> {
    if (
      this.#stopping ||
      this.#exhausted ||
      this.#relay.isPaused ||
      this.#waiting.length >= Math.max(this.#way.concurrency, this.#batch / 2)
    )
      return;
    if (this.#leasing) {
      this.#askedAgain = true;
      return;
    }
    this.#leasing = true;
    try {
      this.#exhausted = !(await this.#takeBatch()) && !this.#askedAgain;
    } catch (cause) {
      this.#machine.log.warn(
        { err: cause, channel: this.#channel },
        'deliveries could not be leased; they are looked for again in seconds',
      );
    }
    this.#leasing = false;
    const again = this.#askedAgain;
    this.#askedAgain = false;
    this.#pump();
    if (again) void this.#refill();
  }

  #leaseOf(limit: number, now: Instant): Lease {
    return { channel: this.#channel, holder: this.#holder, until: secondsLater(now, LEASE_SECONDS), limit };
  }

  leaseForPlanned(now: Instant): Lease | undefined {
    const isQuick = this.#batch === BATCH_MAX && !this.#relay.isPaused && !this.#relay.isDoubtful;
    const room = PLANNED_MAX - this.#waiting.length;
    return isQuick && room > 0 && !this.#stopping ? this.#leaseOf(room, now) : undefined;
  }

  async takePlanned(leased: readonly LeasedDelivery[], { until }: Lease): Promise<void> {
    this.#leasedAt = this.#machine.clock.now();
    try {
      await this.#hold(leased, until);
    } catch (cause) {
      const { log } = this.#machine;
      log.warn(
        { err: cause, channel: this.#channel },
        'deliveries that were planned here could not be taken; they come free by themselves',
      );
    }
    if (this.#stopping || this.#relay.isPaused) await this.#release();
    else this.#pump();
  }

  /** True where there may be more that is due. */
  async #takeBatch(): Promise<boolean> {
    const now = this.#machine.clock.now();
    const lease = this.#leaseOf(this.#limit(now), now);
    const leased = await this.#asDeliverer((trx) => leaseDue(trx, lease, now));
    this.#leasedAt = now;
    await this.#hold(leased, lease.until);
    return leased.length === lease.limit;
  }

  /** These wait here from now on, but for what must not go out any more. */
  async #hold(leased: readonly LeasedDelivery[], until: Instant): Promise<void> {
    const cancelled = leased.flatMap(({ id, cancelBecause }) => (cancelBecause === undefined ? [] : [{ id, because: cancelBecause }]));
    if (cancelled.length > 0) await this.#asDeliverer((trx) => endCancelled(trx, cancelled, this.#machine.clock.now()));
    // One whose lease ran out while it is still being sent here comes back: it is held again, and not sent twice.
    const waiting = new Set(this.#waiting.map(({ delivery }) => delivery.id));
    const fresh = leased.filter(({ id, cancelBecause }) => cancelBecause === undefined && !this.#underway.has(id) && !waiting.has(id));
    const traces = await tracesOfDeliveries(this.#machine, fresh);
    this.#waiting.push(...fresh.map((delivery) => ({ delivery, until, trace: traces.get(delivery.id) })));
  }

  /** What waits here does so before an urgent one that comes later: a slow relay gets small batches, a quick one large ones. */
  #limit(now: Instant): number {
    const { concurrency } = this.#way;
    const isQuick = millisecondsBetween(this.#leasedAt, now) < 1_000;
    this.#batch = isQuick ? Math.min(this.#batch * 2, BATCH_MAX) : Math.max(concurrency, Math.floor(this.#batch / 2));
    return this.#relay.isDoubtful ? 1 : this.#batch;
  }

  #pump(): void {
    while (this.#mayBegin()) {
      const next = this.#waiting.shift();
      // One that the heartbeat could not keep may be somebody else's by now.
      if (next !== undefined && this.#machine.clock.now() < next.until) this.#underway.set(next.delivery.id, this.#deliverAsStep(next));
    }
  }

  #mayBegin(): boolean {
    if (this.#stopping || this.#relay.isPaused || this.#waiting.length === 0) return false;
    return this.#sending - this.#slow < this.#atOnce() && this.#underway.size < this.#inHandMax();
  }

  #inHandMax(): number {
    return this.#way.yieldsWhenSlow === true ? Math.max(IN_HAND_MAX, this.#way.concurrency * SLOW_TIMES_MAX) : IN_HAND_MAX;
  }

  #atOnce(): number {
    return this.#relay.isDoubtful ? 1 : this.#way.concurrency;
  }

  #deliverAsStep({ delivery, trace }: Held): Promise<void> {
    const traces = this.#machine.traces;
    if (traces === undefined || trace === undefined) return this.#deliver(delivery, undefined);
    const { id, urgent, attempts } = delivery;
    const attributes = {
      'forewarn.delivery': id,
      'forewarn.channel': this.#channel,
      'forewarn.urgent': urgent,
      'forewarn.attempt': attempts + 1,
      ...(trace.kind === 'bundles' ? { 'forewarn.bundled': trace.bundled } : {}),
    };
    const place = trace.kind === 'bundles' ? { begins: true, links: trace.links } : { from: trace.from };
    return inSpan(traces, { name: 'delivery', attributes, ...place }, () => this.#deliver(delivery, traces));
  }

  async #deliver(delivery: LeasedDelivery, traces: Traces | undefined): Promise<void> {
    const beganAt = this.#machine.clock.now();
    this.#sending += 1;
    const isQuick = this.#watchPace();
    const outcome = await inSpan(traces, { name: `send ${this.#channel}` }, () => this.#attempt(delivery));
    if (!isQuick()) this.#slow -= 1;
    this.#sending -= 1;
    if (outcome.kind === 'sent') this.#pump();
    const ended = { 'forewarn.outcome': outcome.kind, ...(outcome.kind === 'sent' ? {} : { 'forewarn.reason': outcome.reason }) };
    const attempt = { delivery, beganAt, endedAt: this.#machine.clock.now(), outcome };
    await inSpan(traces, { name: 'outcome', attributes: ended }, () => this.#recorder.record(attempt));
    this.#underway.delete(delivery.id);
    if (this.#way.throughRelay) await this.#watchRelay(outcome);
    this.#pump();
    void this.#refill();
  }

  /** Where the channel says so: gives the place of one that takes long to another. The answer: whether it is over before that. */
  #watchPace(): () => boolean {
    if (this.#way.yieldsWhenSlow !== true) return () => true;
    let isQuick = true;
    const timer = setTimeout(() => {
      isQuick = false;
      this.#slow += 1;
      this.#pump();
    }, SLOW_MS);
    return () => {
      clearTimeout(timer);
      return isQuick;
    };
  }

  async #attempt(delivery: LeasedDelivery): Promise<Outcome> {
    const channel = this.#channel;
    // The one gate of every channel: a channel that is added can't forget to look at labels.
    if (mayGoOut(delivery.message, channel, this.#machine.clock.now()).kind !== 'yes') return { kind: 'failed-for-good', reason: 'label' };
    try {
      return await this.#way.send(outgoing(this.#machine, delivery));
    } catch (cause) {
      this.#machine.log.error({ err: cause, delivery: delivery.id, channel }, 'a delivery could not be made');
      return { kind: 'failed-for-now', reason: 'internal-fault' };
    }
  }

  /** When the relay itself is away, each delivery would fail alike and use up its tries: the lane pauses, then tries with one. */
  async #watchRelay(outcome: Outcome): Promise<void> {
    if (this.#stopping || !(await this.#relay.note(outcome, () => this.wake()))) return;
    await this.#release();
    await this.#relay.sayDown(outcome);
  }

  async heartbeat(): Promise<void> {
    const ids = [...this.#underway.keys(), ...this.#waiting.map(({ delivery }) => delivery.id)];
    if (ids.length === 0) return;
    const until = secondsLater(this.#machine.clock.now(), LEASE_SECONDS);
    try {
      const kept = await this.#asDeliverer((trx) => renewLeases(trx, { holder: this.#holder, ids, until }));
      const renewed = this.#waiting.splice(0).map((held) => (kept.has(held.delivery.id) ? { ...held, until } : held));
      this.#waiting.push(...renewed); // what was lost is not begun when its time is over
    } catch (cause) {
      this.#machine.log.warn({ err: cause, channel: this.#channel }, 'leases of deliveries could not be renewed');
    }
  }

  /** Gives back what waits. Where the database is away they come free by themselves. */
  async #release(): Promise<void> {
    const ids = this.#waiting.splice(0).map(({ delivery }) => delivery.id);
    if (ids.length === 0) return;
    await this.#asDeliverer((trx) => giveBack(trx, this.#holder, ids)).catch(() => {});
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#relay.close();
    await this.#release();
    const ended = Promise.all(this.#underway.values());
    await Promise.race([ended, afterMs(STOP_MS)]);
    await this.#way.close(); // ends what is still under way, with an outcome
    this.#recorder.giveUp();
    await Promise.race([ended, afterMs(STOP_MS)]);
  }

  #asDeliverer<Done>(work: Parameters<typeof asSystem<Done>>[2]): Promise<Done> {
    return asSystem(this.#machine.database, 'deliverer', work);
  }
}

function outgoing(machine: Machine, delivery: LeasedDelivery): Outgoing {
  const link = linkOf(machine, delivery);
  return {
    deliveryId: delivery.id,
    contactId: delivery.contactId,
    institutionId: delivery.institutionId,
    address: delivery.address,
    contactName: delivery.contactName,
    contactRole: delivery.contactRole,
    keys: delivery.keys,
    link,
    asides: asidesOf(machine, delivery, link),
    secret: delivery.secret,
    message: withAddresses(machine, delivery.message),
    urgent: delivery.urgent,
    plannedAt: delivery.plannedAt,
    follows: delivery.follows,
    attempt: delivery.attempts + 1,
  };
}

/** Where the contact answers: the page of the warning; where its own details are asked, its own page. */
function linkOf(machine: Machine, { linkId, contactId, message }: LeasedDelivery): string | undefined {
  if (linkId !== undefined) return addressOf(machine, linkId);
  return isConfirmRequest(message.key) ? contactPage(machine, contactId) : undefined;
}

function contactPage(machine: Machine, contactId: string): string {
  return `${machine.publicUrl}/c/${linkToken(contactId, machine.linkSecret, 'contact-link')}`;
}

/** What is asked beside the message, where the mail goes anyway: was it of use, and are the details of its reader still right. */
function asidesOf(machine: Machine, delivery: LeasedDelivery, link: string | undefined): Outgoing['asides'] {
  const { contactId, linkId, message, asksConfirmation } = delivery;
  const isAsked = linkId !== undefined && message.drill !== true;
  return [
    ...(isAsked ? [{ kind: 'useful' as const, address: `${link}/useful` }] : []),
    ...(asksConfirmation && !isConfirmRequest(message.key) ? [{ kind: 'confirm' as const, address: contactPage(machine, contactId) }] : []),
  ];
}

/** The links of a bundle hold no secret until they are sent (decision 004). */
function withAddresses(machine: Machine, message: Message): Message {
  if (message.isBundle !== true) return message;
  const filled = (blocks: readonly Block[]) =>
    blocks.map((block): Block => (block.kind === 'link' ? { ...block, address: addressOf(machine, block.linkId) } : block));
  const full = message.full === undefined ? {} : { full: { ...message.full, blocks: filled(message.full.blocks) } };
  return { ...message, blocks: filled(message.blocks), ...full };
}

function addressOf(machine: Machine, linkId: string): string {
  return `${machine.publicUrl}/a/${linkToken(linkId, machine.linkSecret)}`;
}

function afterMs(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms).unref());
}
