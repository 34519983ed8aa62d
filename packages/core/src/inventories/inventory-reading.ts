import type { Item } from './item.ts';
import type { ItemField } from './headings.ts';

/** The formats that an inventory may come in. */
export type InventoryFormat = 'table' | 'workbook' | 'items' | 'cyclonedx';

/** One line as understood: where it stands in the file, whose it is where the file says so, and what we make of it. */
export type ReadLine = {
  /** `line 12` in a table, a JSON pointer in JSON. */
  readonly at: string;
  /** As written; undefined where the file has no column for it or the cell is empty. */
  readonly institution?: string;
  readonly item: Item;
};

/** What a file was understood to say, before anybody accepts it. */
export type InventoryReading = {
  readonly format: InventoryFormat;
  readonly lines: readonly ReadLine[];
  /** For tables: which heading was taken for what, and which were left aside. */
  readonly columns: readonly { readonly heading: string; readonly field: ItemField }[];
  readonly ignoredColumns: readonly string[];
};

/** The texts of one line before they are understood; a field that is absent was not in the file. */
export type ItemTexts = Readonly<Partial<Record<ItemField, string>>>;

/** Codes of problems with one line or one cell; part of the contract with tools that read our output. */
export type LineProblemCode =
  | 'product-missing'
  | 'product-is-supplier'
  | 'exposure-unreadable'
  | 'importance-unreadable'
  | 'quantity-unreadable'
  | 'several-versions'
  | 'version-is-date'
  | 'formula-like'
  | 'text-too-long'
  | 'bsn-like'
  | 'item-repeated'
  | 'cells-beyond-columns'
  | 'component-unnamed'
  | 'components-too-deep'
  | 'value-unreadable';
