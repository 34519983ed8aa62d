import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { readReturnedMail } from '@forewarn/core/deliveries/read-returned-mail.ts';
import { startImap, type FakeImap } from '@forewarn/fakes/imap/start-imap.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { deliveriesNow, exampleMembers, planFor, type Member } from './example-deliveries.test-support.ts';
import { listReadMails } from './read-mail-store.ts';
import { readMailbox } from './read-mailbox.ts';
import { takeApartMail } from './take-apart-mail.ts';

let imap: FakeImap;
let machine: TestMachine;
let members: readonly Member[];

beforeEach(async () => {
  imap = await startImap({ user: 'cert@cert.example', password: 'ge"heim \\ 1' });
  machine = await testMachine({ FOREWARN_IMAP_URL: imap.url });
  members = await exampleMembers(machine, 3);
  await planFor(machine, members, { urgent: true });
  await machine.database.pool.query(`update forewarn.deliveries set state = 'sent', ended_at = planned_at, attempts = 1`);
});
afterEach(async () => {
  await imap?.stop();
  await machine?.close();
});

const rows = async (text: string) => (await machine.database.pool.query(text)).rows;
const kinds = async () => (await rows('select kind from forewarn.read_mails order by uid, kind')).map(({ kind }) => kind);
const jobs = async () => (await rows(`select task_identifier as task from graphile_worker.jobs order by 1`)).map(({ task }) => task);

async function deliveryOf(member: Member): Promise<string> {
  return (await deliveriesNow(machine)).find(({ address }) => address === member.address)!.id;
}

/** As a mail server reports that a mailbox does not exist (RFC 3464, appendix E). */
function bounceOf(deliveryId: string, address: string, more: { readonly status?: string; readonly action?: string } = {}): string {
  return `Return-Path: <>
From: Mail Delivery Subsystem <MAILER-DAEMON@relay.lindemark.example>
To: waarschuwing@cert.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <${deliveryId}.bounce@relay.lindemark.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.lindemark.example

Original-Recipient: rfc822;${address}
Final-Recipient: rfc822; ${address}
Action: ${more.action ?? 'failed'}
Status: ${more.status ?? '5.1.1'}
Diagnostic-Code: smtp; 550 5.1.1 <${address}>: Recipient address rejected:
    User unknown

--grens
Content-Type: message/rfc822

From: Forewarn CERT <waarschuwing@cert.example>
Message-ID: <${deliveryId}@cert.example>
Subject: [Nu handelen] NetScaler

Zet de update erop.

--grens--
`;
}

function replyTo(deliveryId: string, text: string, headers = ''): string {
  return `From: Piket <piket-1@lindemark.example>
To: waarschuwing@cert.example
Subject: RE: [Nu handelen] NetScaler
Message-ID: <reply-${text.length}@lindemark.example>
In-Reply-To: <${deliveryId}@cert.example>
${headers}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

${text}
`;
}

test('a bounce makes the delivery failed and the contact one to repair, and the next door is used now', async () => {
  const [first] = members as [Member];
  const id = await deliveryOf(first);
  imap.add(bounceOf(id, first.address));
  await readMailbox(machine);
  expect((await deliveriesNow(machine)).find((row) => row.id === id)).toMatchObject({
    state: 'failed',
    ended_because: 'mailbox-unknown',
    attempts: 2,
  });
  expect(await rows('select to_repair from forewarn.contacts where to_repair is not null')).toEqual([
    { to_repair: expect.stringContaining(first.address) },
  ]);
  expect(await jobs()).toEqual(['use-next-door']);
  expect(await rows(`select outcome, response from forewarn.delivery_attempts`)).toMatchObject([
    { outcome: 'failed-for-good', response: expect.stringContaining('User unknown') },
  ]);
  expect(imap.changes()).toEqual([]);
});

test('each mail is read once: the next run, a run that was cut off, and a mailbox that was made anew read none again', async () => {
  const [first] = members as [Member];
  imap.add(bounceOf(await deliveryOf(first), first.address));
  await readMailbox(machine);
  await readMailbox(machine);
  imap.renumber();
  await readMailbox(machine);
  expect(await kinds()).toEqual(['bounce']);
  expect(await rows('select count(*)::int as n from forewarn.delivery_attempts')).toEqual([{ n: 1 }]);
  imap.add(replyTo(await deliveryOf(first), 'Dank.'));
  await readMailbox(machine);
  expect(await kinds()).toEqual(['bounce', 'reply']);
  const list = (after?: string) => asSystem(machine.database, 'test', (trx) => listReadMails(trx, { after, limit: 1 }));
  const [newest] = await list();
  expect(newest).toMatchObject({ kind: 'reply', deliveryId: await deliveryOf(first) });
  expect(await list(newest!.id)).toMatchObject([{ kind: 'bounce', note: expect.stringContaining('User unknown') }]);
});

