import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { acceptInstitutions, addInstitution, listInstitutions } from '@forewarn/api/institutions.ts';
import { listItems } from '@forewarn/api/inventories.ts';
import { draftWarning, listAcknowledgements, listConcerned, listWarnings, releaseWarning } from '@forewarn/api/warnings.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { answerFromMail, answerLinkOf } from '@forewarn/fakes/story/answer-from-mail.ts';
import { until } from '@forewarn/fakes/story/until.ts';
import { databaseUrl } from '@forewarn/server/database/database-url.test-support.ts';
import { knownMigrations, migrate, readMigration } from '@forewarn/server/database/migrate.ts';
import type { Database } from '@forewarn/server/database/open-database.ts';
import { testDatabase } from '@forewarn/server/database/test-database.ts';
import { freePort, NotStarted, startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { fillOldRelease, OLD } from './fill-old-release.ts';
import { forewarn } from './forewarn-command.ts';

const CONTACTS = 120;
const STOP_MS_MAX = 10_000;

let folder: string;
let database: Database;
let mailbox: Mailbox;
let running: ServerProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forewarn-upgrade-'));
  database = await testDatabase();
  mailbox = await startMailbox();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.kill()));
  await mailbox.stop();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

test.each([1, 14, 28])(
  'a database as migration %i left it is migrated once by three that start together, and what it holds reads well',
  async (lastMigration) => {
    await fillOldRelease(database.pool, lastMigration);
    const port = await freePort();
    const started = await Promise.all(
      (['web', 'worker', 'worker'] as const).map((role) =>
        start({ FOREWARN_ROLE: role, FOREWARN_PORT: String(role === 'web' ? port : 0), ...publicAt(port) }),
      ),
    );
    expect(started.map(({ token }) => token)).toEqual([undefined, undefined, undefined]); // the administrator of before is there
    const applied = await database.pool.query('select name from forewarn.migrations order by number');
    expect(applied.rows.map(({ name }) => name)).toEqual((await knownMigrations()).map(({ name }) => name));

    const cert = apiClient(started[0]?.url ?? '', OLD.token);
    const { institutions } = await cert.call(listInstitutions, { query: {} });
    expect(institutions.map(({ name }) => name).toSorted()).toEqual(['Gemeld Huis', 'Wachtend Huis']);
    const { items } = await cert.call(listItems, { params: { id: OLD.told, name: 'inventory' }, query: {} });
    expect(items).toMatchObject([{ supplier: 'Voorbeeld Software', product: 'Voorbeeld Portaal', version: '1.0' }]);
    const { warnings } = await cert.call(listWarnings, { query: {} });
    expect(warnings).toMatchObject([{ reference: 'FW-2026-0001', state: 'open', title: 'Lek van toen', releasedVersion: 1 }]);
    const concerned = await cert.call(listConcerned, { params: { id: OLD.warning } });
    expect(concerned.institutions.map(({ institution }) => institution).toSorted()).toEqual(['Gemeld Huis', 'Wachtend Huis']);
    const { acknowledgements } = await cert.call(listAcknowledgements, { params: { id: OLD.warning }, query: {} });
    expect(acknowledgements).toMatchObject([{ remark: 'antwoord van toen' }]);

    // What the old release had planned goes out, under the id that it gave it; its link is answered.
    const mail = await mailbox.waitFor(({ rcptTo }) => rcptTo === OLD.address, 60_000);
    expect(mail.messageId).toContain(OLD.planned);
    const answer = await answerFromMail(answerLinkOf(mail) ?? '', { answer: 'fixed', answeredAs: 'Beheer', remark: 'antwoord van nu' });
    expect(answer.status).toBe(200);
    await cert.call(addInstitution, { body: { name: 'Nieuw Huis', sector: 'ggz' } });
    expect(mailbox.mails().filter(({ rcptTo }) => rcptTo === 'piket@gemeld.example')).toEqual([]); // that one had gone
    const settings = settingsOf({});
    expect(await forewarn(settings, ['audit', 'checkpoint'])).toMatchObject({ exit: 0 });
    expect(JSON.parse((await forewarn(settings, ['audit', 'verify', '--json'])).out)).toMatchObject({ faults: [] });
  },
);

test('while a newer release migrates, the older one goes on, and starts again beside it; where the newer breaks older ones it says so', async () => {
  const older = await start({ FOREWARN_ROLE: 'all' });
  const cert = apiClient(older.url, older.token);
  await furnish(cert);
  const known = await knownMigrations();
  const adding = readMigration('9001-adds.sql', ADDING);
  expect(await migrate(database.connection, [...known, adding])).toEqual(['9001-adds.sql']);
  await warn(cert, 'Lek tijdens het bijwerken');
  await until('everybody has the warning', 60_000, async () => contactsTold() === CONTACTS);

  // The older one dies and comes back, as on a machine that has not had its turn yet.
  await older.kill();
  const again = await start({ FOREWARN_ROLE: 'all' });
  await apiClient(again.url, older.token).call(addInstitution, { body: { name: 'Van de oudere', sector: 'ggz' } });
  const doctor = JSON.parse((await forewarn(settingsOf({}), ['doctor', '--json'])).out);
  expect(doctor.findings).toContainEqual(
    expect.objectContaining({ check: 'schema', state: 'worth-a-look', message: expect.stringContaining('works on it') }),
  );

  const breaking = readMigration(
    '9002-takes.sql',
    '-- 9002 · takes\n-- breaks older: names are read elsewhere\nalter table forewarn.institutions rename column it_provider to provider;',
  );
  await migrate(database.connection, [...known, adding, breaking]);
  await again.stop();
  const refused = await start({ FOREWARN_ROLE: 'all' }).catch((cause: unknown) => cause);
  expect(refused).toBeInstanceOf(NotStarted);
  expect((refused as NotStarted).said).toContain('migration 9002 breaks older ones');
});

