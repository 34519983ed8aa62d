import { isRefusal, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { removeContents, type Contents } from './component-store.ts';

/** Takes back what a line contains, as `find` finds it in the same transaction; the document itself stays kept. Refusals: those of `find`. */
export async function forgetComponents(
  machine: Machine,
  principal: Principal,
  find: (trx: Transaction) => Promise<Contents | Refusal>,
): Promise<Contents | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const contents = await find(trx);
    if (isRefusal(contents)) return contents;
    await removeContents(trx, contents.inventoryId, contents.item);
    await record(trx, {
      principal,
      at: now,
      action: 'components-forgotten',
      subject: { kind: 'inventory', id: contents.inventoryId },
      institutionId: contents.institutionId,
      details: { contents: contents.id, upload: contents.uploadId },
    });
    const payload = { institutionId: contents.institutionId, snapshotIds: [], contentsChanged: true };
    await enqueue(trx, 'match-inventory', payload, { key: `match-inventory:contents-gone:${contents.id}` });
    return contents;
  });
}
