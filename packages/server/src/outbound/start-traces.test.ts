import { afterEach, expect, test } from 'vitest';
import { startTraceCollector, type TraceCollector } from '@forewarn/fakes/trace-collector/start-trace-collector.ts';
import { inSpan, traceAtHand } from '../traces/in-span.ts';
import { startTraces } from './start-traces.ts';

const TELLER = { version: '1.2.3', role: 'worker', pid: 7 };
let collector: TraceCollector | undefined;
afterEach(async () => {
  await collector?.stop();
  collector = undefined;
});

test('without an address nobody is told, and the work is done', async () => {
  const { traces, stop } = await startTraces(undefined, TELLER);
  expect(traces).toBeUndefined();
  expect(await inSpan(traces, { name: 'read' }, async () => traceAtHand() ?? 'no step')).toBe('no step');
  await stop();
});

test('a step that is taken up elsewhere follows the one that it was handed', async () => {
  collector = await startTraceCollector();
  const first = await startTraces(collector.url, TELLER);
  const handed = await inSpan(first.traces, { name: 'poll' }, async () => traceAtHand());
  await first.stop();
  const second = await startTraces(collector.url, { ...TELLER, role: 'web', pid: 8 });
  await inSpan(second.traces, { name: 'match', from: handed, attributes: { 'forewarn.matched': 3 } }, async () => {});
  await second.stop();
  const [poll, match] = collector.spans();
  expect(match).toMatchObject({
    name: 'match',
    traceId: poll?.traceId,
    parentSpanId: poll?.spanId,
    attributes: { 'forewarn.matched': 3 },
    resource: { 'service.version': '1.2.3', 'service.instance.id': 'web-8' },
  });
  expect(poll?.resource['service.instance.id']).toBe('worker-7');
});

test('a step that begins a trace, or goes on in another, is linked to the one at hand', async () => {
  collector = await startTraceCollector();
  const { traces, stop } = await startTraces(collector.url, TELLER);
  const elsewhere = await inSpan(traces, { name: 'matter' }, async () => traceAtHand());
  await inSpan(traces, { name: 'poll' }, async () => {
    await inSpan(traces, { name: 'fetch', begins: true }, async () => {});
    await inSpan(traces, { name: 'release', from: elsewhere }, async () => {});
    await inSpan(traces, { name: 'read' }, async () => {});
  });
  await stop();
  const step = (name: string) => collector?.spans().find((span) => span.name === name);
  const poll = { traceId: step('poll')?.traceId, spanId: step('poll')?.spanId };
  expect(step('fetch')).toMatchObject({ parentSpanId: undefined, links: [poll] });
  expect(step('release')).toMatchObject({ traceId: step('matter')?.traceId, links: [poll] });
  expect(step('read')).toMatchObject({ traceId: poll.traceId, links: [] });
});

test('of a step that fails the kind of fault is told and not its words', async () => {
  collector = await startTraceCollector();
  const { traces, stop } = await startTraces(collector.url, TELLER);
  const fault = Object.assign(new Error('geheim@lindemark.example was refused'), { code: 'EENVELOPE' });
  await expect(inSpan(traces, { name: 'send email' }, () => Promise.reject(fault))).rejects.toBe(fault);
  await stop();
  expect(collector.spans()).toMatchObject([{ name: 'send email', isFault: true }]);
  expect(collector.heard()).toContain('EENVELOPE');
  expect(collector.heard()).not.toContain('geheim');
});

test.for(['busy', 'silent', 'gone'] as const)('a collector that is %s holds up no work and no end', async (trouble) => {
  collector = await startTraceCollector();
  const { traces, stop } = await startTraces(collector.url, TELLER);
  if (trouble === 'gone') await collector.stop();
  else collector.trouble(trouble);
  expect(await inSpan(traces, { name: 'match' }, async () => 'done')).toBe('done');
  await stop();
  expect(collector.spans()).toEqual([]);
});
