import { setTimeout as pause } from 'node:timers/promises';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { acceptInstitutions } from '@forewarn/api/institutions.ts';
import { DEFAULT_INVENTORY, putInventory } from '@forewarn/api/inventories.ts';
import { addSource, startPoll } from '@forewarn/api/sources.ts';
import { addStandingRule } from '@forewarn/api/warnings.ts';
import { startCsafPublisher, type CsafPublisher } from '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts';
import type { Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { institutionIds } from '@forewarn/fakes/story/load-world.ts';
import { seededRandom, type SeededRandom } from '@forewarn/fakes/world/seeded-random.ts';
import { NotStarted, startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { DATABASE_TARGETS, type DatabaseTarget, type KillDatabase } from './kill-database.ts';
import { leakAdvisory, leakTitle } from './leak-advisory.ts';
import { keepWriting, lostWrites } from './ledger.ts';
import { STILL_TO_SEND } from './still-to-send.ts';

export const CONCERNED = 20;
const OTHERS = 4;
/** A poll that is cut off holds its source for a while, so that others go on meanwhile. */
const PUBLISHERS = 6;
/** What a kill aims at. Some come whenever they come; the others wait for that work to be in hand, and then a little. */
const AIMS = ['any', 'poll-source', 'match-advisory', 'raise-warnings', 'deliver'] as const;
const ANY_MS_MAX = 1_500;
const AIM_MS_MAX = 4_000;
const AFTER_AIM_MS_MAX = 40;
const DRAIN_LOOKS_MAX = 900; // a busy machine takes minutes where another takes ten seconds
const LOOK_EVERY_MS = 500;

export type KillStory = {
  readonly seed: string;
  readonly kills: number;
  readonly mailbox: Mailbox;
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Called when the server has run once, so that a private database is there. */
  readonly openDatabase: () => Promise<KillDatabase>;
};

/** What came of it; the lists are empty where everything held. */
export type KillOutcome = {
  readonly kills: Readonly<Record<string, number>>;
  /** What was in hand when the kills came; more than one thing may be. */
  readonly duringWhat: Readonly<Record<string, number>>;
  readonly acknowledged: Readonly<Record<string, number>>;
  readonly unanswered: number;
  readonly mails: number;
  readonly lost: readonly string[];
  readonly notDelivered: readonly string[];
  readonly underTwoIds: readonly string[];
  readonly toldWrongly: readonly string[];
  /** What servers said that went down although nobody killed them: a database that goes away is no reason to. */
  readonly endedByThemselves: readonly string[];
};

/**
 * Publishes one advisory after another about a product that twenty institutions hold, lets a standing rule release the warnings, and ends
 * processes in the midst of it by kill -9, at instants that the seed draws; then lets everything come to rest and counts.
 */
export async function playKillStory(story: KillStory): Promise<KillOutcome> {
  const random = seededRandom(story.seed);
  const endedByThemselves: string[] = [];
  const tally = { kills: {} as Record<string, number>, duringWhat: {} as Record<string, number> };
  const publishers = await Promise.all(
    Array.from({ length: PUBLISHERS }, () => startCsafPublisher({ namespace: 'https://csaf.example', name: 'Voorbeeld Software' })),
  );
  let server = await startAgain(story.settings);
  const token = server.token;
  const database = await story.openDatabase();
  const client = () => apiClient(server.url, token);
  const sources = await furnish(client(), publishers);
  // Mail servers are slow: what is being sent is in hand long enough to be hit.
  for (let place = 0; place < CONCERNED; place += 3) story.mailbox.behave(addressOf(place), 'delay');
  const ledger = keepWriting(client, story.mailbox);
  try {
    for (let kill = 1; kill <= story.kills; kill += 1) {
      await publishers[kill % PUBLISHERS]?.publish(leakAdvisory(kill));
      await pollSoon(client, sources[kill % PUBLISHERS] ?? '');
      const said = server.endedByItself();
      if (said !== undefined) {
        endedByThemselves.push(said);
        server = await startAgain(story.settings);
      }
      for (const what of await takeAim(random, database)) count(tally.duringWhat, what);
      const target = drawTarget(random, database.targets);
      count(
        tally.kills,
        target.server ? (target.database === undefined ? 'server' : `server and ${target.database}`) : (target.database ?? ''),
      );
      if (target.server) await server.kill();
      if (target.database !== undefined) await database.kill(target.database, (many) => random.whole(0, many - 1)).catch(() => {});
      if (target.server) server = await startAgain(story.settings);
    }
    await ledger.stop();
    await comeToRest(story, client, sources, database);
    return { ...tally, endedByThemselves, ...(await judge(story, client(), database, ledger)) };
  } finally {
    await ledger.stop();
    await server.stop();
    await database.remove();
    await Promise.all(publishers.map((publisher) => publisher.stop()));
  }
}

/** As a service manager does: again, until it stays. */
async function startAgain(settings: KillStory['settings']): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startServerProcess(settings);
    } catch (cause) {
      if (!(cause instanceof NotStarted) || attempt === 20) throw cause;
      await pause(LOOK_EVERY_MS);
    }
  }
}

