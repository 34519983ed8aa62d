import { EVERYWHERE, unite, type KeySpan } from '@forewarn/core/products/version-spans.ts';
import type { Transaction } from '../database/open-database.ts';
import { findKeySets, sayingsAt, type Saying, type SetPlace } from './place-store.ts';

/**
 * The current lines that share a product key and a span of versions with an advisory, and those of what may contain its products, whatever
 * their version: that is of another product. Some sayings at a time.
 */
export async function* findSayings(
  trx: Transaction,
  spans: ReadonlyMap<string, readonly KeySpan[]>,
  containerKeys: readonly string[],
): AsyncGenerator<readonly Saying[]> {
  const containers = new Set(containerKeys);
  const places: SetPlace[] = [];
  for (const { id, keys } of await findKeySets(trx, [...new Set([...spans.keys(), ...containerKeys])])) {
    const own = keys.some((key) => containers.has(key)) ? [EVERYWHERE] : keys.flatMap((key) => spans.get(key) ?? []);
    places.push({ setId: id, spans: unite(own) });
  }
  yield* sayingsAt(trx, places);
}
