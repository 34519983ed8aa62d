import fastify from 'fastify';
import { answers } from '../database/answers.ts';
import type { Machine } from '../machine.ts';

export type WatchPort = {
  /** Undefined where the settings ask for none. */
  readonly url: string | undefined;
  /** Whether work may be sent here from now on. */
  readonly sayReady: (isReady: boolean) => void;
  readonly stop: () => Promise<void>;
};

const LOOPBACK = '127.0.0.1';

/**
 * Where what watches this process asks it, apart from where members come in and on loopback alone: `/metrics` for Prometheus, `/live` (the
 * process turns) and `/ready` (it has started, its database answers, and it is not stopping). A worker has no other port.
 */
export async function startWatchPort(machine: Machine): Promise<WatchPort> {
  const { metricsPort } = machine.config;
  let ready = false;
  const sayReady = (isReady: boolean) => void (ready = isReady);
  if (metricsPort === undefined) return { url: undefined, sayReady, stop: async () => {} };
  const app = fastify({ requestTimeout: 10_000, forceCloseConnections: true });
  app.server.maxConnections = 20;
  app.get('/metrics', async (_request, reply) => reply.type(machine.metrics.contentType).send(await machine.metrics.text()));
  app.get('/live', async () => 'It turns.\n');
  app.get('/ready', async (_request, reply) => {
    if (ready && (await answers(machine.database))) return 'Ready.\n';
    return reply.status(503).send('Not ready: starting, stopping, or without its database.\n');
  });
  const url = await app.listen({ port: metricsPort, host: LOOPBACK });
  return { url, sayReady, stop: () => app.close() };
}
