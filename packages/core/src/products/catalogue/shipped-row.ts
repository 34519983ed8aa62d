import type { Contains, ProductKind } from './catalogue.ts';

/**
 * That a maker or product is now another's, or is called otherwise: a claim about a company, so none stands here without where it is written. What
 * nobody was found to write is left out, however well known.
 */
export type Succession = {
  /** As people write them. */
  readonly names: readonly string[];
  /** Since when a firm is owned, until when a name was borne; only where the source says it. */
  readonly date?: string;
  /** A document with what it says, an advisory by its id, a section of DOMAIN. */
  readonly source: string;
};

/** Other names, by their kind, written short; `shipped-catalogue.ts` makes aliases of them. */
type Names = {
  readonly former?: readonly Succession[];
  readonly takenOver?: readonly Succession[];
  readonly ownedBy?: readonly Succession[];
  readonly short?: readonly string[];
  readonly spelled?: readonly string[];
  readonly said?: readonly string[];
  readonly misspelled?: readonly string[];
  readonly brand?: readonly string[];
};

export type SupplierRow = Names & {
  readonly id: string;
  readonly name: string;
  readonly fictional?: true;
};

export type ProductRow = Names & {
  /** `supplier/product`. */
  readonly id: string;
  readonly name: string;
  readonly kind?: ProductKind;
  /** Variants, by their first letters: P on-prem, S saas, L hosted by the supplier, T by a third party, M by the member. */
  readonly runs: string;
  readonly tenants?: readonly string[];
  /** vendor:product of the CPE dictionary, with the part in front, seen there. */
  readonly cpe?: readonly string[];
  /** The same from memory. */
  readonly cpeToCheck?: readonly string[];
  readonly unmistakable?: true;
  readonly fictional?: true;
  /** Names that it bore at another supplier. */
  readonly was?: readonly (Succession & { readonly at: string })[];
  /** What the row rests on. */
  readonly source: string;
};

export type ContainsRow = Contains;
