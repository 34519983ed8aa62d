import { numberTest } from '@forewarn/core/institutions/number-test.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { findUntestedNumbers, insertTestCall, listTestCalls } from './number-test-store.ts';

/** Of one day: somebody has to ring them. In a year a sector of 3,500 numbers. */
const A_DAY_MAX = 10;
const SYSTEM = { kind: 'system', name: 'ask-yearly-tests' } as const;

/**
 * The job `ask-yearly-tests`, once a day: puts the numbers for the night that nobody tried for a year on the list of test calls, the longest first. One
 * that failed is not tried again by itself: it has to be repaired. Key: the contact, while its call waits.
 */
export async function askYearlyTests(machine: Machine): Promise<void> {
  const now = machine.clock.now();
  await asSystem(machine.database, SYSTEM.name, async (trx) => {
    for (const { contactId, institutionId } of await findUntestedNumbers(trx, now, A_DAY_MAX)) {
      const calls = (await listTestCalls(trx, institutionId)).filter((call) => call.contactId === contactId);
      const { state } = numberTest(calls, now);
      if (state !== 'never' && state !== 'due') continue;
      const id = newId<'TestCall'>(now);
      if (!(await insertTestCall(trx, { id, institutionId, contactId, askedAt: now, askedBy: 'Forewarn' }))) continue;
      const subject = { kind: 'contact', id: contactId };
      await record(trx, { principal: SYSTEM, at: now, action: 'test-call-asked', subject, institutionId, details: { call: id } });
    }
  });
}
