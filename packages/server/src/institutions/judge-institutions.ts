import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { compareInstitution, type InstitutionComparison } from '@forewarn/core/institutions/compare-institution.ts';
import { foldInstitutionName, type InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Transaction } from '../database/open-database.ts';
import { findContacts } from './contact-store.ts';
import { findInstitutionsByKvk, findInstitutionsByName, findWholeInstitutions } from './institution-store.ts';
import { readNetworks } from './read-networks.ts';

/** What would become of an entry; `id` is that of the institution of its name, else of the only one of its KvK number, where there is one. */
export type JudgedEntry = {
  readonly entry: InstitutionEntry;
  readonly id: InstitutionId | undefined;
  /** The name under which it is known, where that is another. */
  readonly knownAs?: string;
  readonly comparison: InstitutionComparison;
};

/** What each entry says anew, with nothing written: asked by the dry run and by accepting. What is no network goes to `problems`. */
export async function judgeInstitutions(
  trx: Transaction,
  entries: readonly InstitutionEntry[],
  problems: Problem[],
): Promise<readonly JudgedEntry[]> {
  const names = entries.map(({ name }) => name);
  const ids = new Map((await findInstitutionsByName(trx, names)).map((row) => [foldInstitutionName(row.name), row.id]));
  const numbered = Map.groupBy(
    await findInstitutionsByKvk(
      trx,
      entries.flatMap(({ kvk }) => kvk ?? []),
    ),
    ({ kvk }) => kvk,
  );
  // Another institution of one legal person is told by its name: where the list has the known one too, or several new names with the number, it decides nothing.
  const byName = new Set(ids.values());
  for (const [kvk = '', its] of Map.groupBy(entries, (entry) => entry.kvk)) {
    const [only, ...others] = numbered.get(kvk) ?? [];
    const [name, ...names] = new Set(its.map((entry) => foldInstitutionName(entry.name)).filter((folded) => !ids.has(folded)));
    if (only !== undefined && others.length === 0 && name !== undefined && names.length === 0 && !byName.has(only.id))
      ids.set(name, only.id);
  }
  const stored = new Map((await findWholeInstitutions(trx, [...ids.values()])).map((row) => [row.id, row]));
  const contacts = Map.groupBy(await findContacts(trx, [...ids.values()]), ({ institutionId }) => institutionId);
  return entries.map((entry) => {
    const id = ids.get(foldInstitutionName(entry.name));
    const found = id === undefined ? undefined : stored.get(id);
    const known = found === undefined ? undefined : { ...found, contacts: contacts.get(found.id) ?? [] };
    const read = { ...entry, networks: readNetworks(entry, problems) };
    const isOther = found !== undefined && foldInstitutionName(found.name) !== foldInstitutionName(entry.name);
    return { entry, id, ...(isOther ? { knownAs: found.name } : {}), comparison: compareInstitution(known, read) };
  });
}
