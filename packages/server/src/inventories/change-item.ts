import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { acceptItems, type AcceptedInventory } from './accept-inventory.ts';
import { currentItems, holdInventory } from './inventory-store.ts';
import { loadKeysOf } from './product-keys.ts';

/**
 * Adds, changes or (without `parts`) removes one line of an inventory; the rest stays. A line of several versions comes in as many parts,
 * and its name stands for all of them. A snapshot of its own, where it changes anything. Refusals: `no-such` institution, or line to remove.
 */
export async function changeItem(
  machine: Machine,
  principal: Principal,
  place: { readonly institutionId: string; readonly inventory: string; readonly key: string },
  parts: readonly Omit<Item, 'key' | 'line'>[] | undefined,
): Promise<AcceptedInventory | Refusal> {
  const keysOf = await loadKeysOf(machine);
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const institution = await findInstitution(trx, place.institutionId);
    if (institution === undefined) return refuse('no-such', 'There is no such institution.');
    const inventoryId = await holdInventory(trx, {
      id: newId<'Inventory'>(now),
      institutionId: place.institutionId,
      name: place.inventory,
    });
    const items = await currentItems(trx, inventoryId);
    const replaced = items.find((one) => one.key === place.key);
    const others = items.filter((one) => one.key !== place.key && one.line !== place.key);
    if (parts === undefined && others.length === items.length) return refuse('no-such', 'This inventory has no such line.');
    const outcome = await acceptItems(trx, {
      institutionId: place.institutionId,
      inventory: place.inventory,
      items:
        parts === undefined ? others : [...others, ...keyParts(place.key, replaced?.line, parts, new Set(others.map(({ key }) => key)))],
      receivedFrom: 'one line changed',
      inventoryId,
      principal,
      now,
      keysOf,
    });
    return { ...outcome, institutionId: place.institutionId, institution: institution.name, inventory: place.inventory };
  });
}

/** One part is the line itself, and stays a part of the line that it was a part of; several are parts of it. */
function keyParts(
  key: string,
  partOf: string | undefined,
  parts: readonly Omit<Item, 'key' | 'line'>[],
  taken: ReadonlySet<string>,
): readonly Item[] {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined)
    return [{ key, ...(partOf === undefined || partOf === key ? {} : { line: partOf }), ...only }];
  return parts.map((part, index) => {
    let own = index === 0 ? key : `${key} #${index + 1}`;
    for (let more = 2; index > 0 && taken.has(own); more += 1) own = `${key} #${index + 1} ~${more}`;
    return { key: own, line: key, ...part };
  });
}
