import { csvText } from '@forewarn/core/warnings/csv-text.ts';
import { readCsv, ROWS_MAX } from '@forewarn/core/basics/csv.ts';
import { holdsBsnLike } from '@forewarn/core/basics/clean-text.ts';
import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import { tooManyLines } from '@forewarn/core/basics/too-many-lines.ts';
import { foldWord, textOfCell, type Row, type SaidColumns } from '@forewarn/core/basics/table.ts';
import {
  INSTITUTION_HEADING_WORDS,
  readInstitutionLines,
  type InstitutionField,
  type InstitutionLine,
  type InstitutionLines,
} from '@forewarn/core/institutions/formats/institutions-table.ts';
import { measureWorkbook, SHEET_ROWS_MAX, unpackWorkbook, WORKBOOK_BROKEN } from '@forewarn/core/inventories/formats/workbook.ts';

/** A sheet as it came and as it was understood; nothing of it has left the browser. */
export type ReadSheet = InstitutionLines & { readonly rows: readonly Row[] };

/** A table of the file. `isCut`: it has more rows than are read, `most`. */
type Table = { readonly rows: readonly Row[]; readonly isCut?: true; readonly at: string; readonly most: number };

/** Remarks on a line that is taken over all the same. */
const REMARKS: ReadonlySet<string> = new Set(['contact-unreachable']);

/**
 * Reads a table of institutions: a workbook by its first bytes, else delimited text. `fields`: what its columns may be; `said`: what they
 * are, by heading. A list that is longer than is read is refused whole, so that nobody thinks that all of it was taken.
 */
export async function readSheet(
  bytes: Uint8Array,
  fields: readonly InstitutionField[],
  said: Readonly<Record<string, string>> = {},
): Promise<Read<ReadSheet>> {
  const tables =
    bytes[0] === 0x50 && bytes[1] === 0x4b
      ? await sheetsOf(bytes)
      : [{ ...readCsv(decodeText(bytes).text, INSTITUTION_HEADING_WORDS), at: '', most: ROWS_MAX }];
  if (!Array.isArray(tables)) return unreadable(tables as Problem);
  const columns = columnsOf(fields, said);
  let first: Read<ReadSheet> | undefined;
  for (const { rows, isCut, at, most } of tables as readonly Table[]) {
    // Of what is refused for its length the headings say enough.
    const reading = readInstitutionLines(isCut === true ? rows.slice(0, 1) : rows, columns, fields);
    if (reading.kind === 'read') {
      if (isCut === true) return tooManyLines({ at, of: 'institutions', most });
      const lines = reading.value.lines.map(withoutCitizens);
      return { ...reading, value: { ...reading.value, lines, rows } };
    }
    first ??= reading;
  }
  return first ?? unreadable(WORKBOOK_BROKEN);
}

/** What of a line's problems keeps it from being taken over. */
export function refusals(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ code }) => !REMARKS.has(code));
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

async function sheetsOf(bytes: Uint8Array): Promise<readonly Table[] | Problem> {
  const wrong = measureWorkbook(bytes);
  if (wrong !== undefined) return wrong;
  const sheets = await unpackWorkbook(bytes);
  return sheets?.map(({ name, ...sheet }) => ({ ...sheet, at: `sheet "${name.slice(0, 50)}"`, most: SHEET_ROWS_MAX })) ?? WORKBOOK_BROKEN;
}

/** What seems to hold a citizen service number is pointed out here, and does not leave the browser (invariant 12). */
function withoutCitizens(line: InstitutionLine): InstitutionLine {
  const { name, branch, itProvider, locations, domains, contacts } = line.entry ?? { locations: [], domains: [], contacts: [] };
  const texts = [name, branch, itProvider, ...domains, ...[...locations, ...contacts].map((one) => one.name)];
  const places = [...locations.map(({ city }) => city), ...contacts.map(({ email }) => email)];
  if (![...texts, ...places].some((text) => text !== undefined && holdsBsnLike(text))) return line;
  const problem = { code: 'bsn-like', at: `line ${line.line}`, message: 'This seems to hold a citizen service number.' };
  return { ...line, problems: [...line.problems, problem] };
}

function columnsOf(fields: readonly InstitutionField[], said: Readonly<Record<string, string>>): SaidColumns<InstitutionField> {
  return new Map(
    Object.entries(said).map(([heading, field]) => [foldWord(heading), fields.find((one) => one === field) ?? ('ignore' as const)]),
  );
}
