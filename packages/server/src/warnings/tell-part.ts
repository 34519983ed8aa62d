import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import { storePlanned } from '../deliveries/delivery-store.ts';
import type { LeasedDelivery } from '../deliveries/lease-store.ts';
import type { LeaseRoom } from '../deliveries/own-deliverer.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { keepLinks } from './keep-links.ts';
import type { ToldInstitution } from './plan-release.ts';
import { startFollowUps } from './start-follow-ups.ts';
import type { StoredVersion, StoredWarning } from './warning-store.ts';

/** The words of so many institutions are in memory at once: a message is some 3 KB. */
const WRITTEN_AT_ONCE = 500;

/**
 * Writes what these institutions hear of a version: links, messages, planned deliveries, the clocks of follow-up. In the caller's transaction. Gives
 * those of the deliveries that there was room for, leased.
 */
export async function tellPart(
  trx: Transaction,
  warning: StoredWarning,
  version: StoredVersion,
  told: readonly ToldInstitution[],
  now: Instant,
  room?: LeaseRoom,
): Promise<readonly LeasedDelivery[]> {
  const held: LeasedDelivery[] = [];
  for (let begin = 0; begin < told.length; begin += WRITTEN_AT_ONCE)
    held.push(...(await storeMessages(trx, warning, told.slice(begin, begin + WRITTEN_AT_ONCE), now, room)));
  await startFollowUps(trx, warning, version, told, now);
  return held;
}

async function storeMessages(
  trx: Transaction,
  warning: StoredWarning,
  told: readonly ToldInstitution[],
  now: Instant,
  room: LeaseRoom | undefined,
): Promise<readonly LeasedDelivery[]> {
  const deliveries = told.flatMap((one) => one.deliveries);
  const read = new Set(deliveries.map((delivery) => delivery.messageKey));
  const messages = told.flatMap(({ addressed, compose, institution }) =>
    addressed.filter(({ key }) => read.has(key)).map(({ language }) => ({ message: compose(language), institutionId: institution.id })),
  );
  const planned = { messages, deliveries: await keepLinks(trx, warning.id, deliveries, now) };
  return (await storePlanned(trx, planned, now, room)).held;
}

/** When everybody is told of a version: where they are many, what is recorded of the telling lets the telling itself go first. */
export async function recordTellingLater(
  trx: Transaction,
  version: { readonly warningId: string; readonly version: number },
  told: number,
  now: Instant,
): Promise<void> {
  const runAt = secondsLater(now, told < 200 ? 0 : Math.min(2 + told / 500, 60));
  await enqueue(trx, 'record-telling', version, { key: `record-telling:${version.warningId}/${version.version}`, runAt });
}