async function furnish(cert: Client, publishers: readonly CsafPublisher[]): Promise<readonly string[]> {
  const names = Array.from({ length: CONCERNED + OTHERS }, (_, place) => nameOf(place));
  await cert.call(acceptInstitutions, {
    body: {
      institutions: names.map((name, place) => ({
        name,
        sector: 'ggz',
        contacts: [{ name: 'Piket', role: '24/7', email: addressOf(place) }],
      })),
    },
  });
  const ids = await institutionIds(cert);
  for (const [place, name] of names.entries()) {
    const line =
      place < CONCERNED
        ? { supplier: 'Voorbeeld Software', product: 'Voorbeeld Portaal', version: '1.0' }
        : { product: 'Heel iets anders' };
    await cert.call(putInventory, { params: { id: ids.get(name) ?? '', name: DEFAULT_INVENTORY }, body: { items: [line] } });
  }
  await cert.call(addStandingRule, {
    body: {
      name: 'Kritiek en zeker aanwezig',
      condition: { anyOf: [{ certaintyAtLeast: 'certain', severityMin: 9 }], tlpMax: 'GREEN' },
      urgency: 'this-week',
      automaticRelease: true,
    },
  });
  const sources: string[] = [];
  for (const [place, publisher] of publishers.entries()) {
    const added = await cert.call(addSource, {
      body: { name: `Voorbeeld ${place}`, url: publisher.metadataUrl, allowPrivate: true, scheduleSeconds: 60 },
    });
    sources.push(added.id);
  }
  return sources;
}

function nameOf(place: number): string {
  return `Instelling ${String(place).padStart(2, '0')}`;
}

function addressOf(place: number): string {
  return `piket${place}@instelling.example`;
}

/** Asks until the server says yes: it may be on its way up. */
async function pollSoon(client: () => Client, id: string): Promise<void> {
  for (let look = 0; look < 40; look += 1) {
    try {
      await client().call(startPoll, { params: { id } });
      return;
    } catch {
      await pause(50);
    }
  }
}

type Target = { readonly server: boolean; readonly database?: DatabaseTarget };

function drawTarget(random: SeededRandom, targets: readonly DatabaseTarget[]): Target {
  const database = random.pick(targets.length === 0 ? DATABASE_TARGETS : targets);
  const draw = random.fraction();
  if (draw < 0.5) return { server: true };
  return draw < 0.85 ? { server: false, database } : { server: true, database };
}

