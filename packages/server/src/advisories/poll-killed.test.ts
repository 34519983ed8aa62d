import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCsafPublisher, type CsafPublisher } from '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { systemClock } from '../jobs/clock.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleCsaf } from './example-csaf.test-support.ts';
import { pollInProcess } from './poll-once.test-support.ts';
import { pollSource } from './poll-source.ts';
import { insertSource } from './source-store.ts';

const DOCUMENTS = 120;
const KILLS = 4;
let machine: TestMachine;
let publisher: CsafPublisher;

beforeAll(async () => {
  machine = { ...(await testMachine()), clock: systemClock };
  publisher = await startCsafPublisher();
  for (let number = 0; number < DOCUMENTS; number += 1) await publisher.publish(exampleCsaf(`VB-2026-${number}`));
});
afterAll(async () => {
  await publisher?.stop();
  await machine?.close();
});

async function stored() {
  const found = await asSystem(machine.database, 'test', (trx) =>
    sql<{
      documents: number;
      retrievals: number;
      revisions: number;
      marked: number;
    }>`select (select count(*)::int from forewarn.documents) as documents,
      (select count(*)::int from forewarn.retrievals) as retrievals, (select count(*)::int from forewarn.advisory_revisions) as revisions,
      (select count(*)::int from forewarn.listed_documents where not pending) as marked`.execute(trx),
  );
  return found.rows[0] ?? { documents: 0, retrievals: 0, revisions: 0, marked: 0 };
}

/** Starts a poll in a process of its own, and kills it once the publisher has answered so many requests more. */
async function killPollAfter(sourceId: string, requests: number): Promise<void> {
  const child = pollInProcess(machine.database.connection, sourceId);
  const begin = publisher.requests.length;
  while (child.exitCode === null && publisher.requests.length < begin + requests) await sleep(1);
  const exited = once(child, 'exit');
  if (child.exitCode === null && child.kill('SIGKILL')) await exited;
}

test('a poll that is killed at any moment loses nothing, and what it had stored is not fetched again', async () => {
  const now = machine.clock.now();
  const id = newId<'Source'>(now);
  const source = { id, name: 'x', kind: 'csaf-provider', url: publisher.metadataUrl, allowPrivate: true, scheduleSeconds: 60, policy: {} };
  await asSystem(machine.database, 'test', (trx) => insertSource(trx, { ...source, addedAt: now, nextPollAt: now }));
  for (let kill = 0; kill < KILLS; kill += 1) {
    await killPollAfter(id, 2 + kill * 120);
    const after = await stored();
    expect(after.marked).toBeLessThanOrEqual(after.retrievals);
    // The lease of a dead poll ends by itself after half a minute; a test does not wait for that.
    await asSystem(machine.database, 'test', (trx) => sql`update forewarn.sources set polling_until = null`.execute(trx));
  }
  const before = await stored();
  expect(before.marked).toBeGreaterThan(0);
  publisher.forget();
  expect(await pollSource(machine, { sourceId: id })).toMatchObject({ stored: DOCUMENTS - before.marked, waiting: 0, faults: [] });
  expect(publisher.requests.filter(({ path }) => /\d\.json$/.test(path))).toHaveLength(DOCUMENTS - before.marked);
  expect(await stored()).toEqual({ documents: DOCUMENTS, retrievals: DOCUMENTS, revisions: DOCUMENTS, marked: DOCUMENTS });
});
