import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { acceptInstitutions, addInstitution, listInstitutions } from '@forewarn/api/institutions.ts';
import { acceptUpload, DEFAULT_INVENTORY, listItems, uploadInventory } from '@forewarn/api/inventories.ts';
import { listDeliveries } from '@forewarn/api/deliveries.ts';
import { openMatter } from '@forewarn/api/matters.ts';
import { draftVersion, draftWarning, listAcknowledgements, listConcerned, listWarnings, releaseWarning } from '@forewarn/api/warnings.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { answerFromMail, answerLinkOf } from '@forewarn/fakes/story/answer-from-mail.ts';
import { institutionIds } from '@forewarn/fakes/story/load-world.ts';
import { until } from '@forewarn/fakes/story/until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '@forewarn/fakes/webhook-receiver/start-webhook-receiver.ts';
import { freePort, startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { forewarn } from './forewarn-command.ts';
import { loseMachine } from './lose-machine.ts';

const CONTACTS = 24;
const ANSWERED = 6;
const SECRET = 'een geheim dat verzegeld wordt bewaard';
const MATTER = {
  title: 'Voorbeeld Portaal',
  source: 'oefening',
  scope: { suppliers: ['Voorbeeld Software'], products: [{ supplier: 'Voorbeeld Software', product: 'Voorbeeld Portaal' }] },
};

let folder: string;
let mailbox: Mailbox;
let receiver: WebhookReceiver;
let server: ServerProcess | undefined;
let settings: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forewarn-restore-'));
  mailbox = await startMailbox();
  receiver = await startWebhookReceiver({ secret: SECRET });
  const port = await freePort();
  settings = {
    FOREWARN_DATA: join(folder, 'burns'),
    FOREWARN_PORT: String(port),
    FOREWARN_PUBLIC_URL: `http://127.0.0.1:${port}`,
    FOREWARN_SMTP_URL: mailbox.smtpUrl,
    FOREWARN_SMTP_CONNECTIONS: '2',
    FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes',
    FOREWARN_WKD: 'no',
    FOREWARN_BUSY_AFTER_MS: '60000',
    FOREWARN_LOG: 'fatal',
  };
});
afterAll(async () => {
  await server?.stop();
  await receiver.stop();
  await mailbox.stop();
  await rm(folder, { recursive: true, force: true });
});

