import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { startTraceCollector, type TraceCollector } from '@forewarn/fakes/trace-collector/start-trace-collector.ts';
import { startDeliverer } from '../deliveries/deliverer.ts';
import { sendBundles } from '../deliveries/send-bundles.ts';
import { startTraces } from '../outbound/start-traces.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, TEXTS, type ExampleMatter } from './example-matter.test-support.ts';

let machine: TestMachine;
let mailbox: Mailbox;
let collector: TraceCollector;
let world: ExampleMatter;

beforeEach(async () => {
  [mailbox, collector] = await Promise.all([startMailbox(), startTraceCollector()]);
  machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl });
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
});
afterEach(async () => {
  await world?.app.close();
  await Promise.all([mailbox?.stop(), collector?.stop()]);
  await machine?.close();
});

test('a bundle begins a trace that is linked to those of the messages in it', async () => {
  const { id } = await world.draft({
    urgency: 'for-information',
    texts: { nl: { ...TEXTS.nl, title: 'Meridiaan EPD: nieuwe handleiding' } },
  });
  await world.release(id);
  const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  await world.rows(
    `insert into forewarn.matter_traces (matter_id, traceparent, kept_at) select matter_id, $2, now() from forewarn.warnings where id = $1`,
    [id, `00-${traceId}-${spanId}-01`],
  );
  machine.setNow('2026-11-24T07:00:00Z');
  await sendBundles(machine);
  const { traces, stop } = await startTraces(collector.url, { version: '1.2.3', role: 'worker', pid: 7 });
  const deliverer = await startDeliverer({ ...machine, traces });
  await mailbox.waitFor(({ rcptTo }) => rcptTo !== '', 20_000);
  await deliverer.stop();
  await stop();
  const delivery = collector.spans().find(({ name }) => name === 'delivery');
  expect(delivery).toMatchObject({ parentSpanId: undefined, links: [{ traceId, spanId }], attributes: { 'forewarn.bundled': 1 } });
  expect(delivery?.traceId).not.toBe(traceId);
  const names = collector
    .spans()
    .filter((span) => span.traceId === delivery?.traceId)
    .map(({ name }) => name);
  expect(names.toSorted()).toEqual(['delivery', 'outcome', 'send email']);
});
