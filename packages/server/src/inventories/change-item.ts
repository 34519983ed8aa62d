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
 * Adds, changes or (without `item`) removes one line of an inventory; the rest stays. A snapshot of its own, where it changes anything.
 * Refusals: `no-such` institution, or line to remove.
 */
export async function changeItem(
  machine: Machine,
  principal: Principal,
  place: { readonly institutionId: string; readonly inventory: string; readonly key: string },
  item: Omit<Item, 'key'> | undefined,
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
    const others = items.filter((one) => one.key !== place.key);
    if (item === undefined && others.length === items.length) return refuse('no-such', 'This inventory has no such line.');
    const outcome = await acceptItems(trx, {
      institutionId: place.institutionId,
      inventory: place.inventory,
      items: item === undefined ? others : [...others, { key: place.key, ...item }],
      receivedFrom: 'one line changed',
      inventoryId,
      principal,
      now,
      keysOf,
    });
    return { ...outcome, institutionId: place.institutionId, institution: institution.name, inventory: place.inventory };
  });
}
