import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import type { Machine } from '../machine.ts';
import type { Lease, LeasedDelivery } from './lease-store.ts';

/**
 * The deliverer of this process, to those who plan here: what its lanes have room for may be theirs from the moment that it is planned, and need not
 * be looked for and read again. What is planned for others, or beyond the room, waits for whoever leases it first (decision 044).
 */
export type OwnDeliverer = {
  /** One for each lane that has room now. */
  readonly leases: (now: Instant) => readonly Lease[];
  /** These are planned, committed, and leased by those leases. */
  readonly take: (held: readonly LeasedDelivery[], leases: readonly Lease[]) => void;
};

/** By what copies of a machine share. */
const own = new WeakMap<Machine['database'], OwnDeliverer>();

/** Until it says that it is no more. */
export function openOwnDeliverer({ database }: Machine, deliverer: OwnDeliverer): () => void {
  own.set(database, deliverer);
  return () => {
    if (own.get(database) === deliverer) own.delete(database);
  };
}

/** Gives a lease to a planned delivery of the channel while its lane has room; each call takes one place. */
export type LeaseRoom = (channel: Channel) => Lease | undefined;

/**
 * Plans in a transaction of its own, and hands over what was leased when that is committed. Where it fails, or the process ends in between, nothing
 * is handed over: leases that nobody renews come free by themselves.
 */
export async function planForOwnDeliverer<Done>(
  { database }: Machine,
  now: Instant,
  plan: (room: LeaseRoom, hold: (held: readonly LeasedDelivery[]) => void) => Promise<Done>,
): Promise<Done> {
  const deliverer = own.get(database);
  const leases = deliverer?.leases(now) ?? [];
  const planned: LeasedDelivery[] = [];
  const done = await plan(roomOf(leases), (held) => planned.push(...held));
  if (planned.length > 0) deliverer?.take(planned, leases);
  return done;
}

function roomOf(leases: readonly Lease[]): LeaseRoom {
  const left = new Map(leases.map((lease) => [lease.channel, { lease, places: lease.limit }]));
  return (channel) => {
    const room = left.get(channel);
    if (room === undefined || room.places <= 0) return undefined;
    room.places -= 1;
    return room.lease;
  };
}
