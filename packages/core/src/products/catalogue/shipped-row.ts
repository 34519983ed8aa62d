import type { Contains, Owner, ProductKind } from './catalogue.ts';

/** Other names, by their kind, written short; `shipped-catalogue.ts` makes aliases of them. A trailing "@2023-04-01" is since when. */
type Names = {
  readonly former?: readonly string[];
  readonly takenOver?: readonly string[];
  readonly ownedBy?: readonly string[];
  readonly short?: readonly string[];
  readonly spelled?: readonly string[];
  readonly said?: readonly string[];
  readonly misspelled?: readonly string[];
  readonly brand?: readonly string[];
};

export type SupplierRow = Names & {
  readonly id: string;
  readonly name: string;
  readonly owners?: readonly Owner[];
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
  /** "vmware/Horizon@2024": the name that it bore at another supplier, and until when. */
  readonly was?: readonly string[];
  /** What the row rests on. */
  readonly source: string;
};

export type ContainsRow = Contains;