test('what is still being tried, and a mailbox that a mail was forwarded to, make nobody unreachable', async () => {
  const [first, second] = members as [Member, Member];
  imap.add(bounceOf(await deliveryOf(first), first.address, { action: 'delayed', status: '4.4.1' }));
  imap.add(bounceOf(await deliveryOf(second), 'elders@forward.example'));
  await readMailbox(machine);
  expect(await kinds()).toEqual(['delay', 'bounce']);
  expect((await deliveriesNow(machine)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  expect(await jobs()).toEqual([]);
});

test('a reply is handed on with its own words, an automatic answer is not, and what is about nothing of ours is left', async () => {
  const [first] = members as [Member];
  const id = await deliveryOf(first);
  imap.add(replyTo(id, 'Opgelost.\n\n> Zet de update erop.'));
  imap.add(replyTo(id, 'Ik ben met vakantie tot 1 december.', 'Auto-Submitted: auto-replied\n'));
  imap.add(replyTo('00000000-0000-7000-8000-000000000000', 'Opgelost, maar van wie?'));
  await readMailbox(machine);
  expect(await kinds()).toEqual(['reply', 'out-of-office', 'reply']);
  expect(await rows(`select payload->>'said' as said from graphile_worker._private_jobs`)).toEqual([{ said: 'Opgelost.' }]);
});

test('a complaint is told', async () => {
  const id = await deliveryOf(members[0]!);
  imap.add(
    `From: fbl@provider.example\nSubject: complaint\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary="g"\n\n--g\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--g\nContent-Type: message/rfc822\n\nMessage-ID: <${id}@cert.example>\nSubject: x\n\nx\n--g--\n`,
  );
  await readMailbox(machine);
  expect(await rows(`select kind from forewarn.notices where resolved_at is null`)).toEqual([{ kind: 'mail-complaint' }]);
});

test('a poisonous mail is set aside and told, and those after it are read', async () => {
  const [first] = members as [Member];
  const nested = Array.from(
    { length: 60 },
    (_, depth) => `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n`,
  ).join('');
  imap.add(`From: x@y.example\r\nMIME-Version: 1.0\r\n${nested}`);
  imap.add(Buffer.alloc(3 * 1024 * 1024, 'x'));
  imap.add(Buffer.from([0, 255, 254, 13, 10, 13, 10, 0]));
  imap.add(bounceOf(await deliveryOf(first), first.address));
  await readMailbox(machine);
  expect(await kinds()).toEqual(['set-aside', 'set-aside', 'other', 'bounce']);
  expect(await rows(`select kind from forewarn.notices where kind = 'mail-set-aside' and resolved_at is null`)).toHaveLength(2);
});

test('a server that refuses, is silent or cuts the connection at any byte loses no mail and is told until it works again', async () => {
  const [first, second] = members as [Member, Member];
  imap.add(bounceOf(await deliveryOf(first), first.address));
  imap.add(bounceOf(await deliveryOf(second), second.address));
  imap.trouble({ kind: 'refuse' });
  await readMailbox(machine);
  const notices = () => rows(`select kind, text from forewarn.notices where kind = 'mailbox-unreadable' and resolved_at is null`);
  expect(await notices()).toHaveLength(1);
  expect(JSON.stringify(await notices())).not.toContain('heim');
  for (const bytes of [0, 30, 120, 300, 420, 500, 700, 1_500, 2_200]) {
    imap.trouble({ kind: 'drop-at', bytes });
    await readMailbox(machine);
  }
  imap.trouble(undefined);
  await readMailbox(machine);
  expect(await notices()).toEqual([]);
  expect(await kinds()).toEqual(['bounce', 'bounce']);
  expect(await rows('select count(*)::int as n from forewarn.delivery_attempts')).toEqual([{ n: 2 }]);
});

const mails = join(sharedData, 'mail');
test.skipIf(!existsSync(mails))('real mails of every kind are read or set aside, and none is taken for anything of ours', async () => {
  const read = async (bytes: Uint8Array) => {
    const mail = await takeApartMail(bytes).catch(() => undefined);
    return mail === undefined ? undefined : readReturnedMail(mail, 'cert.example');
  };
  const packed = ['spamassassin.jsonl.gz', 'phishing/phishing-pot.jsonl.gz'].flatMap((name) =>
    gunzipSync(readFileSync(join(mails, name)))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Buffer.from(JSON.parse(line).raw_base64, 'base64')),
  );
  expect(packed.length).toBeGreaterThan(700);
  let unread = 0;
  for (const bytes of packed) {
    const found = await read(bytes);
    if (found === undefined) unread += 1;
    else expect(found.deliveryIds).toEqual([]);
  }
  expect(unread).toBeLessThan(packed.length / 100);
});

const complaints = join(sharedData, 'abuse/arf');
test.skipIf(!existsSync(complaints))('real feedback reports are known as complaints', async () => {
  for (const name of readdirSync(complaints).filter((each) => each.endsWith('.eml'))) {
    const mail = await takeApartMail(readFileSync(join(complaints, name)));
    if (mail.parts.some(({ type }) => type === 'message/feedback-report'))
      expect(readReturnedMail(mail, 'cert.example').kind, name).toBe('complaint');
  }
});
