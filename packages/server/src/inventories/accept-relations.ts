import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { compareRelations } from '@forewarn/core/inventories/compare-relations.ts';
import { relationKey } from '@forewarn/core/inventories/relation-key.ts';
import type { Relation } from '@forewarn/core/inventories/relation.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { lineOfNamed } from './line-of-named.ts';
import { loadKeysOf } from './product-keys.ts';
import { confirmRelations, currentRelations, endRelations, holdInstitution, insertRelations } from './relation-store.ts';

/** As lines: the same list twice in a row writes nothing. */
const CONFIRM_AFTER_SECONDS = 24 * 3600;

export type AcceptedRelations = {
  readonly kind: 'accepted' | 'unchanged';
  readonly institutionId: string;
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  readonly unchanged: number;
};

/**
 * Makes these the relations of an institution (`replaces`), or adds them to what there is; with the audit entry and the job that matches
 * the institution anew, in one transaction. What is said a second time changes nothing. Refusal: `no-such` institution.
 */
export async function acceptRelations(
  machine: Machine,
  principal: Principal,
  said: { readonly institutionId: string; readonly relations: readonly Relation[]; readonly replaces: boolean },
): Promise<AcceptedRelations | Refusal> {
  const keysOf = await loadKeysOf(machine);
  const now = machine.clock.now();
  const { institutionId } = said;
  return asPrincipal(machine.database, principal, async (trx) => {
    if (!(await holdInstitution(trx, institutionId))) return refuse('no-such', 'There is no such institution.');
    const before = (await currentRelations(trx, institutionId)).map(({ relation }) => relation);
    const { added, changed, ended, unchanged } = compareRelations(before, said.relations, said.replaces);
    await confirmRelations(trx, institutionId, said.relations.map(relationKey), now, secondsLater(now, -CONFIRM_AFTER_SECONDS));
    const counts = { added: added.length, changed: changed.length, ended: ended.length };
    if (added.length + changed.length + ended.length === 0) return { kind: 'unchanged', institutionId, ...counts, unchanged };
    await endRelations(trx, institutionId, [...ended, ...changed.map(({ key }) => key)], now);
    const begun = [...added, ...changed].map(({ key, relation }) => ({
      key,
      relation,
      productKeys: keysOf(lineOfNamed({ supplier: relation.supplier, product: relation.product })),
    }));
    await insertRelations(trx, institutionId, now, begun);
    const changeId = newId<'Change'>(now);
    const subject = { kind: 'institution', id: institutionId };
    await record(trx, { principal, at: now, action: 'relations-accepted', subject, institutionId, details: counts });
    const payload = { institutionId, snapshotIds: [], relationsChanged: true };
    await enqueue(trx, 'match-inventory', payload, { key: `match-inventory:relations:${changeId}` });
    return { kind: 'accepted', institutionId, ...counts, unchanged };
  });
}
