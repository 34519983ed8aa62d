import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { cleanText, saysUnknown } from '@forewarn/core/basics/clean-text.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import { starterItem, type StarterAnswer } from '@forewarn/core/inventories/starter-inventory.ts';
import { STARTER_PRODUCTS, type StarterProduct } from '@forewarn/core/inventories/starter-products.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { acceptItems } from './accept-inventory.ts';
import { currentItems, holdInventory } from './inventory-store.ts';
import { loadKeysOf } from './product-keys.ts';
import { rememberStarterAnswers } from './starter-store.ts';

export type StarterSaid = { readonly product: string; readonly answer: StarterAnswer; readonly version?: string };
export type StarterOutcome = {
  readonly kind: 'answered';
  readonly added: number;
  readonly remembered: number;
  readonly unchanged: number;
  readonly problems: readonly Problem[];
};

/**
 * What an institution says about products that its peers have: "have" becomes a line (key `starter/…`, so that saying it twice is saying
 * it once, and a later version is a change), every answer is remembered, all in one transaction. Refusal: `no-such` institution.
 */
export async function answerStarter(
  machine: Machine,
  principal: Principal,
  said: { readonly institutionId: string; readonly inventory: string; readonly answers: readonly StarterSaid[] },
): Promise<StarterOutcome | Refusal> {
  const keysOf = await loadKeysOf(machine);
  const now = machine.clock.now();
  const { institutionId } = said;
  const known = [...new Map(said.answers.map((answer) => [answer.product, answer])).values()].flatMap((answer) => {
    const product = STARTER_PRODUCTS.find(({ id }) => id === answer.product);
    return product === undefined ? [] : [{ product, answer }];
  });
  return asPrincipal(machine.database, principal, async (trx) => {
    if ((await findInstitution(trx, institutionId)) === undefined) return refuse('no-such', 'There is no such institution.');
    const remembered = await rememberStarterAnswers(
      trx,
      { institutionId, answeredAt: now, answeredBy: principalName(principal) },
      known.map(({ product, answer }) => ({ product: product.id, answer: answer.answer })),
    );
    const inventoryId = await holdInventory(trx, { id: newId<'Inventory'>(now), institutionId, name: said.inventory });
    const before = await currentItems(trx, inventoryId);
    const lines = known.filter(({ answer }) => answer.answer === 'have').map(({ product, answer }) => lineOf(product, answer, before));
    const keys = new Set(lines.map(({ key }) => key));
    const added = lines.filter(({ key }) => !before.some((item) => item.key === key)).length;
    if (lines.length > 0)
      await acceptItems(trx, {
        institutionId,
        inventory: said.inventory,
        items: [...before.filter(({ key }) => !keys.has(key)), ...lines],
        receivedFrom: 'starter inventory',
        inventoryId,
        principal,
        now,
        keysOf,
      });
    if (remembered > 0)
      await record(trx, {
        principal,
        at: now,
        action: 'starter-answered',
        subject: { kind: 'institution', id: institutionId },
        institutionId,
        details: { remembered, added },
      });
    return { kind: 'answered', added, remembered, unchanged: known.length - remembered, problems: unknownProducts(said.answers) };
  });
}

/** A line that is there already keeps what was said of it since. */
function lineOf(product: StarterProduct, { version }: StarterSaid, before: readonly Item[]): Item {
  const key = `starter/${product.id}`;
  const cleaned = cleanText(version ?? '', 200);
  const told = saysUnknown(cleaned) ? {} : { version: cleaned };
  const there = before.find((item) => item.key === key);
  return there === undefined ? { key, ...starterItem(product, told) } : { ...there, ...told };
}

function unknownProducts(answers: readonly StarterSaid[]): readonly Problem[] {
  return answers.flatMap(({ product }, place) =>
    STARTER_PRODUCTS.some(({ id }) => id === product)
      ? []
      : [
          {
            code: 'product-unknown',
            at: `/answers/${place}/product`,
            message: 'This is none of the products that are asked about, so nothing was done with it.',
            hint: 'Add it as a line of the inventory.',
          },
        ],
  );
}
