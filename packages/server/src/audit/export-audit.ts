import type { Instant } from '@forewarn/core/basics/instant.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Database } from '../database/open-database.ts';
import { canonicalJson } from './canonical-json.ts';
import { listSealed, type SealedEntry } from './seal-store.ts';

export const EXPORT_FORMATS = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const PAGE = 1_000;

/**
 * The sealed trail for an auditor, in the order of the chain, page by page: entries made from `from` on and before `to`. JSON Lines hold
 * everything that it takes to compute the hashes again; CSV is for reading.
 */
export async function* exportAudit(
  database: Database,
  format: ExportFormat,
  span: { readonly from?: Instant; readonly to?: Instant } = {},
): AsyncGenerator<string> {
  if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`;
  for (let after = 0; ;) {
    const page = await asSystem(database, 'export-audit', (trx) => listSealed(trx, { ...span, after, limit: PAGE }));
    yield page.map(format === 'csv' ? csvLine : jsonLine).join('');
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return;
    after = last.seal.sequence;
  }
}

/** `digest` is the SHA-256 of `entry` as it stands here, because it stands here as canonical JSON. `entry` is null where it is gone. */
function jsonLine({ seal, entry }: SealedEntry): string {
  const { sequence, sealedAt, previous, digest, hash } = seal;
  const head = JSON.stringify({ sequence, sealedAt, previous, digest, hash });
  return `${head.slice(0, -1)},"entry":${entry === undefined ? 'null' : canonicalJson(entry)}}\n`;
}

const COLUMNS = [
  'sequence',
  'at',
  'actor_kind',
  'actor',
  'acting_for',
  'origin',
  'action',
  'subject_kind',
  'subject',
  'institution_id',
  'details',
  'sealed_at',
  'hash',
] as const;

function csvLine({ seal, entry }: SealedEntry): string {
  const cells = [
    seal.sequence,
    entry?.at,
    entry?.actorKind,
    entry?.actor,
    entry?.actingFor,
    entry?.origin,
    entry?.action,
    entry?.subjectKind,
    entry?.subject,
    entry?.institutionId,
    entry === undefined ? undefined : canonicalJson(entry.details),
    seal.sealedAt,
    seal.hash,
  ];
  return `${cells.map((cell) => csvCell(cell === undefined || cell === null ? '' : String(cell))).join(',')}\r\n`;
}

/** RFC 4180 §2; and what a spreadsheet would take for a formula is text: people type names, and a name may be one. */
function csvCell(text: string): string {
  const safe = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
