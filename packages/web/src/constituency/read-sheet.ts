import { csvText } from '@forewarn/core/warnings/csv-text.ts';
import { readCsv } from '@forewarn/core/basics/csv.ts';
import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import { foldWord, textOfCell, type Row, type SaidColumns } from '@forewarn/core/basics/table.ts';
import {
  INSTITUTION_FIELDS,
  INSTITUTION_HEADING_WORDS,
  readInstitutionLines,
  type InstitutionField,
  type InstitutionLines,
} from '@forewarn/core/institutions/formats/institutions-table.ts';
import { measureWorkbook, unpackWorkbook, WORKBOOK_BROKEN } from '@forewarn/core/inventories/formats/workbook.ts';

/** A sheet as it came and as it was understood; nothing of it has left the browser. */
export type ReadSheet = InstitutionLines & { readonly rows: readonly Row[] };

/** Reads a table of institutions: a workbook by its first bytes, else delimited text. `said`: what the columns are, by heading. */
export async function readSheet(bytes: Uint8Array, said: Readonly<Record<string, string>> = {}): Promise<Read<ReadSheet>> {
  const sheets =
    bytes[0] === 0x50 && bytes[1] === 0x4b ? await sheetsOf(bytes) : [readCsv(decodeText(bytes).text, INSTITUTION_HEADING_WORDS).rows];
  if (!Array.isArray(sheets)) return unreadable(sheets as Problem);
  const columns = columnsOf(said);
  let first: Read<ReadSheet> | undefined;
  for (const rows of sheets as readonly (readonly Row[])[]) {
    const reading = readInstitutionLines(rows, columns);
    if (reading.kind === 'read') return { ...reading, value: { ...reading.value, rows } };
    first ??= reading;
  }
  return first ?? unreadable(WORKBOOK_BROKEN);
}

/** Some lines as they were, each with what is said of it: why it was refused, to be put right, or what it changes, to find the way back. */
export function sheetCsv(rows: readonly Row[], why: ReadonlyMap<number, string>, heading: string): string {
  const [top, ...lines] = rows;
  return csvText([
    [heading, ...(top?.cells ?? []).map(textOfCell)],
    ...lines.flatMap(({ line, cells }) => {
      const reason = why.get(line);
      return reason === undefined ? [] : [[reason, ...cells.map(textOfCell)]];
    }),
  ]);
}

async function sheetsOf(bytes: Uint8Array): Promise<readonly (readonly Row[])[] | Problem> {
  const wrong = measureWorkbook(bytes);
  if (wrong !== undefined) return wrong;
  return (await unpackWorkbook(bytes))?.map(({ rows }) => rows) ?? WORKBOOK_BROKEN;
}

function columnsOf(said: Readonly<Record<string, string>>): SaidColumns<InstitutionField> {
  return new Map(
    Object.entries(said).map(([heading, field]) => [
      foldWord(heading),
      INSTITUTION_FIELDS.find((one) => one === field) ?? ('ignore' as const),
    ]),
  );
}
