import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCsafPublisher, type CsafPublisher } from '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { JOBS } from '../jobs/enqueue.ts';
import { runJobs, type Jobs } from '../jobs/run-jobs.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { addSource } from './add-source.ts';
import { exampleCsaf } from './example-csaf.test-support.ts';
import { listSources } from './list-sources.ts';
import { SOURCE_JOBS } from './source-jobs.ts';

const OPERATOR = { kind: 'system', name: 'test' } as const;
let machine: TestMachine;
let publisher: CsafPublisher;

beforeAll(async () => {
  machine = await testMachine({ FOREWARN_JOBS: '2' });
  publisher = await startCsafPublisher();
  await publisher.publish(exampleCsaf('VB-2026-1'));
});
afterAll(async () => {
  await publisher?.stop();
  await machine?.close();
});

test('sources that are added at once are all polled, never more at a time than half of the workers', async () => {
  publisher.fail({ path: 'provider-metadata.json', fault: { kind: 'slow', milliseconds: 100 } });
  for (const name of ['A', 'B', 'C']) {
    const added = await addSource(machine, OPERATOR, { url: publisher.metadataUrl, name, allowPrivate: true });
    if (isRefusal(added)) throw new Error(added.message);
  }
  let atOnce = 0;
  let atOnceMax = 0;
  const noWork = async () => {};
  const others = Object.fromEntries(JOBS.map((name) => [name, noWork])) as unknown as Jobs;
  const asked = publisher.requests.length;
  const running = await runJobs(machine, { ...others, ...SOURCE_JOBS }, []);
  const watch = setInterval(() => {
    const open = publisher.requests.slice(asked).filter(({ path }) => path.endsWith('metadata.json')).length;
    const done = publisher.requests.slice(asked).filter(({ path }) => path.endsWith('feed.json')).length;
    atOnce = open - done;
    atOnceMax = Math.max(atOnceMax, atOnce);
  }, 5);
  await expect
    .poll(async () => (await listSources(machine, OPERATOR)).map((source) => source.documentCount), { timeout: 30_000 })
    .toEqual([1, 1, 1]);
  clearInterval(watch);
  await running.stop();
  expect(atOnceMax).toBeLessThanOrEqual(1);
});
