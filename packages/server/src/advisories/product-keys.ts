import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { productKeysOfAdvisory } from '@forewarn/core/matching/product-keys-of-advisory.ts';
import type { Transaction } from '../database/open-database.ts';
import { loadAliases } from '../products/load-aliases.ts';

/** The product keys of an advisory, by which matching finds it from the side of the inventory. */
export type KeysOfAdvisory = (advisory: Advisory) => readonly string[];

export async function loadKeysOfAdvisory(trx: Transaction): Promise<KeysOfAdvisory> {
  const aliases = await loadAliases(trx);
  return (advisory) => productKeysOfAdvisory(advisory, aliases);
}
