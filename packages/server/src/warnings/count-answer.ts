import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { millisecondsBetween } from '@forewarn/core/basics/instant.ts';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import { asSystem } from '../database/as-principal.ts';
import { findFirstTold } from '../deliveries/delivery-store.ts';
import type { Machine } from '../machine.ts';

/** An institution's first answer to a matter, for who watches: how long after it was told. By urgency; of whom is not said. */
export async function countAnswer(
  machine: Machine,
  {
    matterId,
    acknowledgement,
    urgency,
  }: { readonly matterId: string; readonly acknowledgement: Acknowledgement; readonly urgency: Urgency },
): Promise<void> {
  try {
    const thread = `${matterId}/${acknowledgement.institutionId}`;
    const toldAt = await asSystem(machine.database, 'metrics', (trx) => findFirstTold(trx, thread, acknowledgement.answeredAt));
    if (toldAt === undefined) return; // told on paper or by telephone: no message of ours says when
    machine.metrics.answerSeconds.observe({ urgency }, millisecondsBetween(toldAt, acknowledgement.answeredAt) / 1_000);
  } catch (cause) {
    machine.log.warn({ err: cause }, 'an answer was not counted for the metrics; it is kept');
  }
}
