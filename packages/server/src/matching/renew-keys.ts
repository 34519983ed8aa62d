import { placesOfAdvisory, PLACES_VERSION } from '@forewarn/core/matching/places-of-advisory.ts';
import { productKeysOfAdvisory } from '@forewarn/core/matching/product-keys-of-advisory.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { lineOfNamed } from '../inventories/line-of-named.ts';
import { keysOfWith, type KeysOf } from '../inventories/product-keys.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { loadAliases } from '../products/load-aliases.ts';
import {
  findWithoutPlaces,
  forgetPlaces,
  holdRenewal,
  loadComponentsBehind,
  loadRelationsBehind,
  writeComponentKeys,
  writeRelationKeys,
  writeRenewal,
  type Renewed,
} from './key-renewal-store.ts';
import { loadLinesBehind, writePlaces } from './line-store.ts';
import { storePlaces } from './place-store.ts';
import { preparedAdvisories } from './prepared-advisories.ts';
import { writeRevisionKeys } from './revision-store.ts';

const ROWS_AT_ONCE = 2_000;
const ADVISORIES_AT_ONCE = 50;
const FIRST_VERSION: number = 1;

/**
 * Makes the keys and places of everything stored anew where they were made by an earlier version of how (`PLACES_VERSION`), and gives their
 * places to advisories that came in force without being matched. Some at a time, each in a transaction with how far it is, so that it goes on
 * where it was cut off; where there is nothing to do it asks five short questions.
 */
export async function renewKeys(machine: Machine): Promise<void> {
  await untilDone(machine, (trx, aliases) => placeAdvisories(trx, aliases));
  await untilDone(machine, (trx, aliases) => renewLines(trx, keysOfWith(aliases)));
  for (const what of ['components', 'relations'] as const)
    await untilDone(machine, (trx, aliases) => renewNames(trx, what, keysOfWith(aliases)));
}

async function untilDone(machine: Machine, step: (trx: Transaction, aliases: Aliases) => Promise<'done' | 'more'>): Promise<void> {
  for (;;) {
    const outcome = await asSystem(machine.database, 'renew-keys', async (trx) => step(trx, await loadAliases(trx)));
    if (outcome === 'done') return;
  }
}

async function placeAdvisories(trx: Transaction, aliases: Aliases): Promise<'done' | 'more'> {
  const renewal = await holdRenewal(trx, 'advisories');
  if (renewal.version < PLACES_VERSION) {
    await forgetPlaces(trx);
    await writeRenewal(trx, 'advisories', { version: PLACES_VERSION, lastId: 0, isDone: true });
  }
  const some = await findWithoutPlaces(trx, ADVISORIES_AT_ONCE);
  const advisoryOf = new Map(some.map(({ advisoryId, revisionId }) => [revisionId, advisoryId]));
  for await (const { revisionId, prepared } of preparedAdvisories(trx, [...advisoryOf.keys()], aliases)) {
    await writeRevisionKeys(trx, revisionId, productKeysOfAdvisory(prepared.advisory, aliases));
    await storePlaces(trx, { advisoryId: advisoryOf.get(revisionId) ?? '', revisionId }, placesOfAdvisory(prepared));
  }
  return some.length < ADVISORIES_AT_ONCE ? 'done' : 'more';
}

async function renewLines(trx: Transaction, keysOf: KeysOf): Promise<'done' | 'more'> {
  const from = await begun(trx, 'lines');
  if (from === undefined) return 'done';
  const lines = await loadLinesBehind(trx, from, ROWS_AT_ONCE);
  const changed = await writePlaces(
    trx,
    lines.map(({ id, item }) => ({ id, place: keysOf.placeOf(item) })),
  );
  // Before the first version all lines stood everywhere, and missed nothing.
  if (changed > 0 && PLACES_VERSION > FIRST_VERSION) {
    const institutions = [...new Set(lines.map(({ institutionId }) => institutionId))];
    await enqueueAll(
      trx,
      'match-inventory',
      institutions.map((institutionId) => ({
        payload: { institutionId, snapshotIds: [], everything: true },
        key: `match-inventory:everything:${institutionId}`,
      })),
    );
  }
  return goneOn(trx, 'lines', lines);
}

async function renewNames(trx: Transaction, what: 'components' | 'relations', keysOf: KeysOf): Promise<'done' | 'more'> {
  const from = await begun(trx, what);
  if (from === undefined) return 'done';
  const rows = await (what === 'components' ? loadComponentsBehind : loadRelationsBehind)(trx, from, ROWS_AT_ONCE);
  const writes = rows.map((row) => ({ id: row.id, keys: keysOf(lineOfNamed(row)) }));
  await (what === 'components' ? writeComponentKeys : writeRelationKeys)(trx, writes);
  return goneOn(trx, what, rows);
}

/** Behind which row to go on; undefined where all of the list has this version already. */
async function begun(trx: Transaction, what: Renewed): Promise<number | undefined> {
  const { version, lastId, isDone } = await holdRenewal(trx, what);
  if (version >= PLACES_VERSION && isDone) return undefined;
  return version === PLACES_VERSION ? lastId : 0;
}

async function goneOn(trx: Transaction, what: Renewed, rows: readonly { readonly id: number }[]): Promise<'done' | 'more'> {
  const isDone = rows.length < ROWS_AT_ONCE;
  await writeRenewal(trx, what, { version: PLACES_VERSION, lastId: rows.at(-1)?.id ?? 0, isDone });
  return isDone ? 'done' : 'more';
}
