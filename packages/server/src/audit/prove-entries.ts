import { asPrincipal, asSystem } from '../database/as-principal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../machine.ts';
import type { ChainedEntry } from './chained-entry.ts';
import type { Link } from './chain.ts';
import { auditPlace, sealAll } from './seal-all.ts';
import { findLastCheckpoint, listCheckpoints, type Seal } from './seal-store.ts';
import type { Statement } from './statement.ts';
import { listLinks, listTrail, type Subject, type TrailEntry } from './trail-store.ts';

export type ProvenEntry = {
  readonly sequence: number;
  readonly hash: string;
  readonly digest: string;
  readonly at: string;
  readonly action: string;
  /** The entry as it is hashed; absent where it tells of others too. */
  readonly entry?: ChainedEntry;
};

/** Entries with the way from each to a signed checkpoint: whoever has the public key can check it without us. */
export type ProvenTrail = {
  readonly entries: ProvenEntry[];
  /** Unbroken runs of links, each from the first entry that a checkpoint covers to that checkpoint. */
  readonly links: Link[][];
  readonly checkpoints: Statement[];
  /** PEM. Compare its `key` with what the CERT told you otherwise. */
  readonly publicKey: string;
};

const CHECKPOINTS_AT_ONCE = 100_000;

/**
 * The trail of these subjects as far as it is about this institution, with its proof. What is not sealed or signed yet is sealed and signed
 * now, so that the proof is whole. Entries about the warning as a whole come without their content: it counts others.
 */
export async function proveEntries(
  machine: Machine,
  principal: Principal,
  subjects: readonly Subject[],
  institutionId: string,
): Promise<ProvenTrail> {
  const load = () => asPrincipal(machine.database, principal, (trx) => listTrail(trx, subjects, institutionId));
  const place = await auditPlace(machine.database, machine.config.dataDirectory);
  let trail = await load();
  if (!(await isCovered(machine, trail))) {
    await sealAll(place, machine.clock.now(), { wait: true, checkpoint: true });
    trail = await load();
  }
  const sealed = trail.flatMap(({ entry, seal }) => (seal === undefined || isAboutStaff(entry) ? [] : [{ entry, seal }]));
  const seals = sealed.map(({ seal }) => seal);
  const { links, checkpoints } = await waysToCheckpoints(machine, principal, seals);
  return { entries: sealed.map((one) => provenEntry(one, institutionId)), links, checkpoints, publicKey: place.key.publicKey };
}

/** Who of the CERT looked at a list is told elsewhere; it is no part of what an institution was told. */
function isAboutStaff({ action, institutionId }: ChainedEntry): boolean {
  return institutionId === null && /-(read|searched|exported)$/.test(action);
}

async function isCovered(machine: Machine, trail: readonly TrailEntry[]): Promise<boolean> {
  const last = await asSystem(machine.database, 'prove', findLastCheckpoint);
  return trail.every(({ seal }) => seal !== undefined && seal.sequence <= (last?.sequence ?? 0));
}

function provenEntry({ entry, seal }: { entry: ChainedEntry; seal: Seal }, institutionId: string): ProvenEntry {
  const { sequence, hash, digest } = seal;
  const shown = { sequence, hash, digest, at: entry.at, action: entry.action };
  return entry.institutionId === institutionId ? { ...shown, entry } : shown;
}

async function waysToCheckpoints(
  machine: Machine,
  principal: Principal,
  seals: readonly Seal[],
): Promise<Pick<ProvenTrail, 'links' | 'checkpoints'>> {
  const first = seals[0];
  if (first === undefined) return { links: [], checkpoints: [] };
  return asPrincipal(machine.database, principal, async (trx) => {
    const all = await listCheckpoints(trx, first.sequence, CHECKPOINTS_AT_ONCE);
    const covering = Map.groupBy(seals, (seal) => all.find(({ sequence }) => sequence >= seal.sequence));
    const links: Link[][] = [];
    const checkpoints: Statement[] = [];
    for (const [checkpoint, covered] of covering) {
      const begin = covered[0];
      if (checkpoint === undefined || begin === undefined) continue;
      checkpoints.push(checkpoint);
      links.push([...(await listLinks(trx, begin.sequence, checkpoint.sequence))]);
    }
    return { links, checkpoints };
  });
}
