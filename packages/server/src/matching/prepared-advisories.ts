import { createHash } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { prepareInSteps, type PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import type { Transaction } from '../database/open-database.ts';
import { loadAdvisories, readingsOf } from './match-store.ts';

/**
 * Advisories made ready lately, for the next inventory: the same few thousand are asked about every one. Bounded by the products in them,
 * of which 100,000 take some 400 MB at worst and 100 MB as publishers write; the one that was not asked for longest goes first.
 */
const PRODUCTS_MAX = 50_000;
/** What an advisory weighs beside its products. */
const PRODUCTS_AT_LEAST = 20;
/** Loaded at once; the median is 8 kB of JSON, the largest real one 40 MB. */
const LOADED_AT_ONCE = 20;

const kept = new Map<string, { readonly prepared: PreparedAdvisory; readonly weight: number }>();
let weight = 0;

/**
 * These revisions, made ready with the names that people resolved, one after the other in their order; others are answered in between.
 * A revision that is gone is passed over.
 */
export async function* preparedAdvisories(
  trx: Transaction,
  revisionIds: readonly string[],
  aliases: Aliases,
): AsyncGenerator<{ readonly revisionId: string; readonly prepared: PreparedAdvisory }> {
  const names = namesDigest(aliases);
  for (let from = 0; from < revisionIds.length; from += LOADED_AT_ONCE) {
    const some = revisionIds.slice(from, from + LOADED_AT_ONCE);
    const readings = await readingsOf(trx, some);
    const keyOf = (id: string) => `${id} ${readings.get(id)} ${names}`;
    const missing = some.filter((id) => readings.has(id) && !kept.has(keyOf(id)));
    const advisories = await loadAdvisories(trx, missing);
    for (const revisionId of some) {
      if (!readings.has(revisionId)) continue;
      const key = keyOf(revisionId);
      const advisory = advisories.get(revisionId);
      const prepared = recall(key) ?? (advisory === undefined ? undefined : await prepare(advisory, aliases));
      if (prepared === undefined) continue;
      keep(key, prepared);
      yield { revisionId, prepared };
    }
  }
}

/** As core does it, with a rest between its steps. */
export async function prepare(advisory: Advisory, aliases: Aliases): Promise<PreparedAdvisory> {
  const steps = prepareInSteps(advisory, aliases);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause();
  }
}

const digests = new WeakMap<Aliases, string>();

function namesDigest(aliases: Aliases): string {
  const there = digests.get(aliases);
  if (there !== undefined) return there;
  const digest = createHash('sha256')
    .update(JSON.stringify([[...aliases.makers], [...aliases.products]]))
    .digest('base64url');
  digests.set(aliases, digest);
  return digest;
}

function recall(key: string): PreparedAdvisory | undefined {
  return kept.get(key)?.prepared;
}

/** At the end of the queue: a Map keeps the order in which its keys were set. */
function keep(key: string, prepared: PreparedAdvisory): void {
  weight -= kept.get(key)?.weight ?? 0;
  kept.delete(key);
  const own = Math.max(PRODUCTS_AT_LEAST, prepared.advisory.products.length);
  if (own > PRODUCTS_MAX / 2) return;
  kept.set(key, { prepared, weight: own });
  weight += own;
  for (const [oldest, { weight: its }] of kept) {
    if (weight <= PRODUCTS_MAX) break;
    kept.delete(oldest);
    weight -= its;
  }
}
