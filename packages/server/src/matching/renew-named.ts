import { productKeysOfAdvisory } from '@forewarn/core/matching/product-keys-of-advisory.ts';
import { NO_ALIASES } from '@forewarn/core/products/aliases.ts';
import { productKeysOf } from '@forewarn/core/products/product-key.ts';
import { asSystem } from '../database/as-principal.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { loadAliases } from '../products/load-aliases.ts';
import { lineOfNamed } from '../inventories/line-of-named.ts';
import { keysOfWith } from '../inventories/product-keys.ts';
import { loadComponentsWithKeys, loadRelationsWithKeys, writeComponentKeys, writeRelationKeys, type Named } from './key-renewal-store.ts';
import { findLineIds, loadLines, writePlaces } from './line-store.ts';
import { loadAdvisories } from './match-store.ts';
import { findRevisions, writeRevisionKeys } from './revision-store.ts';

const LINES_AT_ONCE = 2_000;
const ADVISORIES_AT_ONCE = 20;

export type ProductName = { readonly supplier: string; readonly product: string };

/**
 * What follows from a decision about names: every line, component, relation and advisory that bears one of them gets its product keys anew, and those
 * advisories are matched again. In one transaction; a second run changes nothing but the order of work.
 */
export async function renewNamed(machine: Machine, names: readonly ProductName[]): Promise<void> {
  const now = machine.clock.now();
  await asSystem(machine.database, 'renew-named', async (trx) => {
    const aliases = await loadAliases(trx);
    const keys = [...new Set(names.flatMap((name) => keysOfName(name)))];
    const keysOf = keysOfWith(aliases);
    const ids = await findLineIds(trx, keys);
    for (let from = 0; from < ids.length; from += LINES_AT_ONCE) {
      const lines = await loadLines(trx, ids.slice(from, from + LINES_AT_ONCE));
      await writePlaces(
        trx,
        lines.map(({ id, item }) => ({ id, place: keysOf.placeOf(item) })),
      );
    }
    const anew = (named: readonly Named[]) => named.map((one) => ({ id: one.id, keys: keysOf(lineOfNamed(one)) }));
    await writeComponentKeys(trx, anew(await loadComponentsWithKeys(trx, keys)));
    await writeRelationKeys(trx, anew(await loadRelationsWithKeys(trx, keys)));
    const revisions = await findRevisions(trx, keys);
    await enqueueAll(
      trx,
      'match-advisory',
      revisions.map(({ advisoryId, revisionId }) => ({
        payload: { advisoryId, revisionId },
        key: `match-advisory:${advisoryId}:renewed:${now}`,
      })),
    );
    for (let from = 0; from < revisions.length; from += ADVISORIES_AT_ONCE) {
      const some = revisions.slice(from, from + ADVISORIES_AT_ONCE);
      const advisories = await loadAdvisories(
        trx,
        some.map(({ revisionId }) => revisionId),
      );
      for (const { revisionId } of some) {
        const advisory = advisories.get(revisionId);
        if (advisory === undefined) continue;
        await writeRevisionKeys(trx, revisionId, productKeysOfAdvisory(advisory, aliases));
      }
    }
  });
}

/** Everything that bears a product's name; for a name of a supplier, everything of that supplier. */
function keysOfName({ supplier, product }: ProductName): readonly string[] {
  const keys = productKeysOf(
    { supplier: supplier === '' ? undefined : supplier, names: product === '' ? [] : [product], identifiers: [] },
    NO_ALIASES,
  );
  return product === '' ? keys : keys.filter((key) => !key.startsWith('by:') && !key.startsWith('only:'));
}
