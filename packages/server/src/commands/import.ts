import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { DEFAULT_INVENTORY } from '@forewarn/api/inventories.ts';
import { readKnownExploited } from '@forewarn/core/advisories/formats/known-exploited.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { readInstitutions } from '@forewarn/core/institutions/formats/registry.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { acceptEpss } from '../advisories/accept-epss.ts';
import { acceptKnownExploited } from '../advisories/accept-known-exploited.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { importInventory } from '../inventories/import-inventory.ts';
import type { Machine } from '../machine.ts';
import { importAdvisories } from './import-advisories.ts';
import { importRelations } from './import-relations.ts';

/** Operators may hand in more than the network may: still no more than fits in memory a few times over. */
const FILE_BYTES_MAX = 512 * 1024 * 1024;

export const IMPORTS = ['institutions', 'inventory', 'relations', 'advisories', 'known-exploited', 'epss'] as const;
export type ImportKind = (typeof IMPORTS)[number];

export type ImportOptions = {
  /** inventory: name of the institution whose lines these are, where the file has no column for it. */
  readonly institution?: string;
  /** inventory: name of the list within each institution. */
  readonly inventory?: string;
  /** known-exploited: name of the list; the file's name where absent. */
  readonly list?: string;
  /** Hears how far it is, in institutions. */
  readonly onProgress?: (done: number, of: number) => void;
};

/** What an import did, in counts; for an inventory, added and so on are lines. `institutions` are those whose inventory was in the file. */
export type Imported = {
  readonly kind: 'imported';
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly institutions: number;
  readonly problems: readonly Problem[];
};

/**
 * `forewarn import institutions|inventory|relations|advisories|known-exploited|epss FILE`: the same readers and use cases as the API, as Forewarn itself.
 * Refusals: `no-such` file or institution, `too-large`, `input-unreadable` with its problems.
 */
export async function importFile(
  machine: Machine,
  what: ImportKind,
  path: string,
  options: ImportOptions = {},
): Promise<Imported | (Refusal & { readonly problems?: readonly Problem[] })> {
  const principal: Principal = { kind: 'system', name: `import ${what}` };
  if (what === 'advisories') return importAdvisories(machine, principal, path, options.onProgress);
  const bytes = await readBounded(path);
  if (isRefusal(bytes)) return bytes;
  switch (what) {
    case 'institutions':
      return importInstitutions(machine, principal, bytes, options);
    case 'inventory':
      return importInventoryFile(machine, principal, bytes, basename(path), options);
    case 'relations':
      return importRelations(machine, principal, bytes, options.onProgress);
    case 'known-exploited':
      return importKnownExploited(machine, principal, bytes, options.list ?? basename(path, extname(path)));
    case 'epss':
      return importEpss(machine, principal, bytes, basename(path));
  }
}

async function readBounded(path: string): Promise<Uint8Array | Refusal> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) return refuse('no-such', `There is no file ${path}.`, 'Check the path.');
  if (found.size > FILE_BYTES_MAX) return refuse('too-large', `${path} is larger than ${FILE_BYTES_MAX / 1024 / 1024} MiB.`, 'Split it.');
  return readFile(path);
}

async function importInstitutions(
  machine: Machine,
  principal: Principal,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<Imported | Refusal> {
  const reading = readInstitutions(bytes);
  if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
  const outcome = await acceptInstitutions(machine, principal, reading.value, (done) => options.onProgress?.(done, reading.value.length));
  return {
    kind: 'imported',
    ...outcome,
    removed: 0,
    institutions: reading.value.length,
    problems: [...reading.problems, ...outcome.problems],
  };
}

async function importInventoryFile(
  machine: Machine,
  principal: Principal,
  bytes: Uint8Array,
  fileName: string,
  options: ImportOptions,
): Promise<Imported | Refusal> {
  const outcome = await importInventory(
    machine,
    principal,
    { bytes, fileName, inventory: options.inventory ?? DEFAULT_INVENTORY, institution: options.institution },
    options.onProgress,
  );
  if (isRefusal(outcome)) return outcome;
  const sum = (name: 'added' | 'changed' | 'removed' | 'unchanged') => outcome.outcomes.reduce((total, one) => total + one[name], 0);
  return {
    kind: 'imported',
    added: sum('added'),
    changed: sum('changed'),
    removed: sum('removed'),
    unchanged: sum('unchanged'),
    institutions: outcome.outcomes.length,
    problems: outcome.problems,
  };
}

async function importKnownExploited(machine: Machine, principal: Principal, bytes: Uint8Array, list: string): Promise<Imported | Refusal> {
  const reading = readKnownExploited(bytes);
  if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
  const { added, removed } = await acceptKnownExploited(machine, principal, list, reading.value);
  return {
    kind: 'imported',
    added,
    changed: 0,
    removed,
    unchanged: reading.value.length - added,
    institutions: 0,
    problems: reading.problems,
  };
}

/** A day that is not newer than the one in force changes nothing, and that is told. */
async function importEpss(machine: Machine, principal: Principal, bytes: Uint8Array, fileName: string): Promise<Imported | Refusal> {
  const outcome = await acceptEpss(machine, principal, { bytes, url: fileName });
  if (isRefusal(outcome)) return outcome;
  const { kind, scoreDate, scoreCount, problems } = outcome;
  const older: Problem = {
    code: 'day-older',
    at: '',
    message: `The scores are of ${scoreDate}, and those of a newer day are in force; they stay.`,
  };
  return {
    kind: 'imported',
    added: kind === 'accepted' ? scoreCount : 0,
    changed: 0,
    removed: 0,
    unchanged: kind === 'accepted' ? 0 : scoreCount,
    institutions: 0,
    problems: kind === 'older' ? [older, ...problems] : problems,
  };
}
