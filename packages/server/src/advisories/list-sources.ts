import { secondsLater } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import type { Source, SourceCounts } from './source.ts';
import { countDocuments, listAllSources } from './source-store.ts';

export type ListedSource = Source & SourceCounts;

export const DELAY_DAYS = 30;
const NO_DOCUMENTS: SourceCounts = { documentCount: 0, quarantinedCount: 0, withdrawnCount: 0, waitingCount: 0, failingCount: 0 };

/** All sources by name, each with how it does. */
export async function listSources(machine: Machine, principal: Principal): Promise<readonly ListedSource[]> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const sources = await listAllSources(trx);
    const since = secondsLater(machine.clock.now(), -DELAY_DAYS * 24 * 3600);
    const counts = await countDocuments(
      trx,
      sources.map((source) => source.id),
      since,
    );
    return sources.map((source) => ({ ...source, ...(counts.get(source.id) ?? NO_DOCUMENTS) }));
  });
}
