import type { Sector } from '../institutions/institution.ts';
import type { Item } from './item.ts';
import { heldStarterProducts, peersOf, type StarterAnswer } from './starter-inventory.ts';
import { STARTER_PRODUCTS, type StarterProduct } from './starter-products.ts';

/** What somebody can go through in a quarter of an hour on a phone. */
export const TILES_MAX = 40;
/** Of the many dossiers a kind of institution has, the ones that are shown; each institution has one. */
const DOSSIERS_MAX = 6;

export type Tile = {
  readonly product: StarterProduct;
  /** Of ten comparable institutions, how many are expected to have it: 1 to 10. */
  readonly ofTen: number;
  /** What the institution said, or what a line of its inventory says; absent: not said yet. */
  readonly answer?: StarterAnswer;
  /** Not asked any more: another product of its kind, of which one has one, is there. */
  readonly isSpared: boolean;
};

export type IctFoto = {
  readonly tiles: readonly Tile[];
  readonly progress: { readonly answered: number; readonly of: number; readonly isDone: boolean };
};

/**
 * The ICT-foto: what institutions of this kind mostly use, the most usual first, with what was tapped. The same tiles in the same order
 * whatever was answered, so that it can be left and taken up again. "Unknown" is an answer.
 */
export function ictFoto(facts: {
  readonly institution: { readonly sector: Sector; readonly staff?: number };
  readonly items: readonly Pick<Item, 'supplier' | 'product'>[];
  readonly answers: ReadonlyMap<string, StarterAnswer>;
}): IctFoto {
  const { kind, factor } = peersOf(facts.institution);
  const held = heldStarterProducts(facts.items);
  const saidOf = (id: string): StarterAnswer | undefined => (held.has(id) ? 'have' : gone(facts.answers.get(id)));
  const hasDossier = STARTER_PRODUCTS.some((product) => product.kind === 'dossier' && saidOf(product.id) === 'have');
  const tiles = usualFirst(kind).map((product) => {
    const answer = saidOf(product.id);
    return {
      product,
      ofTen: Math.min(10, Math.max(1, Math.round((product.shares[kind] * factor) / 10))),
      ...(answer === undefined ? {} : { answer }),
      isSpared: answer === undefined && product.kind === 'dossier' && hasDossier,
    };
  });
  const answered = tiles.filter(({ answer, isSpared }) => answer !== undefined || isSpared).length;
  return { tiles, progress: { answered, of: tiles.length, isDone: answered === tiles.length } };
}

/** "Have" is a line of the inventory; where the line is gone it is asked again. */
function gone(answer: StarterAnswer | undefined): StarterAnswer | undefined {
  return answer === 'have' ? undefined : answer;
}

function usualFirst(kind: keyof StarterProduct['shares']): readonly StarterProduct[] {
  const byShare = STARTER_PRODUCTS.filter(({ shares }) => shares[kind] > 0).toSorted(
    (a, b) => b.shares[kind] - a.shares[kind] || (a.id < b.id ? -1 : 1),
  );
  const dossiers = new Set(byShare.filter((product) => product.kind === 'dossier').slice(0, DOSSIERS_MAX));
  const others = byShare.filter((product) => product.kind !== 'dossier').slice(0, TILES_MAX - dossiers.size);
  return byShare.filter((product) => dossiers.has(product) || others.includes(product));
}
