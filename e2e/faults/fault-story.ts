import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { acceptInstitutions } from '@forewarn/api/institutions.ts';
import { acceptUpload, uploadInventory } from '@forewarn/api/inventories.ts';
import { draftVersion, draftWarning, releaseWarning } from '@forewarn/api/warnings.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { seededRandom, type SeededRandom } from '@forewarn/fakes/world/seeded-random.ts';
import { startSystemCluster, type SystemCluster } from '@forewarn/server/database/system-cluster.test-support.ts';
import { freePort, startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { STILL_TO_SEND } from '../killing/still-to-send.ts';
import { SHIFTED_CLOCK } from './shifted-clock.ts';
import { smallDisk, type SmallDisk } from './small-disk.ts';

export type FaultStory = {
  readonly seed: string;
  readonly faults: number;
  readonly institutions: number;
  readonly onProgress: (text: string) => void;
};

export type FaultOutcome = {
  /** By kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly versions: number;
  readonly contacts: number;
  /** A contact and a version that never met. */
  readonly lost: readonly string[];
  /** A contact that has one version under more than one Message-ID. */
  readonly underTwoIds: readonly string[];
  /** Mails beyond the first of a contact and version, all with the same Message-ID. */
  readonly duplicates: number;
  /** Kinds of faults that this machine does not let us make, and why. */
  readonly notMade: readonly string[];
};

const WORKERS = 3;
/** Faults while one version goes out; then it comes to rest, because a later version takes the place of what was not sent. */
const FAULTS_A_VERSION = 20;
const BETWEEN_MS_MAX = 500;
const REST_LOOKS_MAX = 600;
const LOOK_EVERY_MS = 250;
const DISK_MB = 3_000;
/** A jump of a computer's clock: a wrong time server, a virtual machine that slept, the hour of summer time. */
const JUMPS_MS = [3_600_000, -3_600_000, 90_000, -90_000, 12 * 3_600_000];

const KINDS = [
  ['worker killed', 35],
  ['web killed', 10],
  ['connections cut', 15],
  ['backend killed', 10],
  ['postmaster killed', 8],
  ['database restarted', 7],
  ['disk full', 5],
  ['clock jumped', 10],
] as const;
type Kind = (typeof KINDS)[number][0];

/**
 * Releases one version after another of a warning to many institutions on a PostgreSQL 15 with one web server and three workers, each in a process
 * of its own, while processes are killed, connections are cut, the disk fills and clocks jump at instants that the seed draws. Then every
 * contact must have exactly one message a version.
 */
export async function playFaultStory(story: FaultStory): Promise<FaultOutcome> {
  const place = await arrange(story);
  try {
    const faults: Record<string, number> = {};
    let done = 0;
    let version = 0;
    while (done < story.faults) {
      version += 1;
      await place.draft(version);
      const releasing = place.release(version);
      for (let fault = 0; fault < FAULTS_A_VERSION && done < story.faults; fault += 1, done += 1) {
        await pause(place.random.whole(0, BETWEEN_MS_MAX));
        const kind = await place.strike();
        faults[kind] = (faults[kind] ?? 0) + 1;
      }
      await releasing;
      await place.comeToRest();
      story.onProgress(`version ${version}: ${done} faults, ${place.mailbox.mails().length} mails`);
    }
    return {
      faults,
      versions: version,
      contacts: story.institutions,
      notMade: place.notMade,
      ...judge(place.mailbox, story.institutions, version),
    };
  } finally {
    await place.end();
  }
}

type Place = {
  readonly random: SeededRandom;
  readonly mailbox: Mailbox;
  readonly notMade: readonly string[];
  readonly draft: (version: number) => Promise<void>;
  /** Until somebody says yes. */
  readonly release: (version: number) => Promise<void>;
  readonly strike: () => Promise<Kind>;
  readonly comeToRest: () => Promise<void>;
  readonly end: () => Promise<void>;
};

async function arrange(story: FaultStory): Promise<Place> {
  const random = seededRandom(story.seed);
  const disk = smallDisk(DISK_MB);
  const cluster = await startSystemCluster(disk?.folder);
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-faults-'));
  const mailbox = await startMailbox({ keepContent: false });
  for (let number = 0; number < story.institutions; number += 10) mailbox.behave(addressOf(number), 'delay');
  for (let number = 5; number < story.institutions; number += 50) mailbox.behave(addressOf(number), 'drop');
  const crew = await startCrew(cluster, folder, mailbox.smtpUrl);
  const client = () => apiClient(crew.web().url, crew.token);
  await furnish(client(), story.institutions);
  let warningId = '';
  return {
    random,
    mailbox,
    notMade: disk === undefined ? ['disk full: no disk of its own can be mounted here'] : [],
    draft: async (version) => {
      if (version > 1)
        await insist(() => client().call(draftVersion, { params: { id: warningId }, body: { kind: 'update', ...contentOf(version) } }));
      else warningId = (await client().call(draftWarning, { body: { matter: MATTER, ...contentOf(version) } })).id;
    },
    release: async (version) => {
      await insist(() =>
        client().call(releaseWarning, { params: { id: warningId }, body: { version, alone: { because: 'one analyst in this story' } } }),
      );
    },
    strike: () => strike(random, crew, cluster, disk),
    comeToRest: () => comeToRest(crew, cluster),
    end: async () => {
      await crew.stop();
      await mailbox.stop();
      await cluster.remove();
      disk?.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const MATTER = {
  title: 'Voorbeeld Portaal',
  source: 'oefening',
  scope: { suppliers: ['Voorbeeld Software'], products: [{ supplier: 'Voorbeeld Software', product: 'Voorbeeld Portaal' }] },
};

function contentOf(version: number) {
  const title = titleOf(version);
  const nl = {
    title,
    summary: 'Er zit een lek in Voorbeeld Portaal.',
    actions: [{ text: `Werk bij naar ${version}.1.` }],
    whatChanged: 'Er is een nieuwe versie.',
  };
  return { urgency: 'this-week', tlp: 'GREEN', texts: { nl } } as const;
}

function titleOf(version: number): string {
  return `Voorbeeld Portaal, bericht ${String(version).padStart(3, '0')}`;
}

function addressOf(number: number): string {
  return `piket${number}@instelling.example`;
}

async function furnish(cert: Client, count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_, number) => ({
    name: `Instelling ${String(number).padStart(5, '0')}`,
    sector: 'ggz',
    contacts: [{ name: 'Piket', role: '24/7', email: addressOf(number) }],
  }));
  for (let from = 0; from < count; from += 500)
    await cert.call(acceptInstitutions, { body: { institutions: entries.slice(from, from + 500) } });
  const lines = entries.map(({ name }) => `${name};Voorbeeld Software;Voorbeeld Portaal;1.0`);
  const file = new TextEncoder().encode(`instelling;leverancier;product;versie\n${lines.join('\n')}\n`);
  const upload = await cert.call(uploadInventory, { query: { fileName: 'register.csv' }, body: file });
  await cert.call(acceptUpload, { params: { id: upload.id }, body: {} });
}

type Crew = {
  readonly token: string;
  readonly web: () => ServerProcess;
  /** Kills one of a role and starts it again, as a service manager does. */
  readonly killWeb: () => Promise<void>;
  readonly killWorker: (which: number) => Promise<void>;
  readonly jump: (which: number, milliseconds: number) => Promise<void>;
  /** Whatever ended by itself is there again, and every clock is right. */
  readonly restore: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

async function startCrew(cluster: SystemCluster, folder: string, smtpUrl: string): Promise<Crew> {
  const clockOf = (which: number) => join(folder, `clock-${which}`);
  const settings = {
    DATABASE_URL: cluster.url,
    FOREWARN_DATA: folder,
    FOREWARN_SMTP_URL: smtpUrl,
    FOREWARN_LOG: 'fatal',
    FOREWARN_TELL_AT_ONCE: '100', // a release to all plans for some, and a job for the others
    FOREWARN_DECIDE_AT_ONCE: '400', // and decides on some, and the job on the others part by part
  };
  const start = async (role: 'web' | 'worker', which: number, port: number): Promise<ServerProcess> =>
    insist(() =>
      startServerProcess({
        ...settings,
        FOREWARN_ROLE: role,
        FOREWARN_PORT: String(port),
        FAULT_CLOCK: clockOf(which),
        NODE_OPTIONS: `--import=${SHIFTED_CLOCK}`,
      }),
    );
  const webPort = await freePort();
  let web = await start('web', WORKERS, webPort);
  const token = web.token ?? '';
  const workers = await Promise.all(Array.from({ length: WORKERS }, (_, which) => start('worker', which, 0)));
  return {
    token,
    web: () => web,
    killWeb: async () => {
      await web.kill();
      web = await start('web', WORKERS, webPort);
    },
    killWorker: async (which) => {
      await workers[which]?.kill();
      workers[which] = await start('worker', which, 0);
    },
    jump: (which, milliseconds) => writeFile(clockOf(which), String(milliseconds)),
    restore: async () => {
      for (let which = 0; which <= WORKERS; which += 1) await writeFile(clockOf(which), '0');
      if (web.endedByItself() !== undefined) web = await start('web', WORKERS, webPort);
      for (const [which, worker] of workers.entries())
        if (worker.endedByItself() !== undefined) workers[which] = await start('worker', which, 0);
    },
    stop: async () => {
      await Promise.all([web, ...workers].map((one) => one.kill()));
    },
  };
}

async function strike(random: SeededRandom, crew: Crew, cluster: SystemCluster, disk: SmallDisk | undefined): Promise<Kind> {
  const kind = drawKind(random, disk !== undefined);
  switch (kind) {
    case 'worker killed':
      await crew.killWorker(random.whole(0, WORKERS - 1));
      break;
    case 'web killed':
      await crew.killWeb();
      break;
    case 'connections cut':
      await ask(
        cluster,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      ).catch(() => []);
      break;
    case 'backend killed':
      await killBackend(random, cluster);
      break;
    case 'postmaster killed':
      await cluster.kill();
      await cluster.start();
      break;
    case 'database restarted':
      await cluster.restart();
      break;
    case 'disk full':
      await disk?.fill();
      await pause(random.whole(100, 600));
      await disk?.makeRoom();
      await cluster.restart(); // a server whose log could not grow has ended by itself
      break;
    case 'clock jumped':
      await crew.jump(random.whole(0, WORKERS), random.pick(JUMPS_MS));
      break;
  }
  return kind;
}

function drawKind(random: SeededRandom, hasDisk: boolean): Kind {
  const kinds = KINDS.filter(([kind]) => hasDisk || kind !== 'disk full');
  const all = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  let draw = random.fraction() * all;
  for (const [kind, weight] of kinds) {
    draw -= weight;
    if (draw <= 0) return kind;
  }
  return 'worker killed';
}

async function killBackend(random: SeededRandom, cluster: SystemCluster): Promise<void> {
  const found = await ask(
    cluster,
    `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  ).catch(() => []);
  const victim = found[random.whole(0, Math.max(0, found.length - 1))]?.['pid'];
  try {
    if (typeof victim === 'number') process.kill(victim, 'SIGKILL');
  } catch {
    // it ended by itself in between
  }
}

async function ask(cluster: SystemCluster, question: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(cluster.url);
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(question)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Until nothing is planned any more and nobody is still to be planned for. */
async function comeToRest(crew: Crew, cluster: SystemCluster): Promise<void> {
  for (let look = 0; look < REST_LOOKS_MAX; look += 1) {
    if (look % 20 === 0) await crew.restore();
    const [state] = await ask(cluster, `select ${STILL_TO_SEND} as waiting`).catch(() => []);
    if (state?.['waiting'] === 0) return;
    await pause(LOOK_EVERY_MS);
  }
}

/** Asks until it is answered: whoever was cut off asks again. */
async function insist<Answer>(asked: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await asked();
    } catch (cause) {
      if (tries === 120) throw cause;
      await pause(LOOK_EVERY_MS);
    }
  }
}

function judge(mailbox: Mailbox, institutions: number, versions: number): Pick<FaultOutcome, 'lost' | 'underTwoIds' | 'duplicates'> {
  const ids = new Map<string, Set<string>>();
  let mails = 0;
  for (const mail of mailbox.mails()) {
    const version = /bericht (\d{3})/.exec(mail.subject)?.[1];
    if (version === undefined) continue;
    mails += 1;
    const key = `${mail.rcptTo} ${version}`;
    ids.set(key, (ids.get(key) ?? new Set()).add(mail.messageId));
  }
  const expected = Array.from({ length: versions }, (_, version) =>
    Array.from({ length: institutions }, (__, number) => `${addressOf(number)} ${String(version + 1).padStart(3, '0')}`),
  ).flat();
  return {
    lost: expected.filter((key) => !ids.has(key)),
    underTwoIds: [...ids].filter(([, of]) => of.size > 1).map(([key, of]) => `${key}: ${[...of].join(' ')}`),
    duplicates: mails - ids.size,
  };
}
