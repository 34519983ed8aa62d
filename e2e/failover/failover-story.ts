import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { acceptInstitutions } from '@forewarn/api/institutions.ts';
import { acceptUpload, uploadInventory } from '@forewarn/api/inventories.ts';
import { draftWarning, releaseWarning } from '@forewarn/api/warnings.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { ask, startReplicatedPair, type ReplicatedPair } from '@forewarn/server/database/replicated-pair.test-support.ts';
import { freePort, startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { keepWriting, lostWrites } from '../killing/ledger.ts';
import { STILL_TO_SEND } from '../killing/still-to-send.ts';

export type FailoverOutcome = {
  readonly contacts: number;
  /** Writes that were said yes to, by kind; kept outside the database. */
  readonly acknowledged: Readonly<Record<string, number>>;
  readonly unanswered: number;
  /** Acknowledged, and not there on the standby that took over. */
  readonly lost: readonly string[];
  /** Contacts that the warning never reached. */
  readonly notReached: readonly string[];
  readonly underTwoIds: readonly string[];
  /** Mails beyond the first of a contact, under the same id. */
  readonly duplicates: number;
  readonly mailsBefore: number;
  /** From the kill of the primary to the first mail after it, in seconds. */
  readonly resumedSeconds: number;
  /** The same to the first write that was said yes to. */
  readonly writtenSeconds: number;
  /** Writes that were said yes to between the kill and the promotion: there is no one who could keep them. */
  readonly acknowledgedBetween: number;
  readonly endedByThemselves: readonly string[];
};

const WORKERS = 2;
const LOOK_EVERY_MS = 20;
/** No story is about time: what is promised is measured and asked of the outcome. */
const LOOK_MS_MAX = 240_000;
/** Until somebody or something notices and promotes: nobody writes meanwhile. */
const UNNOTICED_MS = 2_000;

/**
 * Kills the primary, its postmaster and every child, while a warning goes out to this many institutions and others write without a pause; promotes the
 * standby; lets all come to rest, and counts against what was said yes to.
 */
export async function playFailover(contacts: number): Promise<FailoverOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-failover-'));
  await chmod(folder, 0o755);
  const pair = await startReplicatedPair();
  const mailbox = await startMailbox();
  const webPort = await freePort();
  const crew: ServerProcess[] = [];
  let stopWriting: () => Promise<void> = async () => {};
  try {
    for (let number = 0; number < contacts; number += 5) mailbox.behave(addressOf(number), 'delay');
    const web = await startOne(pair, { folder, mailbox, webPort, role: 'web', order: 'primary first' });
    crew.push(web);
    for (let number = 0; number < WORKERS; number += 1)
      crew.push(await startOne(pair, { folder, mailbox, webPort, role: 'worker', order: 'standby first' }));
    const cert = apiClient(web.url, web.token);
    await furnish(cert, contacts);
    const ledger = keepWriting(() => cert, mailbox);
    stopWriting = ledger.stop;
    const yes = () => Object.values(ledger.acknowledged).reduce((sum, texts) => sum + texts.length, 0);
    const { id } = await cert.call(draftWarning, { body: { matter: MATTER, urgency: 'this-week', tlp: 'GREEN', texts: TEXTS } });
    await cert.call(releaseWarning, { params: { id }, body: { version: 1, alone: { because: 'one analyst in this story' } } });
    await until('a quarter has gone out', () => warningsIn(mailbox).length >= contacts / 4);

    await pair.killPrimary();
    const killedMs = performance.now();
    await pause(100); // what was on its way arrives
    const before = { mails: mailbox.mails().length, yes: yes() };
    await pause(UNNOTICED_MS);
    const acknowledgedBetween = yes() - before.yes;
    const mailsAtPromotion = mailbox.mails().length;
    await pair.promote();
    const since = () => (performance.now() - killedMs) / 1_000;
    const resumed = until('mails go on', () => mailbox.mails().length > mailsAtPromotion).then(since);
    const written = until('writes are said yes to', () => yes() > before.yes + acknowledgedBetween).then(since);
    const [resumedSeconds, writtenSeconds] = await Promise.all([resumed, written]);

    await until(
      'all is sent',
      async () => (await ask<{ waiting: number }>(pair.standbyUrl, `select ${STILL_TO_SEND} as waiting`))[0]?.waiting === 0,
    );
    await ledger.stop();
    const idsOf = new Map<string, string[]>();
    for (const mail of warningsIn(mailbox)) idsOf.set(mail.rcptTo, [...(idsOf.get(mail.rcptTo) ?? []), mail.messageId]);
    const all = Array.from({ length: contacts }, (_, number) => addressOf(number));
    return {
      contacts,
      acknowledged: Object.fromEntries(Object.entries(ledger.acknowledged).map(([kind, texts]) => [kind, texts.length])),
      unanswered: ledger.unanswered(),
      lost: await lostWrites(ledger, cert, { ask: (question) => ask(pair.standbyUrl, question) }),
      notReached: all.filter((address) => !idsOf.has(address)),
      underTwoIds: [...idsOf].filter(([, ids]) => new Set(ids).size > 1).map(([address]) => address),
      duplicates: [...idsOf.values()].reduce((sum, ids) => sum + ids.length - 1, 0),
      mailsBefore: before.mails,
      resumedSeconds,
      writtenSeconds,
      acknowledgedBetween,
      endedByThemselves: crew.map((one) => one.endedByItself()).filter((said) => said !== undefined),
    };
  } finally {
    await stopWriting();
    await Promise.all(crew.map((one) => one.kill()));
    await mailbox.stop();
    await pair.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

const MATTER = {
  title: 'Voorbeeld Portaal',
  source: 'oefening',
  scope: { suppliers: ['Voorbeeld Software'], products: [{ supplier: 'Voorbeeld Software', product: 'Voorbeeld Portaal' }] },
};

const TITLE = 'Lek in Voorbeeld Portaal';
const TEXTS = { nl: { title: TITLE, summary: 'Er zit een lek in Voorbeeld Portaal.', actions: [{ text: 'Werk bij naar 1.1.' }] } };

type One = {
  readonly folder: string;
  readonly mailbox: Mailbox;
  readonly webPort: number;
  readonly role: 'web' | 'worker';
  readonly order: 'primary first' | 'standby first';
};

/** Both name both servers; whoever names the standby first must pass it by. */
function startOne(pair: ReplicatedPair, { folder, mailbox, webPort, role, order }: One): Promise<ServerProcess> {
  const servers = order === 'primary first' ? [pair.primary, pair.standby] : [pair.standby, pair.primary];
  return startServerProcess({
    DATABASE_URL: `postgresql://forewarn@${servers.join(',')}/postgres?target_session_attrs=read-write`,
    FOREWARN_DATA: folder,
    FOREWARN_ROLE: role,
    FOREWARN_PORT: String(webPort),
    FOREWARN_PUBLIC_URL: `http://127.0.0.1:${webPort}`,
    FOREWARN_SMTP_URL: mailbox.smtpUrl,
    FOREWARN_LOG: 'fatal',
  });
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

/** Without what others of an institution hear of an answer. */
function warningsIn(mailbox: Mailbox) {
  return mailbox.mails().filter((mail) => mail.subject.includes(TITLE) && /^U krijgt dit omdat/m.test(mail.text));
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + LOOK_MS_MAX;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`within ${LOOK_MS_MAX / 1_000} s it did not come to this: ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}
