import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { placeOfSecret } from '@forewarn/server/database/reseal-secrets.ts';
import { openWebhook } from '@forewarn/server/deliveries/channels/webhook/send.ts';
import { exampleOutgoing } from '@forewarn/server/deliveries/channels/example-outgoing.test-support.ts';
import type { Machine } from '@forewarn/server/machine.ts';
import { atLeast, plain, type Report } from '../report.ts';
import { fillInstitutions } from './fill-institutions.ts';
import { inPlace, releaseToAll, until, type Place } from './place.ts';
import { dearestStatements, forgetStatements, pidOfPostgres, tellShares, usedBy } from './shares.ts';
import { watchMemory } from './watch-process.ts';

const PATIENCE_MS = 120_000;
/** Five times Alertmanager's 1,900 a second, which keeps nothing. */
const FLOOR = 9_500;
const AT_ONCE = 100;

/**
 * An act-now warning as signed webhooks, each to a loopback address of its own (127.x.y.z), with a record of each: webhooks per second, from when the
 * release was answered. Beside it, in the same run, what the receiver takes of a client that does nothing else, and what the channel sends without any record.
 */
export async function measureWebhooks(report: Report, scale: number, profile?: string): Promise<void> {
  const child = spawn(process.execPath, [new URL('./webhook-sink.ts', import.meta.url).pathname], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? '{}');
  const ask = (what: 'count' | 'reset') => {
    child.stdin.write(`${what}\n`);
    return next();
  };
  const tell = (workload: string, calls: number, seconds: number) =>
    report.figure(plain({ workload: `delivery/${workload}`, scale: calls, figure: calls / seconds, unit: 'webhooks/s' }));
  try {
    const { port } = await next();
    const settings = { FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes', FOREWARN_WEBHOOKS: `${AT_ONCE}` };
    const measure = async (place: Place) => {
      tell('webhook-receiver-alone', scale, await inTurn(scale, (number) => bareCall(addressOf(number, port))));
      tell('webhook-without-record', scale, await sendWithoutRecord(place.machine, scale, port));
      await ask('reset');
      await fillInstitutions(place.machine, scale);
      await giveWebhooks(place, port);
      const memory = watchMemory(place.server.pid);
      const pids = { server: place.server.pid, postgres: await pidOfPostgres(place.machine), sink: child.pid ?? 0 };
      if (profile !== undefined) await forgetStatements(place.machine);
      const before = usedBy(pids);
      const { deliveries } = await releaseToAll(place);
      const releasedAt = Date.now();
      const released = usedBy(pids);
      // Of many the first go out while the others are still planned for.
      await until(async () => (await ask('count')).calls >= deliveries, PATIENCE_MS);
      await until(async () => {
        const left = await place.machine.database.pool.query(`select 1 from forewarn.deliveries where state = 'planned' limit 1`);
        return left.rowCount === 0;
      }, PATIENCE_MS);
      const recordedAt = Date.now();
      const { calls, firstAt } = await ask('count');
      tellShares(report, scale, before, released, usedBy(pids));
      memory.stop();
      if (profile !== undefined)
        await writeFile(join(profile, `webhook-statements-${scale}.txt`), await dearestStatements(place.machine, scale));
      const seconds = (recordedAt - Math.min(releasedAt, firstAt)) / 1_000;
      report.figure(atLeast(FLOOR, { workload: 'delivery/webhook-rate', scale, figure: calls / seconds, unit: 'webhooks/s' }));
      report.figure(plain({ workload: 'delivery/webhook-memory', scale, figure: memory.most(), unit: 'MiB' }));
    };
    await inPlace(settings, measure, profile);
  } finally {
    child.stdin.end();
  }
}

/** Does it so many times, `AT_ONCE` at once; the seconds that it took. */
async function inTurn(times: number, work: (number: number) => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  const workers = Array.from({ length: AT_ONCE }, async (_, worker) => {
    for (let number = worker; number < times; number += AT_ONCE) await work(number);
  });
  await Promise.all(workers);
  return (performance.now() - startedAt) / 1_000;
}

/** The same number of bytes as a webhook, with nothing behind them. */
function bareCall(address: string): Promise<void> {
  const { hostname, port } = new URL(address);
  const body = 'x'.repeat(3_000);
  const request = `POST / HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.on('error', fail);
    socket.on('data', () => {
      socket.destroy();
      done();
    });
  });
}

/** The channel as it is: signed, every address checked; nobody keeps what came of it. */
async function sendWithoutRecord(machine: Machine, times: number, port: number): Promise<number> {
  const channel = openWebhook({ ...machine, config: { ...machine.config, allowPrivateWebhooks: true } });
  const { contactId } = exampleOutgoing();
  const secret = machine.secrets.seal('secret', placeOfSecret({ table: 'contacts', column: 'webhook_secret' }, contactId));
  try {
    return await inTurn(times, async (number) => {
      const outcome = await channel.send(exampleOutgoing({ address: addressOf(number, port), secret }));
      if (outcome.kind !== 'sent') throw new Error(`a webhook was not sent: ${outcome.reason} ${outcome.response}`);
    });
  } finally {
    await channel.close();
  }
}

function addressOf(number: number, port: number): string {
  return `http://127.${1 + Math.floor(number / 62_500)}.${Math.floor(number / 250) % 250}.${1 + (number % 250)}:${port}/forewarn`;
}

/** In the place of the mail address, each at an address of loopback that nobody else has. */
async function giveWebhooks({ machine }: Place, port: number): Promise<void> {
  const { pool } = machine.database;
  const found = await pool.query<{ id: string }>('select id from forewarn.contacts order by id');
  const rows = found.rows.map(({ id }, number) => ({
    id,
    url: addressOf(number, port),
    secret: machine.secrets.seal(`secret of ${id}`, placeOfSecret({ table: 'contacts', column: 'webhook_secret' }, id)),
  }));
  await pool.query(
    `update forewarn.contacts c set email = null, webhook_url = x.url, webhook_secret = x.secret
     from json_to_recordset($1::json) as x(id uuid, url text, secret text) where x.id = c.id`,
    [JSON.stringify(rows)],
  );
}
