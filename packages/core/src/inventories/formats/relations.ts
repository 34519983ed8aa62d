import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { ROWS_MAX } from '../../basics/csv.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import { readRelation, RELATION_FIELDS } from '../read-relation.ts';
import { readRelationsTable, type ReadRelationRow } from './relations-table.ts';
import { PROBLEMS_MAX } from './table.ts';

/**
 * Relations as text: JSON `{"relations": [{"kind": "connection", "supplier": "…", "connection": "vpn"}]}` where it begins with a brace,
 * else a table. Never throws.
 */
export function readRelations(text: string): Read<readonly ReadRelationRow[]> {
  if (!text.trimStart().startsWith('{')) return readRelationsTable(text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable({
      code: 'json-broken',
      at: '',
      message: 'This begins like JSON and is not: something is missing or too much.',
      hint: 'Check for a comma after the last entry.',
    });
  }
  const list: unknown = typeof json === 'object' && json !== null && 'relations' in json ? json.relations : undefined;
  if (!Array.isArray(list))
    return unreadable({
      code: 'relations-missing',
      at: '/relations',
      message: 'This JSON has no list "relations".',
      hint: 'Send {"relations": [{"kind": "supplier", "supplier": "…"}]}.',
    });
  if (list.length > ROWS_MAX) return tooManyLines({ at: '/relations', of: 'relations', most: ROWS_MAX });
  const problems: Problem[] = [];
  const rows = list.flatMap((value: unknown, index) => {
    const at = `/relations/${index}`;
    const texts = textsOf(value);
    const understood = readRelation(texts, (field) => (field === undefined ? at : `${at}/${field}`));
    problems.push(...understood.problems);
    const { institution } = texts;
    return understood.relations.map((relation) => ({ at, ...(institution === undefined ? {} : { institution }), relation }));
  });
  return read(rows, problems.slice(0, PROBLEMS_MAX));
}

/** The way of a connection says more than that it is one. */
function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const named = Object.entries(value).filter(([, text]) => typeof text === 'string' || typeof text === 'number');
  const texts = Object.fromEntries(named.map(([name, text]) => [name, String(text)]));
  const { connection } = texts;
  const wanted = connection === undefined ? texts : { ...texts, kind: connection };
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => RELATION_FIELDS.some((field) => field === name)));
}
