import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findMatterTraces } from '../matters/matter-trace-store.ts';
import type { LeasedDelivery } from './lease-store.ts';

/** A message about a matter has the thread `matter/institution`. */
const MATTER_THREAD = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\//;

/** By delivery: the step that it follows. Asks nothing where nobody has traces told. */
export async function tracesOfDeliveries(machine: Machine, leased: readonly LeasedDelivery[]): Promise<ReadonlyMap<string, string>> {
  if (machine.traces === undefined || leased.length === 0) return new Map();
  const matters = leased.flatMap((delivery) => {
    const matter = MATTER_THREAD.exec(delivery.message.thread)?.[1];
    return matter === undefined ? [] : [{ id: delivery.id, matter }];
  });
  const found = await asSystem(machine.database, 'deliverer', (trx) =>
    findMatterTraces(trx, [...new Set(matters.map(({ matter }) => matter))]),
  );
  return new Map(
    matters.flatMap(({ id, matter }) => {
      const traceparent = found.get(matter);
      return traceparent === undefined ? [] : [[id, traceparent] as const];
    }),
  );
}