test(
  'a machine burns down while mails go out: another takes its place from the backup, and nobody is told twice under two ids',
  { timeout: 600_000 },
  async () => {
    // The world before: two warnings, answers, keys that were rotated since, and a version of which half the mails are still to go.
    server = await startServerProcess(settings);
    const token = server.token ?? '';
    const cert = apiClient(server.url, token);
    await furnish(cert);
    const first = await warn(cert, 'Lek één');
    await allSent(cert);
    const early = mailsOf('Lek één');
    expect(early).toHaveLength(CONTACTS);
    for (const mail of early.slice(0, ANSWERED)) {
      const { status } = await answerFromMail(answerLinkOf(mail) ?? '', { answer: 'working', answeredAs: 'Beheer', remark: mail.rcptTo });
      expect(status).toBe(200);
    }
    expect(await forewarn(settings, ['secrets', 'rotate', 'all'])).toMatchObject({ exit: 0 });
    await cert.call(openMatter, { body: { title: 'Melding van voor de brand', source: 'telefoon' } });
    for (const number of odd()) mailbox.behave(addressOf(number), 'full'); // these wait for their next try
    await warn(cert, 'Lek twee');
    await until('half of the second warning is out', 30_000, async () => mailsOf('Lek twee').length === CONTACTS / 2);
    const before = await picture(cert, first);
    expect(before.answers).toHaveLength(ANSWERED);

    const file = join(folder, 'nightly.backup');
    for (const number of even()) mailbox.behave(addressOf(number), 'delay');
    await cert.call(draftVersion, { params: { id: first }, body: { kind: 'update', ...contentOf('Lek één, nader') } });
    await cert.call(releaseWarning, { params: { id: first }, body: { version: 2, alone: { because: 'a rehearsal' } } });
    expect(await forewarn(settings, ['backup', file, '--with-secrets'])).toMatchObject({ exit: 0 });

    // After it: more writes and more mails, which only the world outside remembers.
    for (const number of odd()) mailbox.behave(addressOf(number), 'accept');
    await cert.call(addInstitution, { body: { name: 'Van na de kopie', sector: 'ggz' } });
    await until('some mails of the update are out', 30_000, async () => mailsOf('nader').length >= CONTACTS / 4);
    const sentBefore = mailsOf('nader').length;
    expect(sentBefore).toBeLessThan(CONTACTS);
    await loseMachine(server, settings['FOREWARN_DATA'] ?? '');

    // Elsewhere, from the file alone.
    settings['FOREWARN_DATA'] = join(folder, 'elsewhere');
    const restored = await forewarn(settings, ['restore', file]);
    expect(restored.err).not.toContain('forewarn:'); // what it is doing, where that takes long
    expect(restored).toMatchObject({ exit: 0, out: expect.stringContaining('Every row was read back') });
    const verified = JSON.parse((await forewarn(settings, ['audit', 'verify', '--json'])).out);
    expect(verified).toMatchObject({ faults: [], waiting: 0, signedUpTo: verified.entries });
    expect(verified.notes.join(' ')).not.toContain('a key that is not here');

    for (let number = 0; number < CONTACTS; number += 1) mailbox.behave(addressOf(number), 'accept');
    server = await startServerProcess(settings);
    expect(server.token).toBeUndefined(); // the administrators of before are there
    const after = apiClient(server.url, token);
    const found = await picture(after, first);
    expect({ ...found, institutions: found.institutions.filter((name) => name !== 'Van na de kopie') }).toEqual(before);
    expect(found.institutions).not.toContain('Van na de kopie'); // what came after the backup is gone, and said to be
    await allSent(after);
    for (const title of ['Lek één', 'Lek twee', 'nader']) expect(idsPerContact(title)).toEqual({ contacts: CONTACTS, underTwoIds: [] });
    expect(mailsOf('nader').length).toBeGreaterThan(CONTACTS); // some heard it again, under the id that they have
    expect(receiver.calls().every(({ isSigned }) => isSigned)).toBe(true);
    expect(new Set(receiver.calls().map(({ delivery }) => delivery)).size).toBe(3);

    // A link that was sent before the backup, under a secret that was rotated since.
    const late = early[ANSWERED + 1];
    const answered = await answerFromMail(answerLinkOf(late!) ?? '', { answer: 'fixed', answeredAs: 'Beheer', remark: 'na de brand' });
    expect(answered.status).toBe(200);
    expect((await picture(after, first)).answers).toHaveLength(ANSWERED + 1);
    const doctor = JSON.parse((await forewarn(settings, ['doctor', '--json'])).out);
    expect(doctor.findings.filter(({ state }: { state: string }) => state === 'wrong')).toEqual([]);
    for (const check of ['database', 'schema', 'queue', 'audit-key', 'secret-keys', 'link-secret', 'server'])
      expect(doctor.findings).toContainEqual(expect.objectContaining({ check, state: 'well' }));
  },
);

test('a backup that was cut short or changed on its way is refused in words, and changes nothing', async () => {
  const whole = await readFile(join(folder, 'nightly.backup'));
  const there = { ...settings, FOREWARN_DATA: join(folder, 'third') };
  expect(await forewarn(there, ['restore', join(folder, 'nightly.backup')])).toMatchObject({ exit: 0 });
  const broken = join(folder, 'broken.backup');
  const cuts = [0, 9, 100, Math.floor(whole.length / 2), whole.length - 1].map((length) => whole.subarray(0, length));
  const bits = [12, Math.floor(whole.length / 3), whole.length - 20].map((place) => {
    const copy = Buffer.from(whole);
    copy[place] = (copy[place] ?? 0) ^ 0x10;
    return copy;
  });
  for (const bytes of [...cuts, ...bits]) {
    await writeFile(broken, bytes);
    const refused = await forewarn(there, ['restore', broken, '--replace']);
    expect(refused).toMatchObject({ exit: 3, out: '' });
    expect(refused.err).toMatch(/(^|\n)forewarn: (The file|This file) [^\n]+\.\n {2}[^\n]+\n$/);
  }
  const again = await startServerProcess({ ...there, FOREWARN_PORT: '0' });
  expect(again.token).toBeUndefined(); // what the first restore brought is there
  await again.stop();
});

