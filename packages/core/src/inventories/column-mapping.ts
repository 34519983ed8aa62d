import type { Problem } from '../basics/problem.ts';
import { read, unreadable, type Read } from '../basics/read.ts';
import { foldWord, textOfCell, type Row } from '../basics/table.ts';
import { TABLE_FIELDS, type TableField } from './headings.ts';

/** What an uploader said of the columns of a table: each heading is a field of a line, or is to be left aside. */
export type ColumnMapping = { readonly columns: readonly MappedColumn[] };
export type MappedColumn = { readonly heading: string; readonly field: TableField | 'ignore' };

/** A mapping that was remembered, for every table that has these headings. */
export type RememberedMapping = ColumnMapping & { readonly id: string; readonly headings: string };

const COLUMNS_MAX = 200;
const HEADING_MAX = 100;

/**
 * Reads `{"Applicatienaam": "product", "Prijs": "ignore"}`, as text or as JSON that was parsed already. Unreadable with a sentence for
 * each heading that is said to be what no line has, or the same as another.
 */
export function readColumnMapping(said: unknown): Read<ColumnMapping> {
  const json = typeof said === 'string' ? parsed(said) : said;
  if (typeof json !== 'object' || json === null || Array.isArray(json) || Object.keys(json).length === 0)
    return unreadable({ code: 'mapping-unreadable', at: '', message: 'This does not say which column is what.', hint: HOW });
  const entries = Object.entries(json).slice(0, COLUMNS_MAX);
  const problems: Problem[] = [];
  const columns: MappedColumn[] = [];
  for (const [heading, value] of entries) {
    const field = fieldOf(value);
    const at = `column "${heading.slice(0, HEADING_MAX)}"`;
    if (field === undefined) {
      problems.push({
        code: 'field-unknown',
        at,
        message: `"${saidOf(value)}" is not something that a line of an inventory has.`,
        hint: HOW,
      });
    } else if (field !== 'ignore' && columns.some((column) => column.field === field)) {
      problems.push({
        code: 'field-repeated',
        at,
        message: `Two columns are said to be the ${field}.`,
        hint: 'Name one of them, and say "ignore" of the other.',
      });
    } else columns.push({ heading: heading.trim().slice(0, HEADING_MAX), field });
  }
  return problems.length > 0 ? unreadable(...problems) : read({ columns });
}

const HOW = `Say it as {"heading in your file": "product"}. A column may be: ${TABLE_FIELDS.join(', ')}; or "ignore".`;

function fieldOf(value: unknown): MappedColumn['field'] | undefined {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  return word === 'ignore' ? word : TABLE_FIELDS.find((field) => field === word);
}

/** An object is not made text of: what is in it may be anything, `toString` included. */
function saidOf(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 40);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By what a table is known again: its headings, folded, in any order. Empty where a row has fewer than two. */
export function headingsOf(row: Row): string {
  const headings = [...new Set(row.cells.slice(0, COLUMNS_MAX).map((cell) => foldWord(textOfCell(cell))))].filter(
    (heading) => heading !== '',
  );
  return headings.length === 0 ? '' : headings.sort().join('; ');
}

/** True where the row has every heading that the mapping gives a meaning to. */
export function fits(mapping: ColumnMapping, row: Row): boolean {
  const headings = new Set(row.cells.map((cell) => foldWord(textOfCell(cell))));
  return mapping.columns.filter(({ field }) => field !== 'ignore').every(({ heading }) => headings.has(foldWord(heading)));
}
