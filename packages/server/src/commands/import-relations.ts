import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { readRelations } from '@forewarn/core/inventories/formats/relations.ts';
import { relationsByInstitution } from '@forewarn/core/inventories/relations-by-institution.ts';
import { acceptRelations } from '../inventories/accept-relations.ts';
import { findRelationOwners } from '../inventories/find-relation-owners.ts';
import type { Machine } from '../machine.ts';
import type { Imported } from './import.ts';

/** Relations of many institutions, as `POST /api/relation-imports` takes them: added to what there is. Refusals: `input-unreadable`, `no-such`. */
export async function importRelations(
  machine: Machine,
  principal: Principal,
  bytes: Uint8Array,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<Imported | (Refusal & { readonly problems?: readonly Problem[] })> {
  const reading = readRelations(decodeText(bytes).text);
  if (reading.kind === 'unreadable') {
    const [problem] = reading.problems;
    return { ...refuse('input-unreadable', problem?.message ?? 'This file could not be read.', problem?.hint), problems: reading.problems };
  }
  const owners = await findRelationOwners(machine, principal, undefined, reading.value);
  if (owners === undefined) return refuse('no-such', 'There is no such institution.');
  const { groups, problems } = relationsByInstitution(reading.value, owners);
  const total = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  for (const [place, { institution, relations }] of groups.entries()) {
    const outcome = await acceptRelations(machine, principal, { institutionId: institution.id, relations, replaces: false });
    if (isRefusal(outcome)) continue; // it left while this was read
    total.added += outcome.added;
    total.changed += outcome.changed;
    total.removed += outcome.ended;
    total.unchanged += outcome.unchanged;
    onProgress(place + 1, groups.length);
  }
  return { kind: 'imported', ...total, institutions: groups.length, problems: [...problems, ...reading.problems] };
}
