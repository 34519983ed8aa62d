import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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
  const server = createServer((request, response) => {
    answer(machine, request, response, ready).catch((cause: unknown) => {
      machine.log.error({ err: cause }, 'the watch port could not answer');
      response.destroy();
    });
  });
  server.requestTimeout = 10_000;
  server.maxConnections = 20;
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(metricsPort, LOOPBACK, listening));
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    sayReady,
    stop: async () => {
      ready = false;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function answer(machine: Machine, request: IncomingMessage, response: ServerResponse, ready: boolean): Promise<void> {
  const send = (status: number, type: string, text: string) => response.writeHead(status, { 'content-type': type }).end(text);
  if (request.method !== 'GET') return void send(405, 'text/plain', 'GET alone.\n');
  switch (request.url) {
    case '/metrics':
      return void send(200, machine.metrics.contentType, await machine.metrics.text());
    case '/live':
      return void send(200, 'text/plain', 'It turns.\n');
    case '/ready': {
      const there = ready && (await answers(machine.database));
      return void send(there ? 200 : 503, 'text/plain', there ? 'Ready.\n' : 'Not ready: starting, stopping, or without its database.\n');
    }
    default:
      return void send(404, 'text/plain', 'There are /metrics, /live and /ready.\n');
  }
}
