import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { holdAdvisories, revisionPlaces, type HeldRow, type RevisionPlaceRow } from './advisory-store.ts';
import type { Readings } from './take-in-documents.ts';

/** An advisory that this transaction holds, with its revisions so far; it moves on as revisions are stored. */
export type HeldAdvisory = {
  readonly row: HeldRow;
  readonly places: RevisionPlaceRow[];
  latestId: string | undefined;
  /** What the one in force says, once it was loaded or stored. */
  latest: Advisory | undefined;
};
/** By `keyOfAdvisory`. */
export type HeldAdvisories = ReadonlyMap<string, HeldAdvisory>;

/** Two publishers with the same tracking id are two advisories: the id is the publisher's to choose. */
export function keyOfAdvisory(namespace: string, trackingId: string): string {
  return JSON.stringify([namespace, trackingId]);
}

/** Holds the advisories of everything that was read until the end of the transaction, made where they are not there yet. */
export async function holdAdvisoriesOf(trx: Transaction, readings: Readings, now: Instant): Promise<HeldAdvisories> {
  const advisories = new Map<string, Advisory>();
  for (const reading of readings.values()) {
    if (reading.kind === 'read') advisories.set(keyOfAdvisory(reading.value.publisher.namespace, reading.value.trackingId), reading.value);
  }
  if (advisories.size === 0) return new Map();
  const rows = await holdAdvisories(
    trx,
    [...advisories.values()].map((advisory) => ({
      id: newId<'Advisory'>(now),
      namespace: advisory.publisher.namespace,
      trackingId: advisory.trackingId,
      publisherName: advisory.publisher.name,
      tlp: advisory.tlp,
      firstSeenAt: now,
    })),
  );
  const revised = rows.filter(({ latestRevisionId }) => latestRevisionId !== undefined).map(({ id }) => id);
  const places = Map.groupBy(revised.length === 0 ? [] : await revisionPlaces(trx, revised), ({ advisoryId }) => advisoryId);
  return new Map(
    rows.map((row) => [
      keyOfAdvisory(row.namespace, row.trackingId),
      { row, places: places.get(row.id) ?? [], latestId: row.latestRevisionId, latest: undefined },
    ]),
  );
}
