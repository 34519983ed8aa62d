import { foldWord } from '@forewarn/core/basics/table.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Transaction } from '../database/open-database.ts';
import { allCurrentItems } from './inventory-store.ts';

export type NamedLine = { readonly kind: 'line'; readonly inventoryId: string; readonly inventory: string; readonly item: string };

/** More names than anybody reads in a sentence. */
const NAMES_SHOWN = 5;

/**
 * The one line of an institution that somebody means: by its key, by the key that its parts were split from, or by its product as the
 * inventory names it. Refusals: `no-such` line; `several-lines`, with their keys.
 */
export async function findNamedLine(
  trx: Transaction,
  said: { readonly institutionId: string; readonly of: string; readonly inventory?: string },
): Promise<NamedLine | Refusal> {
  const all = (await allCurrentItems(trx, said.institutionId)).filter(
    ({ inventory }) => said.inventory === undefined || inventory === said.inventory,
  );
  const byKey = all.filter(({ item }) => item.key === said.of || item.line === said.of);
  const word = foldWord(said.of);
  const found = byKey.length > 0 ? byKey : all.filter(({ item }) => word !== '' && foldWord(item.product) === word);
  const lines = new Map(
    found.map(({ inventoryId, inventory, item }) => [
      `${inventoryId} ${item.line ?? item.key}`,
      { inventoryId, inventory, item: item.line ?? item.key },
    ]),
  );
  const [line] = lines.values();
  if (line === undefined)
    return refuse(
      'no-such',
      `No inventory of this institution has a line "${said.of}".`,
      'Name the key of the line, or its product as the inventory has it; add the line first.',
      { about: 'line', line: said.of },
    );
  if (lines.size > 1) {
    const names = [...lines.values()].slice(0, NAMES_SHOWN).map(({ inventory, item }) => `"${item}" in "${inventory}"`);
    return refuse(
      'several-lines',
      `Several lines are called "${said.of}": ${names.join(', ')}.`,
      'Name one of them by its key, and its inventory.',
      { line: said.of, names: names.join(', ') },
    );
  }
  return { kind: 'line', ...line };
}
