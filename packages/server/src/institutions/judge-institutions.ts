import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { compareInstitution, type InstitutionComparison } from '@forewarn/core/institutions/compare-institution.ts';
import { foldInstitutionName, type InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Transaction } from '../database/open-database.ts';
import { findContacts } from './contact-store.ts';
import { findInstitutionsByName, findWholeInstitutions } from './institution-store.ts';
import { readNetworks } from './read-networks.ts';

/** What would become of an entry; `id` is that of the institution of its name, else of the only one of its KvK number, where there is one. */
export type JudgedEntry = {
  readonly entry: InstitutionEntry;
  readonly id: InstitutionId | undefined;
  /** The name under which it is known, where that is another. */
  readonly knownAs?: string;
  readonly comparison: InstitutionComparison;
};

/**
 * What each entry says anew, with nothing written: asked by the dry run and by accepting. `recognised`: who of the whole list is known by its
 * number, as these may be a part of it. What is no network goes to `problems`.
 */
export async function judgeInstitutions(
  trx: Transaction,
  entries: readonly InstitutionEntry[],
  recognised: ReadonlyMap<string, InstitutionId>,
  problems: Problem[],
): Promise<readonly JudgedEntry[]> {
  const names = entries.map(({ name }) => name);
  const ids = new Map(recognised);
  for (const { id, name } of await findInstitutionsByName(trx, names)) ids.set(foldInstitutionName(name), id);
  const its = names.flatMap((name) => ids.get(foldInstitutionName(name)) ?? []);
  const stored = new Map((await findWholeInstitutions(trx, its)).map((row) => [row.id as string, row]));
  const contacts = Map.groupBy(await findContacts(trx, its), ({ institutionId }) => institutionId);
  return entries.map((entry) => {
    const found = stored.get(ids.get(foldInstitutionName(entry.name)) ?? '');
    const known = found === undefined ? undefined : { ...found, contacts: contacts.get(found.id) ?? [] };
    const read = { ...entry, networks: readNetworks(entry, problems) };
    const isOther = found !== undefined && foldInstitutionName(found.name) !== foldInstitutionName(entry.name);
    return { entry, id: found?.id, ...(isOther ? { knownAs: found.name } : {}), comparison: compareInstitution(known, read) };
  });
}
