import { secondsLater } from '@forewarn/core/basics/instant.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { DELAY_DAYS, type ListedSource } from './list-sources.ts';
import { findBookmarks, findFailing, type FailingDocument } from './listed-document-store.ts';
import { countDocuments, findSource } from './source-store.ts';

export type ShownSource = ListedSource & {
  readonly failing: readonly FailingDocument[];
  readonly listings: readonly { readonly listing: string; readonly storedUpTo?: Instant; readonly waiting: number }[];
};

const FAILING_SHOWN_MAX = 200;

/** One source with what fails, each in words, and how far each of its listings is stored. Refusal `no-such`. */
export async function showSource(machine: Machine, principal: Principal, id: string): Promise<ShownSource | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const source = await findSource(trx, id);
    if (source === undefined) return refuse('no-such', 'There is no such source.');
    const counts = await countDocuments(trx, [id], secondsLater(machine.clock.now(), -DELAY_DAYS * 24 * 3600));
    const none = { documentCount: 0, quarantinedCount: 0, withdrawnCount: 0, waitingCount: 0, failingCount: 0 };
    return {
      ...source,
      ...(counts.get(id) ?? none),
      failing: await findFailing(trx, id, FAILING_SHOWN_MAX),
      listings: await findBookmarks(trx, id),
    };
  });
}
