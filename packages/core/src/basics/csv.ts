import { parse } from 'csv-parse/browser/esm/sync';
import { foldWord, isEmptyRow, type Row } from './table.ts';

/** Bounds of a table: an institution's whole register fits many times; beyond them somebody sends us something else. */
export const ROWS_MAX = 300_000;
export const COLUMNS_MAX = 200;

export const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export type CsvRows = {
  readonly rows: readonly Row[];
  readonly delimiter: Delimiter;
  /** Line on which a quote opens that is never closed: quotes were then read as ordinary characters. */
  readonly unclosedQuote?: number;
  /** There are more lines than are read, so that nobody takes these for all. */
  readonly isCut?: true;
};

/** What of a file is looked at to find its delimiter. */
const HEAD_CHARACTERS = 16_384;
const HEAD_ROWS = 20;
/** The table itself, and what may stand above its headings. */
const LINES_MAX = ROWS_MAX + HEAD_ROWS;

/**
 * The rows of a delimited text: quoted cells may hold line ends, rows may differ in length, empty rows are left out, and a quote in
 * the middle of a cell is itself. The delimiter is the one that yields most of `words` (folded headings) in one of the first rows;
 * Excel's own first line `sep=;` decides. Never throws.
 */
export function readCsv(text: string, words: ReadonlySet<string>): CsvRows {
  const stated = /^sep=([;,\t|])\r?\n/i.exec(text);
  const delimiter = (stated?.[1] as Delimiter | undefined) ?? findDelimiter(text.slice(0, HEAD_CHARACTERS), words);
  const body = stated === null ? text : text.slice(stated[0].length);
  const split = isTooWide(body, delimiter) ? { rows: splitPlain(body, delimiter) } : splitRows(body, delimiter);
  const rows = 'rows' in split ? split.rows : splitPlain(body, delimiter);
  return {
    rows: withLineNumbers(rows.slice(0, LINES_MAX), stated === null ? 1 : 2),
    delimiter,
    ...(rows.length > LINES_MAX ? { isCut: true } : {}),
    ...('unclosedQuote' in split ? { unclosedQuote: split.unclosedQuote + (stated === null ? 0 : 1) } : {}),
  };
}

function findDelimiter(head: string, words: ReadonlySet<string>): Delimiter {
  let best: { delimiter: Delimiter; known: number; cells: number } = { delimiter: ';', known: 0, cells: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = splitPlain(head, delimiter).slice(0, HEAD_ROWS);
    for (const cells of rows) {
      const known = cells.filter((cell) => words.has(foldWord(cell))).length;
      if (known > best.known || (known === best.known && cells.length > best.cells)) best = { delimiter, known, cells: cells.length };
    }
  }
  return best.delimiter;
}

type Split = { readonly rows: readonly (readonly string[])[] } | { readonly unclosedQuote: number };

/** A line of a million cells would cost the parser more memory than the file has bytes: it is split without regard to quotes, and cut. */
function isTooWide(text: string, delimiter: Delimiter): boolean {
  let cells = 0;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (character === delimiter) cells += 1;
    else if (character === '\n' || character === '\r') cells = 0;
    if (cells > 10 * COLUMNS_MAX) return true;
  }
  return false;
}

function splitRows(text: string, delimiter: Delimiter): Split {
  // Without a quote there is nothing to understand, and a made-up file of hundreds of thousands of line ends costs little.
  if (!text.includes('"')) return { rows: splitPlain(text, delimiter) };
  try {
    // As bytes: the parser's own way from text to bytes took five times as long as all its other work (25 MB, 200,000 lines).
    return {
      rows: withoutTraces(() =>
        parse(new TextEncoder().encode(text), {
          delimiter,
          quote: '"',
          relax_quotes: true,
          relax_column_count: true,
          to: LINES_MAX + 1,
        }),
      ),
    };
  } catch (fault) {
    // The parser tells of a quote that stays open by throwing, with the line that it gave up on; where it opens is for us to find.
    return { unclosedQuote: lineOfLastQuote(text, fault) };
  }
}

/** The parser makes an error of each row that is shorter or longer than the first, and throws none of them: their traces cost more than all else. */
function withoutTraces<Value>(work: () => Value): Value {
  const errors = Error as { stackTraceLimit?: number };
  const limit = errors.stackTraceLimit;
  errors.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    errors.stackTraceLimit = limit;
  }
}

/** Without quotes nothing can go wrong: each line is a row. Also how an unclosed quote is survived. */
function splitPlain(text: string, delimiter: Delimiter): readonly (readonly string[])[] {
  return text
    .split(/\r\n|\n|\r/, LINES_MAX + 1)
    .map((line) => line.split(delimiter, COLUMNS_MAX + 1).map((cell) => cell.replace(/^\s*"(.*)"\s*$/, '$1')));
}

function lineOfLastQuote(text: string, fault: unknown): number {
  const stated = typeof fault === 'object' && fault !== null && 'lines' in fault ? fault.lines : undefined;
  const last = text.lastIndexOf('"');
  if (last < 0) return typeof stated === 'number' ? stated : 1;
  return text.slice(0, last).split(/\r\n|\n|\r/).length;
}

function withLineNumbers(split: readonly (readonly string[])[], first: number): readonly Row[] {
  const rows: Row[] = [];
  let line = first;
  for (const cells of split) {
    const row = { line, cells };
    if (!isEmptyRow(row)) rows.push(row);
    line += 1 + lineEndsWithin(cells);
  }
  return rows;
}

function lineEndsWithin(cells: readonly string[]): number {
  let ends = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) ends += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return ends;
}
