import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { productKeysOfAdvisory } from '@forewarn/core/matching/product-keys-of-advisory.ts';
import type { Transaction } from '../database/open-database.ts';
import { loadAliases } from '../products/load-aliases.ts';

/** The product keys of an advisory, by which matching finds it from the side of the inventory. */
export type KeysOfAdvisory = (advisory: Advisory) => readonly string[];

/** The index takes no key over 2,700 bytes; a name that long is nobody's product. Publisher-controlled. */
const KEY_BYTES_MAX = 1_000;

export async function loadKeysOfAdvisory(trx: Transaction): Promise<KeysOfAdvisory> {
  const aliases = await loadAliases(trx);
  return (advisory) => productKeysOfAdvisory(advisory, aliases).filter((key) => Buffer.byteLength(key) <= KEY_BYTES_MAX);
}
