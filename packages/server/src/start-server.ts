import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { readConfig, type Config } from './config.ts';
import { openDatabase } from './database/open-database.ts';
import { startDeliverer } from './deliveries/deliverer.ts';
import { buildApp } from './http/build-app.ts';
import { systemClock } from './jobs/clock.ts';
import { runJobs } from './jobs/run-jobs.ts';
import type { Machine } from './machine.ts';
import { registerRoutes } from './routes.ts';
import { JOB_WORK, RECURRING } from './schedule.ts';
import { linkSecret } from './sessions/link-secret.ts';

export type RunningServer = {
  readonly machine: Machine;
  /** Where it listens, as a URL without a slash at its end. */
  readonly url: string;
  /** Takes no new work, finishes what it holds, gives its leases back, closes. */
  readonly stop: () => Promise<void>;
};

/** Starts the whole of Forewarn in this process: database, routes, jobs, deliveries. Throws `InternalFault` in words. */
export async function startServer(config: Config = readConfig()): Promise<RunningServer> {
  const opened = await openMachine(config);
  const app = await buildApp(opened);
  registerRoutes(app, opened);
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (cause) {
    await opened.database.close();
    throw cause;
  }
  const address = app.server.address() as AddressInfo;
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${address.port}`;
  // Links in mails need the port that was really taken.
  const machine: Machine = { ...opened, publicUrl: config.publicUrl ?? url };
  const deliverer = await startDeliverer(machine);
  const jobs = await runJobs(machine, JOB_WORK, RECURRING);
  return {
    machine,
    url,
    stop: async () => {
      await app.close();
      await jobs.stop();
      await deliverer.stop();
      await machine.database.close();
    },
  };
}

/** The machine without routes and workers: what commands run on. The caller closes its database. */
export async function openMachine(config: Config): Promise<Machine> {
  const secret = await linkSecret(config.dataDirectory);
  const database = await openDatabase(config.database);
  return {
    config,
    database,
    clock: systemClock,
    log: pino({ level: config.logLevel }),
    linkSecret: secret,
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
  };
}