/** Waits for the instant of the kill; gives what is in hand then. */
async function takeAim(random: SeededRandom, database: KillDatabase): Promise<readonly string[]> {
  const aim = random.pick(AIMS);
  if (aim === 'any') {
    await pause(random.whole(0, ANY_MS_MAX));
    return whatGoesOn(database);
  }
  const endMs = Date.now() + AIM_MS_MAX;
  for (;;) {
    const inHand = await whatGoesOn(database);
    if (!inHand.includes(aim) && Date.now() < endMs) {
      await pause(10);
      continue;
    }
    await pause(random.whole(0, AFTER_AIM_MS_MAX));
    return inHand;
  }
}

/** Which jobs and deliveries are in hand at this moment. */
async function whatGoesOn(database: KillDatabase): Promise<readonly string[]> {
  try {
    const rows = await database.ask<{ what: string }>(
      `select distinct t.identifier as what from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where j.locked_at is not null
       union select 'deliver' from forewarn.deliveries where leased_by is not null and state = 'planned' order by 1`,
    );
    return rows.length === 0 ? ['between'] : rows.map((row) => row.what);
  } catch {
    return ['recovery'];
  }
}

function count(tally: Record<string, number>, what: string): void {
  tally[what] = (tally[what] ?? 0) + 1;
}

/** Until every advisory was warned of and every planned delivery has ended. */
async function comeToRest(story: KillStory, client: () => Client, sources: readonly string[], database: KillDatabase): Promise<void> {
  for (let look = 0; look < DRAIN_LOOKS_MAX; look += 1) {
    if (look % 10 === 0) for (const id of sources) await pollSoon(client, id);
    const [state] = await database
      .ask<{ warnings: number; waiting: number }>(
        `select (select count(*)::int from forewarn.warnings where released_version is not null) as warnings,
           ${STILL_TO_SEND} as waiting`,
      )
      .catch(() => []); // it is still on its way up
    if (state !== undefined && state.warnings >= story.kills && state.waiting === 0) return;
    await pause(LOOK_EVERY_MS);
  }
}

async function judge(
  story: KillStory,
  cert: Client,
  database: KillDatabase,
  ledger: ReturnType<typeof keepWriting>,
): Promise<Omit<KillOutcome, 'kills' | 'duringWhat' | 'endedByThemselves'>> {
  const mails = story.mailbox.mails();
  const idsOf = new Map<string, Set<string>>();
  const toldWrongly: string[] = [];
  const concerned = new Set(Array.from({ length: CONCERNED }, (_, place) => addressOf(place)));
  for (const mail of mails) {
    if (!concerned.has(mail.rcptTo)) toldWrongly.push(`${mail.rcptTo}: ${mail.subject}`);
    const title = /Lek \d{3} in Voorbeeld Portaal/.exec(`${mail.subject}\n${mail.text}`)?.[0];
    // Others of the institution hear of an answer through a link: a message of its own.
    if (title === undefined || !/^U krijgt dit omdat/m.test(mail.text)) continue;
    const key = `${mail.rcptTo} · ${title}`;
    idsOf.set(key, (idsOf.get(key) ?? new Set()).add(mail.messageId));
  }
  const expected = [...concerned].flatMap((address) =>
    Array.from({ length: story.kills }, (_, place) => `${address} · ${leakTitle(place + 1)}`),
  );
  // Who answered the mail before it was written down that it went is not sent it again; that it came is looked at in the mailbox.
  const unended = await database.ask<{ what: string }>(
    `select state || ' ' || address || ' ' || message_key as what from forewarn.deliveries
     where state <> 'sent' and not (state = 'cancelled' and ended_because like '% was answered')`,
  );
  const kinds = Object.entries(ledger.acknowledged).map(([kind, texts]) => [kind, texts.length] as const);
  return {
    acknowledged: Object.fromEntries(kinds),
    unanswered: ledger.unanswered(),
    mails: mails.length,
    lost: await lostWrites(ledger, cert, database),
    notDelivered: [...expected.filter((key) => !idsOf.has(key)), ...unended.map((row) => row.what)],
    underTwoIds: [...idsOf].filter(([, ids]) => ids.size > 1).map(([key, ids]) => `${key}: ${[...ids].join(' ')}`),
    toldWrongly,
  };
}