async function furnish(cert: Client): Promise<void> {
  const entries = Array.from({ length: CONTACTS }, (_, number) => ({
    name: nameOf(number),
    sector: 'ggz',
    contacts: [{ name: 'Piket', role: '24/7', email: addressOf(number) }],
  }));
  const called = {
    name: 'Met een webhook',
    sector: 'ggz',
    contacts: [{ name: 'Systeem', role: '24/7', webhookUrl: receiver.url, webhookSecret: SECRET }],
  };
  await cert.call(acceptInstitutions, { body: { institutions: [...entries, called] } });
  const lines = [...entries, called].map(({ name }) => `${name};Voorbeeld Software;Voorbeeld Portaal;1.0`);
  const body = new TextEncoder().encode(`instelling;leverancier;product;versie\n${lines.join('\n')}\n`);
  const upload = await cert.call(uploadInventory, { query: { fileName: 'register.csv' }, body });
  await cert.call(acceptUpload, { params: { id: upload.id }, body: {} });
}

async function warn(cert: Client, title: string): Promise<string> {
  const { id } = await cert.call(draftWarning, { body: { matter: { ...MATTER, title }, ...contentOf(title) } });
  await cert.call(releaseWarning, { params: { id }, body: { version: 1, alone: { because: 'a rehearsal' } } });
  return id;
}

function contentOf(title: string) {
  const nl = {
    title,
    summary: `Er zit een lek in Voorbeeld Portaal: ${title}.`,
    actions: [{ text: `Werk bij: ${title}.` }],
    whatChanged: 'Meer bekend.',
  };
  return { urgency: 'this-week', tlp: 'GREEN', texts: { nl } } as const;
}

/** What a member and the CERT can read of what was said yes to. */
async function picture(cert: Client, warning: string) {
  const { institutions } = await cert.call(listInstitutions, { query: { limit: 500 } });
  const { warnings } = await cert.call(listWarnings, { query: {} });
  const concerned = await cert.call(listConcerned, { params: { id: warning } });
  const { acknowledgements } = await cert.call(listAcknowledgements, { params: { id: warning }, query: {} });
  const ids = await institutionIds(cert);
  const { items } = await cert.call(listItems, { params: { id: ids.get(nameOf(0)) ?? '', name: DEFAULT_INVENTORY }, query: {} });
  return {
    institutions: institutions.map(({ name }) => name).toSorted(),
    warnings: warnings.map(({ reference }) => reference).toSorted(),
    concerned: concerned.institutions.map(({ institution }) => institution).toSorted(),
    answers: acknowledgements.map(({ remark }) => remark).toSorted(),
    items: items.map(({ product, version }) => `${product} ${version}`),
  };
}

async function allSent(cert: Client): Promise<void> {
  await until(
    'no delivery is planned any more',
    200_000,
    async () => (await cert.call(listDeliveries, { query: { state: 'planned' } })).deliveries.length === 0,
  );
}

function mailsOf(title: string) {
  return mailbox.mails().filter(({ subject }) => (title === 'Lek één' ? /Lek één(?!, nader)/ : new RegExp(title)).test(subject));
}

function idsPerContact(title: string): { readonly contacts: number; readonly underTwoIds: readonly string[] } {
  const ids = new Map<string, Set<string>>();
  for (const { rcptTo, messageId } of mailsOf(title)) ids.set(rcptTo, (ids.get(rcptTo) ?? new Set()).add(messageId));
  return { contacts: ids.size, underTwoIds: [...ids].filter(([, of]) => of.size > 1).map(([address]) => address) };
}

function odd(): readonly number[] {
  return Array.from({ length: CONTACTS / 2 }, (_, number) => number * 2 + 1);
}

function even(): readonly number[] {
  return Array.from({ length: CONTACTS / 2 }, (_, number) => number * 2);
}

function nameOf(number: number): string {
  return `Instelling ${String(number).padStart(2, '0')}`;
}

function addressOf(number: number): string {
  return `piket${number}@instelling.example`;
}
