import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { textOfCell, type Cell, type Row } from '../../basics/table.ts';
import { COLUMNS_MAX, ROWS_MAX } from '../../basics/csv.ts';
import { cleanText, saysUnknown } from '../../basics/clean-text.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import { chooseColumns, type TableColumns } from '../choose-columns.ts';
import { fits, headingsOf, type ColumnMapping, type RememberedMapping } from '../column-mapping.ts';
import { ITEM_FIELDS, type ItemField, type TableField } from '../headings.ts';
import { joinDevices, type DeviceLine } from '../join-devices.ts';
import { readLine } from '../read-line.ts';
import { keyLines, type PlacedLine } from '../key-lines.ts';
import type { InventoryReading } from '../inventory-reading.ts';

/** A title and a few remarks may stand above the headings. */
const HEADING_ROWS_LOOKED_AT = 20;
/** More problems than anybody reads; the count of the rest is told. */
export const PROBLEMS_MAX = 2_000;

/** What is said of the columns: now, with this file, and earlier, of files with the same headings. */
export type TableMappings = { readonly given?: ColumnMapping; readonly remembered?: readonly RememberedMapping[] };

/**
 * Rows of a table to an inventory, by the headings in one of the first rows and by what was said of them. Problems are at
 * `line 12, column "versie"`, with the heading as the file has it. Unreadable where no column names a product: the sentence says which
 * columns were seen, and how to name them. An export with a column for the device and none for a key has one row a device: its rows are
 * joined and counted.
 */
export function readTable(rows: readonly Row[], format: 'table' | 'workbook', mappings: TableMappings = {}): Read<InventoryReading> {
  const heading = findHeading(rows, mappings);
  if (heading === undefined)
    return unreadable(mappings.given === undefined ? noProductColumn(rows) : mappingWithoutTable(rows, mappings.given));
  const { columns } = heading;
  const problems: Problem[] = columns.ignored
    .filter((name) => !heading.leftAside.has(name))
    .map((name) => ({
      code: 'column-ignored',
      at: `column "${name}"`,
      message: `The column "${name}" is not one that an inventory has; it was left aside.`,
    }));
  const body = rows.slice(heading.place + 1);
  if (body.length > ROWS_MAX) return tooManyLines({ at: '', of: 'lines', most: ROWS_MAX });
  const lines = readBody(body, columns, problems);
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
      headings: headingsOf(rows[heading.place] ?? { line: 0, cells: [] }),
      ...(heading.mapping === undefined ? {} : { mapping: heading.mapping }),
    },
    atMost(problems),
  );
}

type Heading = {
  readonly place: number;
  readonly columns: TableColumns;
  readonly mapping?: InventoryReading['mapping'];
  /** Headings of which somebody said "ignore": nothing more needs saying of them. */
  readonly leftAside: ReadonlySet<string>;
};

function findHeading(rows: readonly Row[], { given, remembered = [] }: TableMappings): Heading | undefined {
  for (let place = 0; place < Math.min(rows.length, HEADING_ROWS_LOOKED_AT); place += 1) {
    const row = rows[place];
    if (row === undefined) continue;
    const bounded = { ...row, cells: row.cells.slice(0, COLUMNS_MAX) };
    const mapping =
      given === undefined ? rememberedFor(bounded, remembered) : fits(given, bounded) ? { ...given, id: undefined } : undefined;
    if (given !== undefined && mapping === undefined) continue;
    const columns = chooseColumns(bounded, mapping);
    if (!columns.known.some(({ field }) => field === 'product' || field === 'identifier' || field === 'os')) continue;
    if (mapping === undefined) return { place, columns, leftAside: new Set() };
    const aside = new Set(mapping.columns.filter(({ field }) => field === 'ignore').map(({ heading }) => heading.toLowerCase()));
    return {
      place,
      columns,
      mapping: {
        kind: given === undefined ? 'remembered' : 'given',
        ...(mapping.id === undefined ? {} : { id: mapping.id }),
        columns: mapping.columns,
      },
      leftAside: new Set(columns.ignored.filter((name) => aside.has(name.toLowerCase()))),
    };
  }
  return undefined;
}

function rememberedFor(row: Row, remembered: readonly RememberedMapping[]): RememberedMapping | undefined {
  if (remembered.length === 0) return undefined;
  const headings = headingsOf(row);
  return headings === '' ? undefined : remembered.find((mapping) => mapping.headings === headings);
}

/** An uploader's mapping that no row of the file answers to, or that leaves the product unnamed. */
function mappingWithoutTable(rows: readonly Row[], given: ColumnMapping): Problem {
  const named = given.columns.filter(({ field }) => field !== 'ignore').map(({ heading }) => `"${heading}"`);
  return {
    code: 'mapping-does-not-fit',
    at: '',
    message: `No row of the file has ${named.join(', ')} as headings and names a product. Seen were: ${seenColumns(rows)}.`,
    hint: 'Write the headings as the file has them, and say which of them is the "product".',
  };
}

