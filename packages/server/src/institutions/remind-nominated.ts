import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { REMIND_AFTER_DAYS } from '@forewarn/core/institutions/nomination.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { markReminded } from './nomination-store.ts';

const A_DAY_MAX = 500;
const SYSTEM = { kind: 'system', name: 'remind-nominated' } as const;

/** The job `remind-nominated`, once a day: who was invited two weeks ago and said nothing is reminded, once. Key: the nomination. */
export async function remindNominated(machine: Machine): Promise<void> {
  const at = machine.clock.now();
  await asSystem(machine.database, SYSTEM.name, async (trx) => {
    const reminded = await markReminded(trx, secondsLater(at, -REMIND_AFTER_DAYS * 24 * 3600), at, A_DAY_MAX);
    if (reminded.length === 0) return;
    const subject = { kind: 'branch', id: 'all' };
    await record(trx, { principal: SYSTEM, at, action: 'nominations-reminded', subject, details: { nominations: reminded } });
    await enqueueAll(
      trx,
      'mail-nomination',
      reminded.map((id) => ({ payload: { nominationId: id, isReminder: true }, key: `nomination ${id} reminder` })),
    );
  });
}
