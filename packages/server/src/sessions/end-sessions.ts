import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { markEnded } from './session-store.ts';
import type { Session } from './session.ts';

/** Ends one of one's own sessions, or all others. Refusal: `no-such`, also for somebody else's. */
export async function endSessions(
  machine: Pick<Machine, 'database' | 'clock'>,
  session: Session,
  which: { readonly id: string } | 'all-others',
): Promise<{ readonly ended: number } | Refusal> {
  const now = machine.clock.now();
  const accountId = session.account.id;
  return asSystem(machine.database, 'sign-in', async (trx) => {
    const ended = await markEnded(
      trx,
      which === 'all-others' ? { accountId, except: session.id } : { accountId, id: which.id },
      'by-holder',
      now,
    );
    if (ended.length === 0 && which !== 'all-others') return refuse('no-such', 'There is no such session.');
    for (const id of ended)
      await record(trx, { principal: session.principal, at: now, action: 'session-ended', subject: { kind: 'session', id } });
    return { ended: ended.length };
  });
}
