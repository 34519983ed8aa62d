import { afterEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox, type MailboxSettings } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { testMachine } from '../../../test-machine.ts';
import type { OpenChannel } from '../channel.ts';
import { exampleOutgoing } from '../example-outgoing.test-support.ts';
import { openEmail } from './send.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function relay(settings: MailboxSettings): Promise<Mailbox> {
  const mailbox = await startMailbox(settings);
  closing.push(mailbox.stop);
  return mailbox;
}

async function opened(smtpUrl: string, tls: string): Promise<OpenChannel> {
  const machine = await testMachine({ FOREWARN_SMTP_URL: smtpUrl, FOREWARN_SMTP_TLS: tls });
  closing.push(machine.close);
  const channel = openEmail(machine);
  if (channel === undefined) throw new Error('the channel is closed');
  closing.push(channel.close);
  return channel;
}

test('a certificate that nobody signed stops the mail, for now', async () => {
  const mailbox = await relay({ offersTls: true });
  const channel = await opened(mailbox.smtpUrl, 'verified');
  expect(await channel.send(exampleOutgoing())).toMatchObject({ kind: 'failed-for-now', reason: 'tls' });
});

test('a relay that offers no TLS gets no mail where TLS is asked for', async () => {
  const mailbox = await relay({ offersTls: false });
  const channel = await opened(mailbox.smtpUrl, 'unverified');
  expect((await channel.send(exampleOutgoing())).kind).toBe('failed-for-now');
  expect(mailbox.mails()).toEqual([]);
});

test('an operator may allow any certificate; the mail still goes through TLS', async () => {
  const mailbox = await relay({ offersTls: true });
  const channel = await opened(mailbox.smtpUrl, 'unverified');
  expect((await channel.send(exampleOutgoing())).kind).toBe('sent');
  expect(mailbox.mails()[0]!.throughTls).toBe(true);
});

test("user and password of the relay come from its URL, and wrong ones are our fault, not the receiver's", async () => {
  const mailbox = await relay({ offersTls: true, account: { user: 'cert@x', password: 'p:w' } });
  const as = (user: string) => mailbox.smtpUrl.replace('smtp://', `smtp://${user}@`);
  expect((await (await opened(as('cert%40x:p%3Aw'), 'unverified')).send(exampleOutgoing())).kind).toBe('sent');
  const wrong = await (await opened(as('cert%40x:wrong'), 'unverified')).send(exampleOutgoing());
  expect(wrong).toMatchObject({ kind: 'failed-for-now', reason: 'authentication' });
});

test('an address with more in it than an address is never handed to the relay', async () => {
  const mailbox = await relay({});
  const channel = await opened(mailbox.smtpUrl, 'opportunistic');
  const outcome = await channel.send(exampleOutgoing({ address: 'a@x.example>\r\nRCPT TO:<b@x.example' }));
  expect(outcome).toEqual({ kind: 'failed-for-good', reason: 'address-unusable' });
  expect(mailbox.mails()).toEqual([]);
});
