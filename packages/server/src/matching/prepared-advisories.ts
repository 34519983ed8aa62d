import { setImmediate as pause } from 'node:timers/promises';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { prepareInSteps, type Identities, type PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import type { Transaction } from '../database/open-database.ts';
import { loadAdvisories, readingsOf, type Reading } from './match-store.ts';
import { takeTurns, type InTurn } from './take-turns.ts';

/**
 * Advisories made ready lately, for the next inventory: the same few thousand are asked about every one. Bounded by the products in them;
 * measured, 50,000 take 200 MB. Where all that is asked in a row does not fit, letting the oldest go would leave nothing for the next time
 * round, so what is new stays out, and what was not asked in the last runs goes.
 */
const PRODUCTS_MAX = 40_000;
/** Not asked in so many runs over advisories: it makes room. */
const RUNS_UNASKED_MAX = 20;
/** What an advisory weighs beside its products. */
const PRODUCTS_AT_LEAST = 20;
/** Loaded at once, as the database keeps them (packed): the median is 2 kB, the largest real one several MB. */
const LOADED_AT_ONCE = 500;
const LOADED_BYTES = 2_000_000;

type Kept = { readonly prepared: PreparedAdvisory; readonly weight: number; run: number };
const kept = new Map<string, Kept>();
let weight = 0;
let run = 0;

/**
 * These revisions, made ready with the names that people resolved, one after the other in their order; others are answered in between.
 * A revision that is gone is passed over. What comes next is loaded while the caller is busy with what it has, `inTurn` with what else the
 * caller asks of the database.
 */
export async function* preparedAdvisories(
  trx: Transaction,
  revisionIds: readonly string[],
  aliases: Aliases,
  inTurn: InTurn = takeTurns(),
): AsyncGenerator<{ readonly revisionId: string; readonly prepared: PreparedAdvisory }> {
  const names = stateOf(aliases);
  // A single advisory is asked when it is new, and says nothing of what inventories ask.
  if (revisionIds.length > 1) run += 1;
  forgetUnasked();
  const readings = await inTurn(() => readingsOf(trx, revisionIds));
  const keyOf = (id: string) => `${id} ${readings.get(id)?.reading} ${names}`;
  const load = (some: readonly string[]) => {
    const missing = some.filter((id) => readings.has(id) && !kept.has(keyOf(id)));
    return missing.length === 0 ? Promise.resolve(NOTHING_LOADED) : inTurn(() => loadAdvisories(trx, missing));
  };
  for await (const [some, advisories] of loadedAhead(inLoads(revisionIds, readings), load)) {
    for (const [place, revisionId] of some.entries()) {
      if (!readings.has(revisionId)) continue;
      const key = keyOf(revisionId);
      const advisory = advisories.get(revisionId);
      const prepared = recall(key) ?? (advisory === undefined ? undefined : await prepare(advisory, aliases, identitiesOf(names)));
      if (prepared === undefined) continue;
      keep(key, prepared);
      yield { revisionId, prepared };
      // Small ones take no rest of their own; the socket and other requests wait for one.
      if (place % REST_EACH === REST_EACH - 1) await pause();
    }
  }
}

const NOTHING_LOADED: ReadonlyMap<string, Advisory> = new Map();
const REST_EACH = 25;

/** Each part with what was loaded of it; the next is being loaded while the caller is at one. */
async function* loadedAhead<Loaded>(
  parts: Iterable<readonly string[]>,
  load: (part: readonly string[]) => Promise<Loaded>,
): AsyncGenerator<readonly [part: readonly string[], loaded: Loaded]> {
  let ahead: { readonly part: readonly string[]; readonly loading: Promise<Loaded> } | undefined;
  for (const part of parts) {
    const next = { part, loading: load(part) };
    // Its fault is met when its turn comes; a caller that stops before has met another.
    next.loading.catch(() => undefined);
    if (ahead !== undefined) yield [ahead.part, await ahead.loading];
    ahead = next;
  }
  if (ahead !== undefined) yield [ahead.part, await ahead.loading];
}

/** As core does it, with a rest between its steps. */
async function prepare(advisory: Advisory, aliases: Aliases, identities: Identities): Promise<PreparedAdvisory> {
  const steps = prepareInSteps(advisory, aliases, identities);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause();
  }
}

/** Parts that are loaded at once: many small ones, or a large one by itself. */
function* inLoads(revisionIds: readonly string[], readings: ReadonlyMap<string, Reading>): Generator<readonly string[]> {
  let some: string[] = [];
  let bytes = 0;
  for (const id of revisionIds) {
    some.push(id);
    bytes += readings.get(id)?.bytes ?? 0;
    if (some.length < LOADED_AT_ONCE && bytes < LOADED_BYTES) continue;
    yield some;
    [some, bytes] = [[], 0];
  }
  if (some.length > 0) yield some;
}

/** Products that were taken apart lately with the same names: many advisories are about the same ones, and what a line is like is remembered of them. */
let identities: { readonly names: number; readonly known: Identities } = { names: 0, known: new Map() };
const IDENTITIES_MAX = 20_000;

function identitiesOf(names: number): Identities {
  if (identities.names !== names || identities.known.size > IDENTITIES_MAX) identities = { names, known: new Map() };
  return identities.known;
}

const states = new WeakMap<Aliases, number>();
let lastState = 0;

/** Names are loaded once for each state of them and of the catalogue (`loadAliases`). */
function stateOf(aliases: Aliases): number {
  const state = states.get(aliases) ?? (lastState += 1);
  states.set(aliases, state);
  return state;
}

function recall(key: string): PreparedAdvisory | undefined {
  const there = kept.get(key);
  if (there !== undefined) there.run = run;
  return there?.prepared;
}

function keep(key: string, prepared: PreparedAdvisory): void {
  const own = Math.max(PRODUCTS_AT_LEAST, prepared.advisory.products.length);
  if (kept.has(key) || weight + own > PRODUCTS_MAX) return;
  kept.set(key, { prepared, weight: own, run });
  weight += own;
}

function forgetUnasked(): void {
  if (weight < PRODUCTS_MAX / 2) return;
  for (const [key, one] of kept) {
    if (run - one.run <= RUNS_UNASKED_MAX) continue;
    kept.delete(key);
    weight -= one.weight;
  }
}
