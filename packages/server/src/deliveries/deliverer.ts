import { randomUUID } from 'node:crypto';
import { CHANNELS, type Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { asSystem } from '../database/as-principal.ts';
import { listen } from '../database/listen.ts';
import type { Machine } from '../machine.ts';
import { CHANNEL_REGISTRY } from './channels/registry.ts';
import { LEASE_SECONDS, openLane, type Lane } from './lane.ts';
import { giveBackAll } from './lease-store.ts';
import { openOwnDeliverer } from './own-deliverer.ts';
import { outcomeRecorder } from './outcome-recorder.ts';
import { DELIVERIES_CHANNEL } from './wake-channel.ts';

export type Deliverer = { readonly stop: () => Promise<void> };

/** For what comes due by itself (a retry, a lease that ran out), and where notifications do not get through. */
const POLL_MS = 3_000;

/**
 * Sends what is planned, until stopped: a lane for each channel that the settings open, woken by NOTIFY and by a slow poll. Any number
 * of deliverers may run on one database. It outlives a database or a mail server that goes away and comes back.
 */
export async function startDeliverer(machine: Machine): Promise<Deliverer> {
  const holder = randomUUID();
  const recorder = outcomeRecorder(machine);
  const lanes = new Map<Channel, Lane>();
  for (const channel of CHANNELS) {
    const way = CHANNEL_REGISTRY[channel](machine);
    if (way === undefined) machine.log.warn({ channel }, 'the settings leave this channel closed; its deliveries wait');
    else lanes.set(channel, openLane(machine, channel, way, holder, recorder));
  }
  const wake = () => lanes.forEach((lane) => lane.wake());
  const noLongerOwn = openOwnDeliverer(machine, {
    leases: (now) => [...lanes.values()].flatMap((lane) => lane.lease(now) ?? []),
    take: (held, leases) => {
      for (const lease of leases) {
        const its = held.filter(({ channel }) => channel === lease.channel);
        if (its.length > 0) lanes.get(lease.channel)?.take(its, lease);
      }
    },
  });
  const listening = listen(machine.database, DELIVERIES_CHANNEL, wake);
  const poll = setInterval(wake, POLL_MS);
  const heartbeat = setInterval(() => lanes.forEach((lane) => void lane.heartbeat()), (LEASE_SECONDS * 1_000) / 4);
  wake();
  return {
    stop: async () => {
      clearInterval(poll);
      noLongerOwn();
      await listening.close();
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
      clearInterval(heartbeat);
      await asSystem(machine.database, 'deliverer', (trx) => giveBackAll(trx, holder)).catch((cause: unknown) =>
        machine.log.warn({ err: cause }, 'leases could not be given back; they come free by themselves'),
      );
    },
  };
}
