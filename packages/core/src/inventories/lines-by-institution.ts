import type { InstitutionId } from '../basics/ids.ts';
import type { Problem } from '../basics/problem.ts';
import { foldInstitutionName } from '../institutions/institution-entry.ts';
import type { ReadLine } from './inventory-reading.ts';
import type { Item } from './item.ts';

export type NamedInstitution = { readonly id: InstitutionId; readonly name: string };

/** Whose lines a file may hold: one institution's (its own upload, or the CERT for one), or any that the CERT knows by name. */
export type Owners =
  | { readonly kind: 'one'; readonly institution: NamedInstitution }
  | { readonly kind: 'by-name'; readonly institutions: readonly NamedInstitution[] };

export type InstitutionLines = { readonly institution: NamedInstitution; readonly items: readonly Item[] };

/**
 * Divides the lines of a file over the institutions that they belong to. Lines of nobody that we know, and lines of others in the file
 * of one institution, are left out and pointed out, once for each name.
 */
export function linesByInstitution(
  lines: readonly ReadLine[],
  owners: Owners,
): { readonly groups: readonly InstitutionLines[]; readonly problems: readonly Problem[] } {
  const known = new Map(
    (owners.kind === 'one' ? [owners.institution] : owners.institutions).map((institution) => [
      foldInstitutionName(institution.name),
      institution,
    ]),
  );
  const groups = new Map<InstitutionId, { institution: NamedInstitution; items: Map<string, Item> }>();
  const strange = new Map<string, { at: string; name: string | undefined; count: number }>();
  for (const line of lines) {
    const folded = line.institution === undefined ? '' : foldInstitutionName(line.institution);
    const institution = folded === '' ? (owners.kind === 'one' ? owners.institution : undefined) : known.get(folded);
    if (institution === undefined) {
      const seen = strange.get(folded);
      strange.set(folded, seen === undefined ? { at: line.at, name: line.institution, count: 1 } : { ...seen, count: seen.count + 1 });
      continue;
    }
    let group = groups.get(institution.id);
    if (group === undefined) groups.set(institution.id, (group = { institution, items: new Map() }));
    addItem(group.items, line.item);
  }
  return {
    groups: [...groups.values()].map(({ institution, items }) => ({ institution, items: [...items.values()] })),
    problems: [...strange.values()].map((one) => problemOf(one, owners)),
  };
}

/** Keys are unique per name in the file; lines with and without the name of one institution meet here. */
function addItem(items: Map<string, Item>, item: Item): void {
  let key = item.key;
  for (let more = 2; items.has(key); more += 1) key = `${item.key} ~${more}`;
  items.set(key, key === item.key ? item : { ...item, key });
}

function problemOf({ at, name, count }: { at: string; name: string | undefined; count: number }, owners: Owners): Problem {
  const lines = count === 1 ? 'This line' : `${count} lines, of which this is the first,`;
  if (name === undefined)
    return {
      code: 'institution-missing',
      at,
      message: `${lines} name no institution, so nothing was done with them.`,
      hint: 'Fill in the column "institution", or say whose file this is.',
      facts: { count },
    };
  if (owners.kind === 'one')
    return {
      code: 'institution-differs',
      at,
      message: `${lines} belong to "${name}" and this file is that of ${owners.institution.name}, so nothing was done with them.`,
      facts: { name, count },
    };
  return {
    code: 'institution-unknown',
    at,
    message: `${lines} belong to "${name}", which is no institution that we know, so nothing was done with them.`,
    hint: 'Add the institution first, or write its name as it is known.',
    facts: { name, count },
  };
}
