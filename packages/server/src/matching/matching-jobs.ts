import { InternalFault } from '../internal-fault.ts';
import type { JobWork } from '../jobs/run-jobs.ts';
import { matchAdvisory } from './match-advisory.ts';
import { matchInventory } from './match-inventory.ts';
import { renewKeys } from './renew-keys.ts';
import { renewNamed, type ProductName } from './renew-named.ts';

/** The jobs of matching, for schedule.ts: payload in, use case called. */
export const MATCHING_JOBS: Readonly<Record<'match-advisory' | 'match-inventory' | 'renew-keys', JobWork>> = {
  'match-advisory': async (machine, payload) => {
    const { advisoryId } = (payload ?? {}) as { advisoryId?: unknown };
    if (typeof advisoryId !== 'string') throw new InternalFault('a match-advisory job names no advisory');
    await matchAdvisory(machine, advisoryId);
  },
  /** Either the snapshots of an institution (none where only its relations or what is in a line changed), or names that somebody decided about. */
  'match-inventory': async (machine, payload) => {
    const { institutionId, snapshotIds, names, contentsChanged, relationsChanged, everything } = (payload ?? {}) as Readonly<
      Record<string, unknown>
    >;
    if (Array.isArray(names)) await renewNamed(machine, names as readonly ProductName[]);
    else if (typeof institutionId === 'string' && Array.isArray(snapshotIds)) {
      await matchInventory(machine, {
        institutionId,
        snapshotIds: snapshotIds as readonly string[],
        contentsChanged: contentsChanged === true,
        relationsChanged: relationsChanged === true,
        everything: everything === true,
      });
    } else throw new InternalFault('a match-inventory job names neither an institution with its snapshots nor names');
  },
  'renew-keys': renewKeys,
};
