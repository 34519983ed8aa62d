/** A cell as its program shows it; `date` where a spreadsheet program holds a date (often a version that it took for one). */
export type Cell = string | { readonly date: string };

/** One row, with the number of the line that it begins on (1 is the first) as an editor or a spreadsheet program counts. */
export type Row = { readonly line: number; readonly cells: readonly Cell[] };

export function textOfCell(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : cell.date;
}

export function isEmptyRow(row: Row): boolean {
  return row.cells.every((cell) => textOfCell(cell).trim() === '');
}

/** A heading or a word of a list, as compared: lower case, no accents, no brackets with a remark, words apart by one space. */
export function foldWord(text: string): string {
  return text
    .slice(0, 200)
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim();
}

export type Column<Field extends string> = { readonly index: number; readonly heading: string; readonly field: Field };

/** Which columns are which, by their headings; `ignored` are headings that mean nothing to us or repeat one that came before. */
export type Columns<Field extends string> = {
  readonly known: readonly Column<Field>[];
  readonly ignored: readonly string[];
};

/** Finds the columns of a heading row. `headings` gives the words of each field, folded. The first of two columns for one field counts. */
export function findColumns<Field extends string>(row: Row, headings: Readonly<Record<Field, readonly string[]>>): Columns<Field> {
  const known: Column<Field>[] = [];
  const ignored: string[] = [];
  row.cells.forEach((cell, index) => {
    const heading = textOfCell(cell).trim();
    if (heading === '') return;
    const field = fieldOf(foldWord(heading), headings);
    if (field !== undefined && !known.some((column) => column.field === field))
      known.push({ index, heading: heading.slice(0, 100), field });
    else ignored.push(heading.slice(0, 100));
  });
  return { known, ignored };
}

function fieldOf<Field extends string>(folded: string, headings: Readonly<Record<Field, readonly string[]>>): Field | undefined {
  for (const field in headings) {
    if (headings[field].includes(folded)) return field;
  }
  return undefined;
}
