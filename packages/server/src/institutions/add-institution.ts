import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { foldInstitutionName, type InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { acceptInstitutions } from './accept-institutions.ts';
import { findInstitutionsByKvk, findInstitutionsByName } from './institution-store.ts';
import { readNetworks } from './read-networks.ts';

/** Adds one institution with its contacts. Refusals: `name-taken`, `input-unreadable`. */
export async function addInstitution(
  machine: Machine,
  principal: Principal,
  entry: InstitutionEntry,
): Promise<{ kind: 'added'; id: string } | (Refusal & { problems?: readonly Problem[] })> {
  const problems: Problem[] = [];
  readNetworks(entry, problems);
  if (problems.length > 0) return { ...refuse('input-unreadable', 'Some of the networks are none.'), problems };
  const find = () => asPrincipal(machine.database, principal, (trx) => findInstitutionsByName(trx, [entry.name]));
  if ((await find()).length > 0)
    return refuse(
      'name-taken',
      'There is an institution of this name already.',
      'Change that one, or give this one the name by which you tell them apart.',
      { about: 'institution' },
    );
  const { kvk } = entry;
  const numbered = kvk === undefined ? [] : await asPrincipal(machine.database, principal, (trx) => findInstitutionsByKvk(trx, [kvk]));
  if (numbered[0] !== undefined)
    return refuse(
      'name-taken',
      `There is an institution of this KvK number already: ${numbered[0].name}.`,
      'Change that one. Is this another of the same legal person? Add it without the number, and set that on its page.',
      { about: 'kvk', name: numbered[0].name },
    );
  await acceptInstitutions(machine, principal, [entry]);
  const added = (await find()).find((row) => foldInstitutionName(row.name) === foldInstitutionName(entry.name));
  return { kind: 'added', id: added?.id ?? '' };
}
