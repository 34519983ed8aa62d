import { ROWS_MAX, readCsv } from '../../basics/csv.ts';
import { decodeText } from '../../basics/decode-text.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import type { InstitutionEntry } from '../institution-entry.ts';
import { readInstitutionEntry } from '../read-institution-entry.ts';
import { INSTITUTION_HEADING_WORDS, readInstitutionsTable } from './institutions-table.ts';

/** Reads a list of institutions: JSON lines where it begins with a brace (one institution a line), else a table. Never throws. */
export function readInstitutions(bytes: Uint8Array): Read<readonly InstitutionEntry[]> {
  const { text } = decodeText(bytes);
  if (text.trimStart().startsWith('{')) return readJsonLines(text);
  const { rows, isCut } = readCsv(text, INSTITUTION_HEADING_WORDS);
  return isCut === true ? tooManyLines({ at: '', of: 'institutions', most: ROWS_MAX }) : readInstitutionsTable(rows);
}

function readJsonLines(text: string): Read<readonly InstitutionEntry[]> {
  const problems: Problem[] = [];
  const entries: InstitutionEntry[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const found: Problem[] = [];
    const entry = readInstitutionEntry({ value: parseOrUndefined(line), at: '' }, found);
    if (entry !== undefined) entries.push(entry);
    problems.push(...found.map((problem) => ({ ...problem, at: `line ${index + 1}${problem.at === '' ? '' : `, ${problem.at}`}` })));
  });
  if (entries.length === 0)
    return unreadable(
      {
        code: 'no-lines',
        at: '',
        message: 'The file has no institution with a name.',
        hint: 'One JSON object a line: {"name": "…", "sector": "…"}.',
      },
      ...problems,
    );
  return read(entries, problems);
}

/** A line that is no JSON reads as an institution without a name, which is what will be said of it. */
function parseOrUndefined(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
