import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTraceCollector, type ToldSpan, type TraceCollector } from '@forewarn/fakes/trace-collector/start-trace-collector.ts';
import { startTraces, type RunningTraces } from '../outbound/start-traces.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { inSpan } from '../traces/in-span.ts';
import { buildApp } from './build-app.ts';
import { registerHealthRoutes } from './health-routes.ts';

let machine: TestMachine;
let collector: TraceCollector;
let running: RunningTraces;
let app: FastifyInstance;
let url: string;

beforeEach(async () => {
  [machine, collector] = await Promise.all([testMachine(), startTraceCollector()]);
  running = await startTraces(collector.url, { version: '1.2.3', role: 'web', pid: 7 });
  app = await buildApp({ ...machine, traces: running.traces });
  registerHealthRoutes(app, machine);
  app.post('/api/things/:id', () => inSpan(running.traces, { name: 'work' }, async () => ({ done: true })));
  app.get('/api/faults/:id', () => {
    throw new Error('geheim');
  });
  app.get('/api/slow', (_request, reply) => void reply.hijack());
  await app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  app?.server.closeAllConnections(); // one is kept that nobody answered
  await app?.close();
  await collector?.stop();
  await machine?.close();
});

async function told(): Promise<readonly ToldSpan[]> {
  await running.stop();
  return collector.spans();
}

test('a request is a trace by its route, method and status, and what is done for it stands in it', async () => {
  const body = JSON.stringify({ text: 'geheim' });
  const headers = { 'content-type': 'application/json', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  await fetch(`${url}/api/things/geheim?text=geheim`, { method: 'POST', headers, body });
  const spans = await told();
  const asked = spans.find(({ isAsked }) => isAsked);
  expect(asked).toMatchObject({
    name: 'POST /api/things/:id',
    parentSpanId: undefined,
    isFault: false,
    attributes: { 'http.request.method': 'POST', 'http.route': '/api/things/:id', 'http.response.status_code': 200 },
  });
  expect(asked?.traceId).not.toBe('0af7651916cd43dd8448eb211c80319c');
  expect(spans.find(({ name }) => name === 'work')).toMatchObject({ traceId: asked?.traceId, parentSpanId: asked?.spanId });
  expect(collector.heard()).not.toContain('geheim');
});

test('a fault is told as one, an address that there is not by no more than its method, and one that nobody waited for as broken off', async () => {
  await fetch(`${url}/api/faults/geheim`);
  await fetch(`${url}/geheim`);
  await fetch(`${url}/api/slow`, { signal: AbortSignal.timeout(200) }).catch(() => {});
  await new Promise((done) => setTimeout(done, 100));
  const spans = await told();
  expect(spans.find(({ name }) => name === 'GET /api/faults/:id')).toMatchObject({
    isFault: true,
    attributes: { 'http.response.status_code': 500 },
  });
  expect(spans.find(({ name }) => name === 'GET')).toMatchObject({ attributes: { 'http.response.status_code': 404 } });
  expect(spans.find(({ name }) => name === 'GET /api/slow')).toMatchObject({ attributes: { 'forewarn.outcome': 'broken-off' } });
  expect(collector.heard()).not.toContain('geheim');
});

test('what a load balancer asks every second is not told', async () => {
  await fetch(`${url}/api/health`);
  expect(await told()).toEqual([]);
});
