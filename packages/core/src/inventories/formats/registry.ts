import { decodeText } from '../../basics/decode-text.ts';
import { ROWS_MAX, readCsv } from '../../basics/csv.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import { ITEM_HEADING_WORDS } from '../headings.ts';
import type { InventoryReading } from '../inventory-reading.ts';
import { readCycloneDx } from './cyclonedx.ts';
import { readItemsJson } from './items-json.ts';
import { readSpdx } from './spdx.ts';
import { readTable, type TableMappings } from './table.ts';

/** What is refused by its first bytes, with what to do instead. */
const REFUSED: readonly { readonly begins: readonly number[]; readonly about: string; readonly what: string; readonly hint: string }[] = [
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    about: 'old-workbook',
    what: 'a workbook of Excel 2003 or older, or one with a password',
    hint: 'Save it as .xlsx without a password, or as CSV.',
  },
  { begins: [0x25, 0x50, 0x44, 0x46], about: 'pdf', what: 'a PDF', hint: 'Send the spreadsheet that it was made from.' },
  { begins: [0x1f, 0x8b], about: 'compressed', what: 'a compressed file', hint: 'Unpack it first.' },
];

/** What of a text is looked at to recognise it. */
const HEAD_CHARACTERS = 4_096;

/** How a file is read; a workbook is unpacked first (`workbook.ts`) and then read by `readTable`. */
export type Recognised =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'workbook' }
  | { readonly kind: 'refused'; readonly about: string; readonly what: string; readonly hint: string };

/** Tells by the bytes, never by the file's name, what kind of file this is. */
export function recogniseInventory(bytes: Uint8Array): Recognised {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 0) <= 0x08) return { kind: 'workbook' };
  const refused = REFUSED.find(({ begins }) => begins.every((byte, place) => bytes[place] === byte));
  if (refused !== undefined) return { kind: 'refused', about: refused.about, what: refused.what, hint: refused.hint };
  return { kind: 'text', text: decodeText(bytes).text };
}

/**
 * Reads the bytes of an inventory: CycloneDX or our own items in JSON, else a table. Says line by line what was understood and what was
 * not. A workbook comes back as unreadable with code `workbook`: unpacking takes more than core has. Never throws.
 */
export function readInventory(bytes: Uint8Array, fileName: string, mappings: TableMappings = {}): Read<InventoryReading> {
  const recognised = recogniseInventory(bytes);
  if (recognised.kind === 'workbook')
    return unreadable({
      code: 'workbook',
      at: fileName,
      message: 'This is a workbook; it must be unpacked before it is read.',
      hint: 'Save it as CSV.',
    });
  if (recognised.kind === 'refused')
    return unreadable({
      code: 'format-unknown',
      at: fileName,
      message: `This is ${recognised.what}, which can't be read as an inventory.`,
      hint: recognised.hint,
      facts: { about: recognised.about },
    });
  return readInventoryText(recognised.text, mappings);
}

/** The same for text: JSON where it begins with a brace, else a table. */
export function readInventoryText(text: string, mappings: TableMappings = {}): Read<InventoryReading> {
  const begins = text.trimStart().slice(0, 1);
  if (begins === '{') return readJsonText(text);
  if (begins === '<')
    return unreadable({
      code: 'format-unknown',
      at: '',
      message: "This is XML or a web page, which can't be read as an inventory.",
      hint: 'Send CycloneDX or SPDX as JSON, or a table as CSV or .xlsx.',
      facts: { about: 'web-page' },
    });
  if (/^(?:#[^\n]*\n|\s)*(?:SPDXVersion:|spdxVersion:|---\s*\n\s*(?:SPDXID|spdxVersion):|SPDXID:)/.test(text.slice(0, HEAD_CHARACTERS)))
    return unreadable({
      code: 'format-unknown',
      at: 'line 1',
      message: "This is SPDX as tag and value or as YAML, which can't be read here.",
      hint: 'Save it as SPDX in JSON; the tool that made it can, and so can the converters of SPDX itself.',
      facts: { about: 'spdx-text' },
    });
  const { rows, unclosedQuote, isCut } = readCsv(text, ITEM_HEADING_WORDS);
  if (isCut === true) return tooManyLines({ at: '', of: 'lines', most: ROWS_MAX });
  const reading = readTable(rows, 'table', mappings);
  if (unclosedQuote === undefined) return reading;
  const problem = {
    code: 'quote-unclosed',
    at: `line ${unclosedQuote}`,
    message: 'A quotation mark opens here and is never closed, so every line of the file was read as it stands.',
  };
  return reading.kind === 'read' ? read(reading.value, [problem, ...reading.problems]) : unreadable(problem, ...reading.problems);
}

/** JSON that was parsed already: CycloneDX by its `bomFormat`, SPDX by its version or context, else our own items. */
export function readInventoryJson(json: unknown): Read<InventoryReading> {
  if (typeof json !== 'object' || json === null) return readItemsJson(json);
  if ('bomFormat' in json) return readCycloneDx(json);
  if ('spdxVersion' in json || 'SPDXID' in json || '@graph' in json || namesContext(json, 'spdx')) return readSpdx(json);
  if (namesContext(json, 'openvex'))
    return unreadable({
      code: 'vex',
      at: '/statements',
      message: 'This says of products whether they are vulnerable (VEX); it lists nothing that an institution holds.',
      hint: 'Send the bill of materials (SBOM) of the product.',
    });
  return 'components' in json ? readCycloneDx(json) : readItemsJson(json);
}

function namesContext(json: object, word: string): boolean {
  const context: unknown = '@context' in json ? json['@context'] : undefined;
  const texts: readonly unknown[] = Array.isArray(context) ? context.slice(0, 10) : [context];
  return texts.some((text) => typeof text === 'string' && text.slice(0, 300).toLowerCase().includes(word));
}

function readJsonText(text: string): Read<InventoryReading> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    return unreadable({
      code: 'json-broken',
      at: placeOf(fault, text),
      message: 'This begins like JSON and is not: something is missing or too much.',
      hint: 'Check for a comma after the last entry, or a file that was cut off.',
    });
  }
  return readInventoryJson(json);
}

/** Where the parser stumbled, as a line; the whole where it does not say. */
function placeOf(fault: unknown, text: string): string {
  const position = fault instanceof Error ? /position (\d+)/.exec(fault.message)?.[1] : undefined;
  return position === undefined ? '' : `line ${text.slice(0, Number(position)).split('\n').length}`;
}
