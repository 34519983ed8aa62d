import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';

/** The ids of these sets of product keys, in their order; sets that nobody had yet are made. Each distinct one travels once. */
export async function holdKeySets(
  trx: Transaction,
  sets: readonly (readonly string[])[],
  side: 'lines' | 'advisories' = 'lines',
): Promise<readonly number[]> {
  if (sets.length === 0) return [];
  const places = new Map<string, number>();
  const distinct: (readonly string[])[] = [];
  const own = sets.map((keys) => {
    const text = keys.join('\0');
    const there = places.get(text) ?? distinct.push(keys);
    places.set(text, there);
    return there;
  });
  const held = await sql<{ place: number; id: number }>`select place, id
    from forewarn.hold_product_key_sets(${JSON.stringify(distinct)}::json, ${side === 'advisories'}::boolean)`.execute(trx);
  const ids = new Map(held.rows.map(({ place, id }) => [place, id]));
  return own.map((place) => ids.get(place) ?? 0);
}

/** Bytes as PostgreSQL reads them in a text. */
export function hexOf(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}