function noProductColumn(rows: readonly Row[]): Problem {
  const seen = rows.length === 0 ? 'The file is empty' : `No column names the product. Seen were: ${seenColumns(rows)}`;
  return {
    code: 'product-column-missing',
    at: '',
    message: `${seen}.`,
    hint: `Name the column "product" (or "applicatie", "systeem", "naam"), or say with the upload what a column is: columns={"heading in your file": "product"}. The others may be: ${ITEM_FIELDS.join(', ')}; their order is free.`,
    facts: rows.length === 0 ? { about: 'empty' } : { seen: seenColumns(rows) },
  };
}

function seenColumns(rows: readonly Row[]): string {
  const shown = rows
    .slice(0, HEADING_ROWS_LOOKED_AT)
    .reduce<readonly Cell[]>((widest, row) => (row.cells.length > widest.length ? row.cells : widest), [])
    .slice(0, 12)
    .map((cell) => `"${textOfCell(cell).trim().slice(0, 40)}"`);
  return shown.join(', ');
}

/** The columns that make one line of a row: the product, and the operating system of a device as a line of its own. */
type LineColumns = readonly { readonly index: number; readonly heading: string; readonly field: ItemField }[];

function readBody(body: readonly Row[], columns: TableColumns, problems: Problem[]): readonly PlacedLine[] {
  const device = columns.known.find(({ field }) => field === 'device');
  const isOneRowADevice = device !== undefined && !columns.known.some(({ field }) => field === 'item');
  const lines: PlacedLine[] = [];
  const counted: DeviceLine[] = [];
  const lineColumns = lineColumnsOf(columns, isOneRowADevice);
  for (const row of body) {
    for (const one of lineColumns) {
      const line = readRow(row, one, problems);
      if (line === undefined) continue;
      lines.push(line);
      if (device !== undefined) counted.push({ line, ...deviceIn(row, device.index) });
    }
  }
  if (!isOneRowADevice) return lines;
  const joined = joinDevices(counted);
  if (joined.length < lines.length)
    problems.unshift({
      code: 'rows-joined',
      at: `column "${device.heading}"`,
      message: `Each row is one device, so ${lines.length} of them were joined to ${joined.length} lines, with how many devices have each product and version.`,
      facts: { rows: lines.length, lines: joined.length },
    });
  return joined;
}

function deviceIn(row: Row, index: number): { device?: string } {
  const device = cleanText(textOfCell(row.cells[index]), 200);
  return saysUnknown(device) ? {} : { device };
}

function lineColumnsOf({ known }: TableColumns, isOneRowADevice: boolean): readonly LineColumns[] {
  const of = (wanted: (field: TableField) => ItemField | undefined) =>
    known.flatMap(({ index, heading, field }) => {
      const as = wanted(field);
      return as === undefined ? [] : [{ index, heading, field: as }];
    });
  const own = of((field) => (field === 'device' || field === 'os' || field === 'os-version' ? undefined : field));
  const namesProduct = own.some(({ field }) => field === 'product' || field === 'identifier');
  const hasSystem = known.some(({ field }) => field === 'os');
  if (namesProduct && !(isOneRowADevice && hasSystem)) return [own];
  const system = of((field) =>
    field === 'os'
      ? 'product'
      : field === 'os-version'
        ? 'version'
        : field === 'institution' || field === 'exposure' || (field === 'item' && !namesProduct)
          ? field
          : undefined,
  );
  return namesProduct ? [own, system] : [system];
}

function readRow(row: Row, columns: LineColumns, problems: Problem[]): PlacedLine | undefined {
  const texts: Partial<Record<ItemField, string>> = {};
  for (const { index, field } of columns) texts[field] = textOfCell(row.cells[index]);
  // Rows in which only columns that we leave aside have something (a subtotal, a signature) name nothing.
  if (Object.values(texts).every((text) => text.trim() === '')) return undefined;
  const line = `line ${row.line}`;
  const at = (field?: ItemField) => {
    const column = columns.find((known) => known.field === field);
    return column === undefined ? line : `${line}, column "${column.heading}"`;
  };
  if (row.cells.slice(COLUMNS_MAX).some((cell) => textOfCell(cell) !== '')) {
    problems.push({
      code: 'cells-beyond-columns',
      at: line,
      message: `This line has more than ${COLUMNS_MAX} cells; the rest was left aside.`,
      facts: { most: COLUMNS_MAX },
    });
  }
  const understood = readLine(texts, at);
  problems.push(...understood.problems);
  problems.push(...datesTakenForVersions(row, columns, at));
  return understood.line === undefined ? undefined : { at: line, ...understood.line };
}

/** A spreadsheet program makes a date of "1-2-2024": what the version was can't be told any more. */
function datesTakenForVersions(row: Row, columns: LineColumns, at: (field?: ItemField) => string): readonly Problem[] {
  return columns
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
    {
      code: 'more-problems',
      at: '',
      message: `There are ${problems.length - PROBLEMS_MAX} problems more, of the same kinds.`,
      facts: { count: problems.length - PROBLEMS_MAX },
    },
  ];
}
