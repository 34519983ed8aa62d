import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { findColumns, textOfCell, type Cell, type Columns, type Row } from '../../basics/table.ts';
import { COLUMNS_MAX, ROWS_MAX } from '../../basics/csv.ts';
import { ITEM_FIELDS, ITEM_HEADINGS, type ItemField } from '../headings.ts';
import { readLine } from '../read-line.ts';
import { keyLines, type PlacedLine } from '../key-lines.ts';
import type { InventoryReading } from '../inventory-reading.ts';

/** A title and a few remarks may stand above the headings. */
const HEADING_ROWS_LOOKED_AT = 20;
/** More problems than anybody reads; the count of the rest is told. */
export const PROBLEMS_MAX = 2_000;

/**
 * Rows of a table to an inventory, by the headings in one of the first rows. Problems are at `line 12, column "versie"`, with the
 * heading as the file has it. Unreadable where no column names a product: the sentence says which columns were seen.
 */
export function readTable(rows: readonly Row[], format: 'table' | 'workbook'): Read<InventoryReading> {
  const heading = findHeading(rows);
  if (heading === undefined) return unreadable(noProductColumn(rows));
  const { columns } = heading;
  const problems: Problem[] = columns.ignored.map((name) => ({
    code: 'column-ignored',
    at: `column "${name}"`,
    message: `The column "${name}" is not one that an inventory has; it was left aside.`,
  }));
  const body = rows.slice(heading.place + 1);
  if (body.length > ROWS_MAX)
    return unreadable({
      code: 'too-many-lines',
      at: '',
      message: `The file has more than ${ROWS_MAX} lines.`,
      hint: 'Send it in parts, each as an inventory of its own.',
    });
  const lines: PlacedLine[] = [];
  for (const row of body) {
    const understood = readRow(row, columns, problems);
    if (understood !== undefined) lines.push(understood);
  }
  if (lines.length === 0)
    return unreadable(
      {
        code: 'no-lines',
        at: '',
        message: 'The file has headings and no line that names a product.',
        hint: 'Fill in at least one product.',
      },
      ...atMost(problems),
    );
  return read(
    {
      format,
      lines: keyLines(lines),
      columns: columns.known.map(({ heading: name, field }) => ({ heading: name, field })),
      ignoredColumns: columns.ignored,
    },
    atMost(problems),
  );
}

function findHeading(rows: readonly Row[]): { place: number; columns: Columns<ItemField> } | undefined {
  for (let place = 0; place < Math.min(rows.length, HEADING_ROWS_LOOKED_AT); place += 1) {
    const row = rows[place];
    if (row === undefined) continue;
    const columns = findColumns({ ...row, cells: row.cells.slice(0, COLUMNS_MAX) }, ITEM_HEADINGS);
    if (columns.known.some(({ field }) => field === 'product' || field === 'identifier')) return { place, columns };
  }
  return undefined;
}

function noProductColumn(rows: readonly Row[]): Problem {
  const shown = rows
    .slice(0, HEADING_ROWS_LOOKED_AT)
    .reduce<readonly Cell[]>((widest, row) => (row.cells.length > widest.length ? row.cells : widest), [])
    .slice(0, 12)
    .map((cell) => `"${textOfCell(cell).trim().slice(0, 40)}"`);
  const seen = shown.length === 0 ? 'The file is empty' : `No column names the product. Seen were: ${shown.join(', ')}`;
  return {
    code: 'product-column-missing',
    at: '',
    message: `${seen}.`,
    hint: `Name the column "product" (or "applicatie", "systeem", "naam"). The others may be: ${ITEM_FIELDS.join(', ')}; their order is free.`,
  };
}

function readRow(row: Row, columns: Columns<ItemField>, problems: Problem[]): PlacedLine | undefined {
  const texts: Partial<Record<ItemField, string>> = {};
  for (const { index, field } of columns.known) texts[field] = textOfCell(row.cells[index]);
  // Rows in which only columns that we leave aside have something (a subtotal, a signature) name nothing.
  if (Object.values(texts).every((text) => text.trim() === '')) return undefined;
  const line = `line ${row.line}`;
  const at = (field?: ItemField) => {
    const column = columns.known.find((known) => known.field === field);
    return column === undefined ? line : `${line}, column "${column.heading}"`;
  };
  if (row.cells.slice(COLUMNS_MAX).some((cell) => textOfCell(cell) !== '')) {
    problems.push({
      code: 'cells-beyond-columns',
      at: line,
      message: `This line has more than ${COLUMNS_MAX} cells; the rest was left aside.`,
    });
  }
  const understood = readLine(texts, at);
  problems.push(...understood.problems);
  problems.push(...datesTakenForVersions(row, columns, at));
  return understood.line === undefined ? undefined : { at: line, ...understood.line };
}

/** A spreadsheet program makes a date of "1-2-2024": what the version was can't be told any more. */
function datesTakenForVersions(row: Row, columns: Columns<ItemField>, at: (field?: ItemField) => string): readonly Problem[] {
  return columns.known
    .filter(({ index, field }) => field === 'version' && typeof row.cells[index] === 'object')
    .map(({ field }) => ({
      code: 'version-is-date',
      at: at(field),
      message: 'The spreadsheet holds a date here; perhaps it made one of a version.',
      hint: 'Give the cell the format "text" and type the version again.',
    }));
}

function atMost(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= PROBLEMS_MAX) return problems;
  return [
    ...problems.slice(0, PROBLEMS_MAX),
    { code: 'more-problems', at: '', message: `There are ${problems.length - PROBLEMS_MAX} problems more, of the same kinds.` },
  ];
}
