import type { Item } from './item.ts';
import type { MappedColumn } from './column-mapping.ts';
import type { ItemField, TableField } from './headings.ts';

/** The formats that an inventory may come in. */
export type InventoryFormat = 'table' | 'workbook' | 'items' | 'cyclonedx' | 'spdx';

/** One line as understood: where it stands in the file, whose it is where the file says so, and what we make of it. */
export type ReadLine = {
  /** `line 12` in a table, a JSON pointer in JSON. */
  readonly at: string;
  /** As written; undefined where the file has no column for it or the cell is empty. */
  readonly institution?: string;
  readonly item: Item;
  /**
   * In a bill of materials: the names from the product that it describes down to the component that holds this one, both included; empty
   * for that product itself. Absent where nothing says how it comes to be in the product.
   */
  readonly within?: readonly string[];
};

/** What a file was understood to say, before anybody accepts it. */
export type InventoryReading = {
  readonly format: InventoryFormat;
  readonly lines: readonly ReadLine[];
  /** For tables: which heading was taken for what, and which were left aside. */
  readonly columns: readonly { readonly heading: string; readonly field: TableField }[];
  readonly ignoredColumns: readonly string[];
  /** For tables: by what this one is known again (`headingsOf`). */
  readonly headings?: string;
  /** For tables: what somebody said of the columns, now (`given`) or earlier (`remembered`, with its id). */
  readonly mapping?: { readonly kind: 'given' | 'remembered'; readonly id?: string; readonly columns: readonly MappedColumn[] };
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
  | 'versions-split'
  | 'quantities-differ'
  | 'version-is-date'
  | 'formula-like'
  | 'text-too-long'
  | 'bsn-like'
  | 'item-repeated'
  | 'cells-beyond-columns'
  | 'component-unnamed'
  | 'components-too-deep'
  | 'rows-joined'
  | 'value-unreadable';
