import { ROWS_MAX, readCsv } from '../../basics/csv.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { findColumns, textOfCell, type Columns, type Row } from '../../basics/table.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import { readRelation, RELATION_FIELDS, type RelationField } from '../read-relation.ts';
import type { Relation } from '../relation.ts';
import { PROBLEMS_MAX } from './table.ts';

/** Headings of a list of relations, folded, Dutch and English. */
const HEADINGS: Readonly<Record<RelationField, readonly string[]>> = {
  institution: [
    'institution',
    'instelling',
    'zorginstelling',
    'organisatie',
    'organisation',
    'organization',
    'deelnemer',
    'klant',
    'naam instelling',
  ],
  supplier: [
    'supplier',
    'leverancier',
    'vendor',
    'partij',
    'dienstverlener',
    'it dienstverlener',
    'it provider',
    'provider',
    'verwerker',
    'naam leverancier',
    'partner',
    'met wie',
  ],
  kind: [
    'kind',
    'soort verbinding',
    'soort',
    'soort relatie',
    'type verbinding',
    'type',
    'verbinding',
    'connection',
    'connection kind',
    'connection type',
    'relatie',
    'relation',
  ],
  product: ['product', 'applicatie', 'application', 'systeem', 'system', 'dienst', 'service', 'toepassing'],
  tenant: ['tenant', 'omgeving', 'cluster'],
  region: ['region', 'regio', 'datacenter'],
  description: ['description', 'omschrijving', 'toelichting', 'opmerking', 'remark', 'notes'],
  since: ['since', 'sinds', 'vanaf', 'ingangsdatum', 'startdatum', 'start date', 'from'],
};
const HEADING_WORDS: ReadonlySet<string> = new Set(Object.values(HEADINGS).flat());
const HEADING_ROWS_LOOKED_AT = 20;

/** One row understood: where it stands, whose it is where the table says so, and what it says. */
export type ReadRelationRow = { readonly at: string; readonly institution?: string; readonly relation: Relation };

/** A table of relations as text (CSV). Unreadable where no column names the supplier: the sentence says which columns were seen. */
export function readRelationsTable(text: string): Read<readonly ReadRelationRow[]> {
  const { rows, isCut } = readCsv(text, HEADING_WORDS);
  const heading = findHeading(rows);
  if (heading === undefined) {
    const seen = (rows[0]?.cells ?? []).slice(0, 12).map((cell) => `"${textOfCell(cell).trim().slice(0, 40)}"`);
    return unreadable({
      code: 'supplier-column-missing',
      at: '',
      message: seen.length === 0 ? 'The file is empty.' : `No column names the supplier. Seen were: ${seen.join(', ')}.`,
      hint: `Name the column "leverancier" (or "supplier"). The others may be: ${RELATION_FIELDS.join(', ')}; their order is free.`,
      facts: seen.length === 0 ? { about: 'empty' } : { seen: seen.join(', ') },
    });
  }
  if (isCut === true || rows.length - heading.place - 1 > ROWS_MAX) return tooManyLines({ at: '', of: 'relations', most: ROWS_MAX });
  const problems: Problem[] = [];
  const found = rows.slice(heading.place + 1).flatMap((row) => readRow(row, heading.columns, problems));
  return read(found, problems.slice(0, PROBLEMS_MAX));
}

function findHeading(rows: readonly Row[]): { place: number; columns: Columns<RelationField> } | undefined {
  for (const [place, row] of rows.slice(0, HEADING_ROWS_LOOKED_AT).entries()) {
    const columns = findColumns(row, HEADINGS);
    if (columns.known.some(({ field }) => field === 'supplier' || field === 'tenant')) return { place, columns };
  }
  return undefined;
}

function readRow(row: Row, columns: Columns<RelationField>, problems: Problem[]): readonly ReadRelationRow[] {
  const texts = Object.fromEntries(columns.known.map(({ index, field }) => [field, textOfCell(row.cells[index])]));
  if (Object.values(texts).every((text) => text.trim() === '')) return [];
  const line = `line ${row.line}`;
  const understood = readRelation(texts, (field) => {
    const column = columns.known.find((known) => known.field === field);
    return column === undefined ? line : `${line}, column "${column.heading}"`;
  });
  problems.push(...understood.problems);
  const institution = texts['institution']?.trim();
  return understood.relations.map((relation) => ({ at: line, ...(institution ? { institution } : {}), relation }));
}
