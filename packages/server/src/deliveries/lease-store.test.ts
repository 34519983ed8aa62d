import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { deliveriesNow, exampleMembers, planFor } from './example-deliveries.test-support.ts';
import { giveBack, leaseDue, recordAttempts, renewLeases, type AttemptRecord } from './lease-store.ts';

const NOW = '2026-11-23T09:00:00.000Z' as Instant;
const SOON = '2026-11-23T09:00:20.000Z' as Instant;
const LATER = '2026-11-23T09:00:40.000Z' as Instant;

let machine: TestMachine;
beforeEach(async () => {
  machine = await testMachine();
  await planFor(machine, await exampleMembers(machine, 3));
});
afterEach(() => machine?.close());

const inTransaction = <Outcome>(work: (trx: Transaction) => Promise<Outcome>) => asSystem(machine.database, 'test', work);
const lease = async (holder: string, now: Instant, until = SOON) =>
  (await inTransaction((trx) => leaseDue(trx, { channel: 'email', holder, until, limit: 10 }, now))).map(({ id }) => id);
const record = (more: Partial<AttemptRecord> & { deliveryId: string }) =>
  inTransaction((trx) =>
    recordAttempts(trx, [
      { beganAt: NOW, endedAt: NOW, outcome: 'sent', reason: undefined, response: undefined, nextAttemptAt: undefined, ...more },
    ]),
  );
const stateOf = async (id: string) => (await deliveriesNow(machine)).find((row) => row.id === id);

test('what is renewed stays with its holder; what is not comes free when its time is over', async () => {
  const ids = await lease('a', NOW);
  expect(await inTransaction((trx) => renewLeases(trx, { holder: 'a', ids: ids.slice(0, 1), until: LATER }))).toEqual(
    new Set(ids.slice(0, 1)),
  );
  expect(await lease('b', NOW)).toEqual([]);
  expect((await lease('b', SOON, LATER)).sort()).toEqual(ids.slice(1).sort());
  expect(await inTransaction((trx) => renewLeases(trx, { holder: 'a', ids, until: LATER }))).toEqual(new Set(ids.slice(0, 1)));
});

test('what is given back is free at once, and only its holder gives it back', async () => {
  const ids = await lease('a', NOW);
  await inTransaction((trx) => giveBack(trx, 'b', ids));
  expect(await lease('b', NOW)).toEqual([]);
  await inTransaction((trx) => giveBack(trx, 'a', ids));
  expect(await lease('b', NOW)).toHaveLength(3);
});

test('two deliverers that both sent leave one sent delivery with both attempts on record', async () => {
  const [id] = await lease('a', NOW);
  await record({ deliveryId: id! });
  await record({ deliveryId: id!, endedAt: LATER });
  expect(await stateOf(id!)).toMatchObject({ state: 'sent', attempts: 2 });
});

test('a failure that comes late does not undo what was sent meanwhile', async () => {
  const [id] = await lease('a', NOW);
  await record({ deliveryId: id! });
  await record({ deliveryId: id!, outcome: 'failed-for-now', reason: 'timeout', nextAttemptAt: LATER });
  await record({ deliveryId: id!, outcome: 'failed-for-good', reason: 'refused' });
  expect(await stateOf(id!)).toMatchObject({ state: 'sent', attempts: 3, ended_because: null });
});
