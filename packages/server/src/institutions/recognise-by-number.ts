import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import { foldInstitutionName, type InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Transaction } from '../database/open-database.ts';
import { findInstitutionsByKvk, findInstitutionsByName } from './institution-store.ts';

/**
 * Who of a list is an institution under another name, by folded name: the only one of its KvK number. Another institution of one legal person
 * is told by its name: where the list has the known one too, or several new names with the number, it decides nothing. So the whole list is asked at once.
 */
export async function recogniseByNumber(trx: Transaction, list: readonly InstitutionEntry[]): Promise<ReadonlyMap<string, InstitutionId>> {
  const recognised = new Map<string, InstitutionId>();
  const numbers = [...new Set(list.flatMap(({ kvk }) => kvk ?? []))];
  if (numbers.length === 0) return recognised;
  const named = await findInstitutionsByName(
    trx,
    list.map(({ name }) => name),
  );
  const names = new Set(named.map(({ name }) => foldInstitutionName(name)));
  const byName = new Set(named.map(({ id }) => id));
  const numbered = Map.groupBy(await findInstitutionsByKvk(trx, numbers), ({ kvk }) => kvk);
  for (const [kvk = '', its] of Map.groupBy(list, (entry) => entry.kvk)) {
    const [only, ...others] = numbered.get(kvk) ?? [];
    const [name, ...more] = new Set(its.map((entry) => foldInstitutionName(entry.name)).filter((folded) => !names.has(folded)));
    if (only !== undefined && others.length === 0 && name !== undefined && more.length === 0 && !byName.has(only.id))
      recognised.set(name, only.id);
  }
  return recognised;
}
