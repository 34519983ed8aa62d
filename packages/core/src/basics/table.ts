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

/** What somebody said that a column is, by its folded heading (`foldWord`). */
export type SaidColumns<Field extends string> = ReadonlyMap<string, Field | 'ignore'>;

/**
 * Finds the columns of a heading row. `headings` gives the words of each field, folded; what was said of a heading comes first. The first
 * of two columns for one field counts.
 */
export function findColumns<Field extends string>(
  row: Row,
  headings: Readonly<Partial<Record<Field, readonly string[]>>>,
  said: SaidColumns<Field> = new Map<string, Field | 'ignore'>(),
): Columns<Field> {
  const known: Column<Field>[] = [];
  const ignored: string[] = [];
  const taken = new Set(said.values());
  row.cells.forEach((cell, index) => {
    const heading = textOfCell(cell).trim();
    if (heading === '') return;
    const folded = foldWord(heading);
    const told = said.get(folded);
    const guessed = fieldOf(folded, headings);
    const field = told ?? (guessed !== undefined && taken.has(guessed) ? undefined : guessed);
    if (field !== undefined && field !== 'ignore' && !known.some((column) => column.field === field))
      known.push({ index, heading: heading.slice(0, 100), field });
    else ignored.push(heading.slice(0, 100));
  });
  return { known, ignored };
}

function fieldOf<Field extends string>(folded: string, headings: Readonly<Partial<Record<Field, readonly string[]>>>): Field | undefined {
  for (const field in headings) {
    if (headings[field]?.includes(folded) === true) return field;
  }
  return undefined;
}
