import type { Sector } from '../institutions/institution.ts';
import { foldName } from '../products/fold-name.ts';
import type { Item } from './item.ts';
import { STARTER_PRODUCTS, type PeerKind, type StarterProduct } from './starter-products.ts';

/** Asked about is what at least one in five peers has; of the dossier, of which each has one, what one in ten has. */
const SHARE_MIN = 20;
const DOSSIER_SHARE_MIN = 10;
/** Below this an institution of the ggz is more like a practice than like a large one (DOMAIN §9.1: practices have 3 to 50). */
const SMALL_STAFF_MAX = 50;

export const STARTER_ANSWERS = ['have', 'not-have', 'unknown'] as const;
export type StarterAnswer = (typeof STARTER_ANSWERS)[number];

/** A product that peers usually have and that this institution has not said anything about. */
export type StarterProposal = {
  readonly product: StarterProduct;
  /** Of ten institutions of its kind and size, how many have it: 1 to 10. */
  readonly ofTen: number;
  /** "8 van de 10 vergelijkbare instellingen". */
  readonly share: string;
};

/** The same for its kinds: whose figures are taken for an institution, and by how much they are lowered where it only resembles them. */
export type Peers = { readonly kind: PeerKind; readonly factor: number };

/**
 * What to ask an institution, the most usual first: what its peers have, that no line of its inventory names, and that it has given no
 * answer about. Once a dossier is there no other is asked. Nothing here says that it has anything: its answer does.
 */
export function starterInventory(facts: {
  readonly institution: { readonly sector: Sector; readonly staff?: number };
  /** Its lines, in all its inventories. */
  readonly items: readonly Pick<Item, 'supplier' | 'product'>[];
  /** Ids of products that it has answered about. */
  readonly answered: ReadonlySet<string>;
}): readonly StarterProposal[] {
  const peers = peersOf(facts.institution);
  const held = heldStarterProducts(facts.items);
  const hasDossier = STARTER_PRODUCTS.some(({ id, kind }) => kind === 'dossier' && held.has(id));
  return STARTER_PRODUCTS.filter(({ id, kind }) => !held.has(id) && !facts.answered.has(id) && !(kind === 'dossier' && hasDossier))
    .map((product) => ({ product, percent: product.shares[peers.kind] * peers.factor }))
    .filter(({ product, percent }) => percent >= (product.kind === 'dossier' ? DOSSIER_SHARE_MIN : SHARE_MIN))
    .sort((a, b) => b.percent - a.percent || (a.product.id < b.product.id ? -1 : 1))
    .map(({ product, percent }) => proposalOf(product, percent));
}

/** Ids of the products that some line of an inventory names. */
export function heldStarterProducts(items: readonly Pick<Item, 'supplier' | 'product'>[]): ReadonlySet<string> {
  const lines = items.map(({ supplier, product }) => ` ${foldName(`${supplier ?? ''} ${product}`)} `);
  return new Set(STARTER_PRODUCTS.filter((product) => isNamed(product, lines)).map(({ id }) => id));
}

/** Whose figures stand for it (DOMAIN §9.1): laboratories and rehabilitation are part of a hospital, what is unlike any is like residential care. */
export function peersOf({ sector, staff }: { readonly sector: Sector; readonly staff?: number }): Peers {
  switch (sector) {
    case 'umc':
    case 'hospital':
    case 'ggz-small':
    case 'vvt-vgn':
    case 'first-line':
      return { kind: sector, factor: 1 };
    case 'ggz':
      return { kind: staff !== undefined && staff <= SMALL_STAFF_MAX ? 'ggz-small' : 'ggz', factor: 1 };
    case 'laboratory':
      return { kind: 'hospital', factor: 0.5 };
    case 'rehabilitation':
      return { kind: 'hospital', factor: 0.6 };
    case 'youth':
      return { kind: 'ggz', factor: 0.8 };
    case 'ambulance':
    case 'public-health':
    case 'other':
      return { kind: 'vvt-vgn', factor: 0.8 };
  }
}

/** The line that "we have this" becomes; version and the rest are not known yet. */
export function starterItem(product: StarterProduct, said: { readonly version?: string } = {}): Omit<Item, 'key' | 'line'> {
  return {
    product: product.name,
    exposure: product.exposure,
    hosting: product.hosting,
    ...(product.supplier === undefined ? {} : { supplier: product.supplier }),
    ...(said.version === undefined ? {} : { version: said.version }),
  };
}

function proposalOf(product: StarterProduct, percent: number): StarterProposal {
  const ofTen = Math.min(10, Math.max(1, Math.round(percent / 10)));
  return { product, ofTen, share: `${ofTen} van de 10 vergelijkbare instellingen` };
}

/** Whole words only: "Ons" is in "Nedap Ons" and not in "Consultant". A name of one short word needs its supplier beside it, or to be all. */
function isNamed(product: StarterProduct, lines: readonly string[]): boolean {
  const name = foldName(product.name);
  const supplier = foldName(product.supplier ?? '');
  return lines.some((line) => {
    if (product.words.some((word) => line.includes(` ${word} `))) return true;
    if (!line.includes(` ${name} `)) return false;
    return name.length > 4 || line.trim() === name || (supplier !== '' && line.includes(` ${supplier.split(' ')[0] ?? supplier} `));
  });
}
