import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { markAllEnded } from './session-store.ts';

/** Ends every session there is: everybody signs in again. Tokens of programs stay. */
export async function endAllSessions(machine: Pick<Machine, 'database' | 'clock'>): Promise<{ readonly ended: number }> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'forewarn secrets', async (trx) => {
    const ended = await markAllEnded(trx, 'by-operator', now);
    await record(trx, {
      principal: { kind: 'system', name: 'forewarn secrets' },
      at: now,
      action: 'all-sessions-ended',
      subject: { kind: 'session', id: 'all' },
      details: { ended },
    });
    return { ended };
  });
}
