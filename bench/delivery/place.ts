import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiClient } from '@forewarn/api/client.ts';
import { draftWarning, previewRelease, releaseWarning } from '@forewarn/api/warnings.ts';
import type { Machine } from '@forewarn/server/machine.ts';
import { readConfig } from '@forewarn/server/config.ts';
import { startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { openMachine } from '@forewarn/server/start-server.ts';
import { startEmbedded } from '@forewarn/server/database/embedded/start-embedded.ts';
import { WITH_STATEMENTS, withProfile } from './shares.ts';
import { WARNING_TEXTS } from './warning-text.ts';

/** A Forewarn of its own in a process of its own, its database for us to look into, and the CERT's token. */
export type Place = { readonly server: ServerProcess; readonly machine: Machine; readonly cert: ReturnType<typeof apiClient> };

/** Opens one, lets it be measured, and leaves nothing of it. `profile`: a folder for where the time goes; slower. */
export async function inPlace<Value>(
  settings: Readonly<Record<string, string>>,
  measure: (place: Place) => Promise<Value>,
  profile?: string,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-bench-'));
  if (profile !== undefined) await startEmbedded(folder, WITH_STATEMENTS);
  const server = await startServerProcess({
    FOREWARN_DATA: folder,
    FOREWARN_PORT: '0',
    FOREWARN_LOG: 'error',
    ...settings,
    ...withProfile(profile),
  });
  const machine = await openMachine(readConfig({ FOREWARN_DATA: folder, FOREWARN_LOG: 'error' }));
  const place = await machine.database.pool.query<{ data_directory: string }>('show data_directory');
  try {
    return await measure({ server, machine, cert: apiClient(server.url, server.token) });
  } finally {
    await server.stop();
    await machine.database.close();
    await rm(place.rows[0]?.data_directory ?? folder, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** A draft of the warning of these benchmarks to everybody there is; its id. */
export async function draftToAll({ cert }: Place): Promise<string> {
  const { id } = await cert.call(draftWarning, {
    body: {
      matter: { title: 'Lek in Meridiaan EPD', source: 'telefoon', scope: { sectors: ['ggz'] } },
      urgency: 'act-now',
      texts: structuredClone(WARNING_TEXTS) as never,
    },
  });
  return id;
}

/** That warning released; its id and how many deliveries it has. */
export async function releaseToAll(place: Place): Promise<{ readonly id: string; readonly deliveries: number }> {
  const { cert } = place;
  const id = await draftToAll(place);
  const { digest, counts } = await cert.call(previewRelease, { params: { id } });
  const body = { previewDigest: digest, alone: { because: 'a benchmark' } };
  await cert.call(releaseWarning, { params: { id }, body });
  return { id, deliveries: counts.messages };
}

/** Until each delivery has its record. */
export async function untilRecorded(machine: Machine, patienceMs: number): Promise<void> {
  await until(() => isNone(machine, "forewarn.deliveries where state = 'planned'"), patienceMs);
}

/** Until no job is left either: what of one release is written down later does not weigh on the next. */
export async function untilIdle(machine: Machine, patienceMs: number): Promise<void> {
  await until(() => isNone(machine, "graphile_worker.jobs where run_at < now() + interval '1 minute'"), patienceMs);
}

async function isNone(machine: Machine, left: string): Promise<boolean> {
  return (await machine.database.pool.query(`select 1 from ${left} limit 1`)).rowCount === 0;
}

export async function until(isSo: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error('what was waited for did not come');
    await new Promise((done) => setTimeout(done, 25));
  }
}
