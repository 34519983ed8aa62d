import { createHash } from 'node:crypto';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { compareInventories, inventoryText } from '@forewarn/core/inventories/compare-inventories.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { confirmItems, currentItems, endItems, holdInventory, insertItems, insertSnapshot, newestSnapshot } from './inventory-store.ts';
import type { KeysOf } from './product-keys.ts';

/** An unchanged line counts as checked again by an upload at most once a day: sending the same file twice in a row writes nothing. */
const CONFIRM_AFTER_SECONDS = 24 * 3600;

/** The lines of one institution's inventory, as one submission. */
export type Submission = {
  readonly institutionId: string;
  /** Name of the list within the institution. */
  readonly inventory: string;
  readonly items: readonly Item[];
  readonly takenAt?: Instant;
  readonly uploadId?: string;
  /** In words: "upload ict.xlsx", "api", "import". */
  readonly receivedFrom: string;
};

export type AcceptedInventory = {
  readonly kind: 'accepted' | 'unchanged';
  readonly institutionId: string;
  readonly institution: string;
  readonly inventory: string;
  readonly sequence: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
};

/**
 * Makes these lines the inventory of that name: compares with what there is, ends what is gone or otherwise, stores what is new, a dated
 * snapshot, the audit entry and the job `match-inventory`, in one transaction. The same content (in any order) a second time makes no
 * snapshot and no job. Refusal: `no-such` institution.
 */
export async function acceptInventory(
  machine: Machine,
  principal: Principal,
  submission: Submission,
  keysOf: KeysOf,
): Promise<AcceptedInventory | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const institution = await findInstitution(trx, submission.institutionId);
    if (institution === undefined) return refuse('no-such', 'There is no such institution.');
    const inventoryId = await holdInventory(trx, {
      id: newId<'Inventory'>(now),
      institutionId: submission.institutionId,
      name: submission.inventory,
    });
    const outcome = await acceptItems(trx, { ...submission, inventoryId, principal, now, keysOf });
    return { ...outcome, institutionId: submission.institutionId, institution: institution.name, inventory: submission.inventory };
  });
}

type Held = Submission & { readonly inventoryId: string; readonly principal: Principal; readonly now: Instant; readonly keysOf: KeysOf };

/** The same for one who holds the inventory in a transaction already: a change of one line. */
export async function acceptItems(
  trx: Transaction,
  held: Held,
): Promise<Omit<AcceptedInventory, 'institutionId' | 'institution' | 'inventory'>> {
  const sha256 = createHash('sha256').update(inventoryText(held.items)).digest();
  const newest = await newestSnapshot(trx, held.inventoryId);
  const confirmed = () => confirmItems(trx, held.inventoryId, held.now, secondsLater(held.now, -CONFIRM_AFTER_SECONDS));
  if (newest !== undefined && sha256.equals(newest.sha256)) {
    await confirmed();
    return { kind: 'unchanged', sequence: newest.sequence, added: 0, changed: 0, removed: 0, unchanged: held.items.length };
  }
  const sequence = (newest?.sequence ?? 0) + 1;
  const before = newest === undefined ? [] : await currentItems(trx, held.inventoryId);
  const { added, changed, removed, unchanged } = compareInventories(before, held.items);
  const ended = [...removed, ...changed.map((change) => change.before)];
  await endItems(
    trx,
    held.inventoryId,
    ended.map((item) => item.key),
    sequence - 1,
  );
  if (unchanged.length > 0) await confirmed();
  const begun = [...added, ...changed.map((change) => change.after)].map((item) => ({ item, place: held.keysOf.placeOf(item) }));
  await insertItems(
    trx,
    { institutionId: held.institutionId, inventoryId: held.inventoryId, firstSnapshot: sequence, checkedAt: held.now },
    begun,
  );
  const counts = { added: added.length, changed: changed.length, removed: removed.length };
  const snapshotId = newId<'Snapshot'>(held.now);
  await insertSnapshot(trx, {
    id: snapshotId,
    inventoryId: held.inventoryId,
    institutionId: held.institutionId,
    sequence,
    takenAt: held.takenAt,
    receivedAt: held.now,
    receivedFrom: held.receivedFrom,
    uploadId: held.uploadId,
    itemCount: held.items.length,
    sha256,
    ...counts,
  });
  const subject = { kind: 'inventory', id: held.inventoryId };
  await record(trx, {
    principal: held.principal,
    at: held.now,
    action: 'inventory-accepted',
    subject,
    institutionId: held.institutionId,
    details: { snapshot: snapshotId, sequence, ...counts },
  });
  await enqueue(
    trx,
    'match-inventory',
    { institutionId: held.institutionId, snapshotIds: [snapshotId] },
    { key: `match-inventory:${snapshotId}` },
  );
  return { kind: 'accepted', sequence, ...counts, unchanged: unchanged.length };
}
