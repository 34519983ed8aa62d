import type { ContainsIndex } from './catalogue/contained-in.ts';
import type { NameIndex } from './catalogue/name-index.ts';

/**
 * A name that a person resolved once, for inventories and advisories alike; all names folded (`foldName`). An empty product on both sides
 * makes it a name of the supplier for everything that it makes; an empty `aliasSupplier` holds whatever the supplier.
 */
export type Alias = {
  readonly aliasSupplier: string;
  readonly aliasProduct: string;
  readonly supplier: string;
  readonly product: string;
};

/** What people decided about names, ready to be asked, and the catalogue behind it. Made by `aliasesOf`; the same for both sides. */
export type Aliases = {
  readonly makers: ReadonlyMap<string, readonly string[]>;
  readonly products: ReadonlyMap<string, readonly Alias[]>;
  /** For names with a slip of the pen (`resolve-name.ts`): what links by itself is a name too, as likely at most. */
  readonly names?: NameIndex;
  /** What is known to be inside what (`catalogue/contained-in.ts`). */
  readonly contains?: ContainsIndex;
};

export const NO_ALIASES: Aliases = { makers: new Map(), products: new Map() };

export function aliasesOf(rows: readonly Alias[], catalogue: Pick<Aliases, 'names' | 'contains'> = {}): Aliases {
  const makers = new Map<string, string[]>();
  const products = new Map<string, Alias[]>();
  for (const row of rows) {
    if (row.aliasProduct === '' && row.product === '') {
      add(makers, row.aliasSupplier, row.supplier);
      add(makers, row.supplier, row.aliasSupplier);
    } else {
      add(products, row.aliasProduct, row);
      // An alias works both ways: the advisory may have either name.
      add(products, row.product, {
        aliasSupplier: row.supplier,
        aliasProduct: row.product,
        supplier: row.aliasSupplier,
        product: row.aliasProduct,
      });
    }
  }
  return { makers, products, ...catalogue };
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
