import { foldWord, textOfCell, type Row } from '../basics/table.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { BRAND_HEADINGS, ITEM_HEADINGS, PRODUCT_HEADINGS, TABLE_FIELDS, type TableField } from './headings.ts';

export type TableColumn = { readonly index: number; readonly heading: string; readonly field: TableField };

/** Which columns of a heading row are which; `ignored` are headings that mean nothing to us or say again what another says better. */
export type TableColumns = { readonly known: readonly TableColumn[]; readonly ignored: readonly string[] };

const HEADING_MAX = 100;

/**
 * Finds the columns by their headings, or by what an uploader said of them (`mapping`), which comes first: a heading that it names is
 * what it says, and the others are found as ever for the fields that it leaves. Of two columns for one field the first counts; for the
 * product the surest (`PRODUCT_HEADINGS`).
 */
export function chooseColumns(row: Row, mapping?: ColumnMapping): TableColumns {
  const headings = row.cells
    .map((cell, index) => ({ index, heading: textOfCell(cell).trim() }))
    .filter(({ heading }) => heading !== '')
    .map(({ index, heading }) => ({ index, heading: heading.slice(0, HEADING_MAX), folded: foldWord(heading) }));
  const said = new Map(mapping?.columns.map(({ heading, field }) => [foldWord(heading), field]));
  const taken = new Map<TableField, number>();
  for (const { folded, index } of headings) {
    const field = said.get(folded);
    if (field !== undefined && field !== 'ignore' && !taken.has(field)) taken.set(field, index);
  }
  const open = headings.filter(({ folded }) => !said.has(folded));
  if (!taken.has('product')) {
    const product = surestProduct(open);
    if (product !== undefined) taken.set('product', product);
  }
  for (const { folded, index } of open) {
    const field = FIELD_OF.get(folded);
    if (field !== undefined && field !== 'product' && !taken.has(field)) taken.set(field, index);
  }
  const fieldAt = new Map([...taken].map(([field, index]) => [index, field]));
  return {
    known: headings.flatMap(({ index, heading }) => {
      const field = fieldAt.get(index);
      return field === undefined ? [] : [{ index, heading, field }];
    }),
    ignored: headings.filter(({ index }) => !fieldAt.has(index)).map(({ heading }) => heading),
  };
}

const FIELD_OF: ReadonlyMap<string, TableField> = new Map(
  TABLE_FIELDS.flatMap((field) => ITEM_HEADINGS[field].map((heading) => [heading, field] as const)),
);

function surestProduct(headings: readonly { readonly index: number; readonly folded: string }[]): number | undefined {
  const [named = [], model = [], called = [], type = []] = PRODUCT_HEADINGS;
  const ofBrand = headings.some(({ folded }) => BRAND_HEADINGS.includes(folded));
  for (const words of ofBrand ? [named, model, type, called] : [named, called, model, type]) {
    const found = headings.find(({ folded }) => words.includes(folded));
    if (found !== undefined) return found.index;
  }
  return undefined;
}
