import { millisecondsBetween, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import { asSystem } from '../database/as-principal.ts';
import { findFirstTold } from '../deliveries/delivery-store.ts';
import type { Machine } from '../machine.ts';

/** An institution's first answer to a matter. `thread`: of what it was told of the matter; `until`: when it answered. */
export type FirstAnswer = { readonly thread: string; readonly until: Instant; readonly urgency: Urgency };

/**
 * First answers, for who watches: how long after the institution was told. By urgency; of whom is not said. After they are kept, and a figure that
 * can't be had takes none of them back.
 */
export async function countAnswers(machine: Machine, firsts: readonly FirstAnswer[]): Promise<void> {
  if (firsts.length === 0) return;
  try {
    const told = await asSystem(machine.database, 'metrics', (trx) => findFirstTold(trx, firsts));
    for (const { thread, until, urgency } of firsts) {
      const toldAt = told.get(thread);
      if (toldAt === undefined) continue; // told on paper or by telephone: no message of ours says when
      machine.metrics.answerSeconds.observe({ urgency }, millisecondsBetween(toldAt, until) / 1_000);
    }
  } catch (cause) {
    machine.log.warn({ err: cause }, 'answers were not counted for the metrics; they are kept');
  }
}
