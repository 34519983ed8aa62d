import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { placeOfSecret } from '@forewarn/server/database/reseal-secrets.ts';
import { openWebhook } from '@forewarn/server/deliveries/channels/webhook/send.ts';
import { exampleOutgoing } from '@forewarn/server/deliveries/channels/example-outgoing.test-support.ts';
import type { Machine } from '@forewarn/server/machine.ts';
import { atLeast, plain, type Report } from '../report.ts';
import { fillInstitutions } from './fill-institutions.ts';
import { measureAlertmanager } from './measure-alertmanager.ts';
import { inRounds, middle, type Measured } from './middle.ts';
import { addressOf, openWebhookSink, type WebhookSink } from './open-webhook-sink.ts';
import { inPlace, releaseToAll, untilIdle, untilRecorded, type Place } from './place.ts';
import { dearestStatements, forgetStatements, pidOfPostgres, tellShares, usedBy } from './shares.ts';
import { watchMemory } from './watch-process.ts';

const PATIENCE_MS = 120_000;
/** Times the rate of Alertmanager in the same run, which keeps nothing (decision 042). */
const TIMES_ALERTMANAGER = 5;
/** Five times the 1,900 a second of the machine that was tried: asked where there is no Alertmanager, and said where the receiver takes as much. */
const FLOOR_AS_TRIED = 9_500;
const AT_ONCE = 100;
/** Each is measured so often, in one process that goes on; the middle one counts. */
const ROUNDS = 3;

export type WebhookOptions = { readonly profile: string | undefined; readonly withPeers: boolean };

/**
 * An act-now warning as signed webhooks, each to a loopback address of its own (127.x.y.z), with a record of each: webhooks per second, from when the
 * release was answered. Beside it, in the same run and to the same receiver: Alertmanager, what the receiver takes of a client that does nothing else,
 * and what the channel sends without any record.
 */
export async function measureWebhooks(report: Report, scale: number, { profile, withPeers }: WebhookOptions): Promise<void> {
  const sink = await openWebhookSink();
  const settings = { FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes', FOREWARN_WEBHOOKS: `${AT_ONCE}` };
  const tell = (workload: string, measured: Measured) => {
    report.progress(`${workload}: ${measured.rounds.map(Math.round).join(', ')} webhooks/s`);
    report.figure(plain({ workload: `delivery/${workload}`, scale, figure: measured.middle, unit: 'webhooks/s' }));
  };
  try {
    const measure = async (place: Place) => {
      const { port } = sink;
      const alone = await middleOf(async () => scale / (await inTurn(scale, (number) => bareCall(addressOf(number, port)))));
      tell('webhook-receiver-alone', alone);
      tell('webhook-without-record', await middleOf(async () => scale / (await sendWithoutRecord(place.machine, scale, port))));
      await fillInstitutions(place.machine, scale);
      await giveWebhooks(place, port);
      const { rates, bodyBytes, memoryMiB } = await releaseInRounds(report, place, sink, scale, profile);
      const peer = withPeers ? await measureAlertmanager({ report, sink, institutions: scale, bodyBytes, rounds: ROUNDS }) : undefined;
      if (peer !== undefined) tell('peer/alertmanager', peer);
      const of = { workload: 'delivery/webhook-rate', scale, figure: rates.middle, unit: 'webhooks/s' } as const;
      report.progress(`webhook-rate: ${rates.rounds.map(Math.round).join(', ')} webhooks/s`);
      report.figure(atLeast(peer === undefined ? FLOOR_AS_TRIED : Math.round(TIMES_ALERTMANAGER * peer.middle), of));
      if (peer !== undefined && alone.middle >= FLOOR_AS_TRIED)
        report.figure(atLeast(FLOOR_AS_TRIED, { ...of, workload: 'delivery/webhook-rate-as-tried' }));
      report.figure(plain({ workload: 'delivery/webhook-size', scale, figure: bodyBytes, unit: 'bytes' }));
      report.figure(plain({ workload: 'delivery/webhook-memory', scale, figure: memoryMiB, unit: 'MiB' }));
    };
    await inPlace(settings, measure, profile);
  } finally {
    sink.close();
  }
}

type Released = { readonly rates: Measured; readonly bodyBytes: number; readonly memoryMiB: number };

/** A release to everybody in each round. */
async function releaseInRounds(
  report: Report,
  place: Place,
  sink: WebhookSink,
  scale: number,
  profile: string | undefined,
): Promise<Released> {
  const { machine, server } = place;
  const memory = watchMemory(server.pid);
  const pids = { server: server.pid, postgres: await pidOfPostgres(machine), sink: sink.pid };
  let bodyBytes = 0;
  if (profile !== undefined) await forgetStatements(machine);
  const rates = await middleOf(async () => {
    await sink.reset();
    const before = usedBy(pids);
    const { deliveries } = await releaseToAll(place);
    const releasedAt = Date.now();
    const released = usedBy(pids);
    // Of many the first go out while the others are still planned for.
    await sink.waitFor(deliveries, PATIENCE_MS);
    await untilRecorded(machine, PATIENCE_MS);
    const recordedAt = Date.now();
    tellShares(report, scale, before, released, usedBy(pids));
    const { calls, bytes, firstAt } = await sink.taken();
    bodyBytes = bytes / calls;
    await untilIdle(machine, PATIENCE_MS);
    return calls / ((recordedAt - Math.min(releasedAt, firstAt)) / 1_000);
  });
  memory.stop();
  if (profile !== undefined)
    await writeFile(join(profile, `webhook-statements-${scale}.txt`), await dearestStatements(machine, ROUNDS * scale));
  return { rates, bodyBytes, memoryMiB: memory.most() };
}

async function middleOf(measure: () => Promise<number>): Promise<Measured> {
  return middle(await inRounds(ROUNDS, measure));
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
  const body = 'x'.repeat(1_640);
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