test('one that is told to stop while mails go out says that it is not ready, ends within ten seconds, and the other sends the rest: each once', async () => {
  const watch = await freePort();
  for (let number = 0; number < CONTACTS; number += 1) mailbox.behave(addressOf(number), 'delay');
  const leaving = await start({ FOREWARN_METRICS_PORT: String(watch), FOREWARN_SMTP_CONNECTIONS: '4' });
  await furnish(apiClient(leaving.url, leaving.token));
  expect((await fetch(`http://127.0.0.1:${watch}/ready`)).status).toBe(200);
  await warn(apiClient(leaving.url, leaving.token), 'Lek onder het werk');
  await until('mails are under way', 30_000, async () => contactsTold() > 4);

  const toldMs = Date.now();
  process.kill(leaving.pid, 'SIGTERM');
  const ready: number[] = [];
  while (leaving.endedByItself() === undefined && Date.now() - toldMs < 2 * STOP_MS_MAX) {
    ready.push(
      await fetch(`http://127.0.0.1:${watch}/ready`).then(
        ({ status }) => status,
        () => 0,
      ),
    );
    await pause(20);
  }
  expect(leaving.endedByItself()).toMatch(/^0: /); // not cut off
  expect(Date.now() - toldMs).toBeLessThan(STOP_MS_MAX);
  expect(ready).toContain(503);
  expect(ready.slice(ready.indexOf(503))).not.toContain(200); // once it says so it stays so
  const before = contactsTold();
  expect(before).toBeLessThan(CONTACTS);
  const held = await database.pool.query('select count(*)::int as count from forewarn.deliveries where leased_by is not null');
  expect(held.rows).toEqual([{ count: 0 }]); // it gave back what it had not begun

  await start({ FOREWARN_SMTP_CONNECTIONS: '20' });
  await until('everybody has the warning', 60_000, async () => contactsTold() === CONTACTS);
  await until('each is written down as sent', 60_000, async () => {
    const { rows } = await database.pool.query(`select count(*)::int as count from forewarn.deliveries where state = 'sent'`);
    return rows[0]?.count === CONTACTS;
  });
  expect(mailbox.mails()).toHaveLength(CONTACTS);
});

/** As a later release may add: a table, a column with a default, a wider check, an index, a policy. */
const ADDING = `-- 9001 · what a later release adds
create table forewarn.later (id uuid primary key, institution_id uuid references forewarn.institutions, text text not null);
alter table forewarn.later enable row level security;
create policy staff on forewarn.later to forewarn_app using ((select forewarn.is_staff()));
grant select on forewarn.later to forewarn_app;
alter table forewarn.deliveries add column later text, add column counted int not null default 0;
alter table forewarn.warnings add column later jsonb not null default '{}';
alter table forewarn.deliveries drop constraint deliveries_state_check;
alter table forewarn.deliveries add constraint deliveries_state_check check (state in ('planned', 'held', 'sent', 'failed', 'cancelled', 'later'));
create index deliveries_later on forewarn.deliveries (later) where later is not null;
select forewarn.close_to_auditors();
`;

async function start(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const started = await startServerProcess(settingsOf(settings));
  running.push(started);
  return started;
}

function settingsOf(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: databaseUrl(database.connection),
    FOREWARN_DATA: folder,
    FOREWARN_PORT: '0',
    FOREWARN_SMTP_URL: mailbox.smtpUrl,
    FOREWARN_WKD: 'no',
    FOREWARN_BUSY_AFTER_MS: '60000', // a busy machine fails no test
    FOREWARN_LOG: 'fatal',
    ...settings,
  };
}

function publicAt(port: number) {
  return { FOREWARN_PUBLIC_URL: `http://127.0.0.1:${port}` };
}

async function furnish(cert: Client): Promise<void> {
  const institutions = Array.from({ length: CONTACTS }, (_, number) => ({
    name: `Instelling ${number}`,
    sector: 'ggz',
    contacts: [{ name: 'Piket', role: '24/7', email: addressOf(number) }],
  }));
  await cert.call(acceptInstitutions, { body: { institutions } });
}

async function warn(cert: Client, title: string): Promise<void> {
  const nl = { title, summary: 'Er is een lek.', actions: [{ text: 'Werk bij.' }] };
  const { id } = await cert.call(draftWarning, {
    body: { matter: { title, source: 'telefoon', scope: { sectors: ['ggz'] } }, urgency: 'this-week', tlp: 'GREEN', texts: { nl } },
  });
  await cert.call(releaseWarning, { params: { id }, body: { version: 1, alone: { because: 'a rehearsal' } } });
}

function contactsTold(): number {
  return new Set(mailbox.mails().map(({ rcptTo }) => rcptTo)).size;
}

function addressOf(number: number): string {
  return `piket${number}@instelling.example`;
}
