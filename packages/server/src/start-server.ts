import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { compiledRules } from '@forewarn/core/sharing/compiled-rules.ts';
import { startSealer } from './audit/start-sealer.ts';
import { readConfig, type Config, type Role } from './config.ts';
import { openDatabase } from './database/open-database.ts';
import { ownVersion } from './database/process-name.ts';
import { resealSecrets } from './database/reseal-secrets.ts';
import { secretKeys, secretKeysPath } from './database/secret-keys.ts';
import { startDeliverer } from './deliveries/deliverer.ts';
import { startWatchPort } from './http/start-watch-port.ts';
import { buildApp } from './http/build-app.ts';
import { keepAgreeing, sharedClock, type SharedClock } from './jobs/clock.ts';
import { giveBackMemory } from './jobs/give-back-memory.ts';
import { startMetrics } from './jobs/metrics.ts';
import { runJobs, type Jobs } from './jobs/run-jobs.ts';
import type { Machine } from './machine.ts';
import { startTraces } from './outbound/start-traces.ts';
import { seedCatalogue } from './products/seed-catalogue.ts';
import { registerRoutes } from './routes.ts';
import { JOB_WORK, RECURRING } from './schedule.ts';
import { linkSecrets } from './sessions/link-secret.ts';
import { logFault } from './traces/log-fault.ts';
import type { Traces } from './traces/traces.ts';

export type RunningServer = {
  readonly machine: Machine;
  /** Where it listens, as a URL without a slash at its end. */
  readonly url: string;
  /** Takes no new work, finishes what it holds, gives its leases back, closes. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the whole of Forewarn in this process: database, routes, jobs, deliveries. Throws `InternalFault` in words. `otherJobs` take the
 * place of the real ones: how a test shows that what it sees ends when a part is switched off.
 */
export async function startServer(config: Config = readConfig(), otherJobs: Partial<Jobs> = {}): Promise<RunningServer> {
  // Links in mails need the port that was really taken, which is known only after the routes are there.
  let url = asConfigured(config);
  const told = await startTraces(config.tracesUrl, { version: ownVersion(), role: config.role, pid: process.pid });
  const machine = await openMachine(config, () => url, { role: config.role, traces: told.traces });
  // What is closed first stands last: requests end before the work that they follow, the database after everything.
  const closing: (() => unknown)[] = [told.stop, machine.database.close, machine.database.keepRunning()];
  closing.push(keepAgreeing(machine.clock, machine.database).stop);
  const stop = async () => {
    for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
  };
  try {
    await resealSecrets(machine.database, machine.secrets); // what a version before sealing kept plain
    await seedCatalogue(machine);
    compiledRules(); // half a second that the first reader would wait for
    const watch = await startWatchPort(machine);
    closing.push(watch.stop);
    if (config.role === 'worker') url = watch.url ?? url;
    else {
      const app = await buildApp(machine);
      await registerRoutes(app, machine);
      closing.push(() => app.close());
      await app.listen({ host: config.host, port: config.port });
      url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${(app.server.address() as AddressInfo).port}`;
    }
    const first = closing.length - (config.role === 'worker' ? 0 : 1);
    closing.splice(first, 0, (await startSealer(machine)).stop); // after the last request and the last job: their entries too
    if (config.role !== 'web') {
      closing.splice(first + 1, 0, (await startDeliverer(machine)).stop);
      closing.splice(first + 2, 0, (await runJobs(machine, { ...JOB_WORK, ...otherJobs }, RECURRING)).stop);
    }
    watch.sayReady(true);
    closing.push(() => watch.sayReady(false));
    closing.push(giveBackMemory().stop);
    return { machine, url, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/**
 * The machine without routes and workers: what commands run on. The caller closes its database. What others may change while it runs (the
 * secret of links, where it listens) is asked each time: a copy of the machine would keep what was there. `stays`: what a Forewarn is that stays.
 */
export async function openMachine(
  config: Config,
  listensAt: () => string = () => asConfigured(config),
  stays?: { readonly role: Role; readonly traces: Traces | undefined },
): Promise<Machine & { readonly clock: SharedClock }> {
  const links = linkSecrets(config.dataDirectory);
  const database = await openDatabase(config.database, stays?.role);
  const clock = sharedClock();
  await clock.agree(database);
  return {
    config,
    database,
    clock,
    log: pino({ level: config.logLevel, serializers: { err: (fault: unknown) => logFault(fault) } }, pino.destination(2)), // the output is for what a command answers
    get linkSecret() {
      return links.current();
    },
    get earlierLinkSecrets() {
      return links.earlier().map(({ secret }) => secret);
    },
    metrics: startMetrics(database),
    traces: stays?.traces,
    secrets: secretKeys(secretKeysPath(config.dataDirectory, config.secretKeysFile)),
    get publicUrl() {
      return config.publicUrl ?? listensAt();
    },
  };
}

function asConfigured({ host, port }: Config): string {
  return `http://${host}:${port}`;
}
