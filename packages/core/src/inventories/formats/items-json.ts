import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { ROWS_MAX } from '../../basics/csv.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import { ITEM_FIELDS, type ItemField } from '../headings.ts';
import { keyLines, type PlacedLine } from '../key-lines.ts';
import { readLine } from '../read-line.ts';
import type { InventoryReading } from '../inventory-reading.ts';
import { PROBLEMS_MAX } from './table.ts';

/**
 * Our own form in JSON: `{ "items": [ { "item": "…", "supplier": "…", "product": "…", … } ] }`, with the columns of the table as names
 * (`key` also names the line). Numbers and true/false are read as their text. An empty list is an inventory without lines.
 */
export function readItemsJson(json: unknown): Read<InventoryReading> {
  const items: unknown = typeof json === 'object' && json !== null && 'items' in json ? json.items : undefined;
  if (!Array.isArray(items))
    return unreadable({
      code: 'items-missing',
      at: '/items',
      message: 'This JSON has no list "items".',
      hint: 'Send {"items": [{"product": "…"}]} or a CycloneDX document.',
    });
  if (items.length > ROWS_MAX) return tooManyLines({ at: '/items', of: 'items', most: ROWS_MAX });
  const problems: Problem[] = [];
  const lines: PlacedLine[] = [];
  items.forEach((value: unknown, index) => {
    const at = `/items/${index}`;
    const understood = readLine(textsOf(value, at, problems), (field) => (field === undefined ? at : `${at}/${field}`));
    problems.push(...understood.problems);
    if (understood.line !== undefined) lines.push({ at, ...understood.line });
  });
  return read({ format: 'items', lines: keyLines(lines), columns: [], ignoredColumns: [] }, problems.slice(0, PROBLEMS_MAX));
}

function textsOf(value: unknown, at: string, problems: Problem[]): Partial<Record<ItemField, string>> {
  const texts: Partial<Record<ItemField, string>> = {};
  if (typeof value !== 'object' || value === null) return texts;
  for (const [name, found] of Object.entries(value)) {
    const field = name === 'key' ? 'item' : ITEM_FIELDS.find((known) => known === name);
    if (field === undefined || found === null) continue;
    if (typeof found === 'string') texts[field] = found;
    else if (typeof found === 'number' || typeof found === 'boolean') texts[field] = String(found);
    else
      problems.push({
        code: 'value-unreadable',
        at: `${at}/${name}`,
        message: 'This is neither a text nor a number, so it was left aside.',
      });
  }
  return texts;
}
