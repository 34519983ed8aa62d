import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findMatterTraces } from '../matters/matter-trace-store.ts';
import { findThreadsBundled } from './bundle-store.ts';
import type { LeasedDelivery } from './lease-store.ts';

/** A message about a matter has the thread `matter/institution`. */
const MATTER_THREAD = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\//;

/** Where a delivery stands: it goes on in the trace of its matter, or, as a bundle of several, begins one that is linked to theirs. */
export type TraceOfDelivery =
  | { readonly kind: 'follows'; readonly from: string }
  | { readonly kind: 'bundles'; readonly links: readonly string[]; readonly bundled: number };

/** By delivery. Asks nothing where nobody has traces told. */
export async function tracesOfDeliveries(
  machine: Machine,
  leased: readonly LeasedDelivery[],
): Promise<ReadonlyMap<string, TraceOfDelivery>> {
  if (machine.traces === undefined || leased.length === 0) return new Map();
  return asSystem(machine.database, 'deliverer', async (trx) => {
    const others = leased.filter(({ thread }) => matterOf(thread) === undefined).map(({ id }) => id);
    const bundled = others.length === 0 ? new Map<string, readonly string[]>() : await findThreadsBundled(trx, others);
    const threads = [...leased.map(({ thread }) => thread), ...[...bundled.values()].flat()];
    const found = await findMatterTraces(trx, [...new Set(threads.flatMap((thread) => matterOf(thread) ?? []))]);
    const traceOf = (thread: string) => found.get(matterOf(thread) ?? '');
    return new Map(
      leased.flatMap(({ id, thread }): [string, TraceOfDelivery][] => {
        const from = traceOf(thread);
        if (from !== undefined) return [[id, { kind: 'follows', from }]];
        const its = bundled.get(id);
        return its === undefined
          ? []
          : [[id, { kind: 'bundles', links: its.flatMap((thread) => traceOf(thread) ?? []), bundled: its.length }]];
      }),
    );
  });
}

function matterOf(thread: string): string | undefined {
  return MATTER_THREAD.exec(thread)?.[1];
}
