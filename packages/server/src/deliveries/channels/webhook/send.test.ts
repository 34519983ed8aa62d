import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '@forewarn/fakes/webhook-receiver/start-webhook-receiver.ts';
import { testMachine, type TestMachine } from '../../../test-machine.ts';
import type { OpenChannel } from '../channel.ts';
import { exampleOutgoing } from '../example-outgoing.test-support.ts';
import { openWebhook } from './send.ts';

const SECRET = 'a secret of the member';
let receiver: WebhookReceiver;
let machine: TestMachine;
let channel: OpenChannel;

beforeEach(async () => {
  receiver = await startWebhookReceiver({ secret: SECRET });
  machine = await testMachine({ FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes' });
  channel = openWebhook(machine);
});
afterEach(async () => {
  await channel?.close();
  await receiver?.stop();
  await machine?.close();
});

const sealed = (secret: string) => machine.secrets.seal(secret, `contacts.webhook_secret/${exampleOutgoing().contactId}`);
const send = (more: Parameters<typeof exampleOutgoing>[0] = {}) =>
  channel.send(exampleOutgoing({ address: receiver.url, secret: sealed(SECRET), ...more }));

test('a member’s system gets the message as signed JSON, with the link to answer', async () => {
  expect(await send()).toEqual({ kind: 'sent', response: 'HTTP 204' });
  const [call] = receiver.calls();
  expect(call).toMatchObject({ isSigned: true, delivery: '0198f2a4-7c11-7abc-8def-0123456789ab' });
  expect(JSON.parse(call!.body)).toMatchObject({
    type: 'message',
    delivery: '0198f2a4-7c11-7abc-8def-0123456789ab',
    message: { reference: 'FW-2026-0031, versie 1', label: 'TLP:GREEN', opening: 'U krijgt dit omdat u Citrix NetScaler gebruikt.' },
    answer: { text: 'Geef uw antwoord', url: 'https://forewarn.example/a/0123456789012345678901234567890123456789012' },
  });
});

test('a retry says the same under the same id, signed at its own time', async () => {
  await send();
  machine.setNow('2026-11-23T09:10:00Z');
  await send({ attempt: 2 });
  const [first, second] = receiver.calls();
  expect(second!.body).toBe(first!.body);
  expect(second!.delivery).toBe(first!.delivery);
  expect(second!.isSigned).toBe(true);
  expect(second!.headers['forewarn-signature']).not.toBe(first!.headers['forewarn-signature']);
});

test('another secret does not fit', async () => {
  await send({ secret: sealed('the secret of somebody else') });
  expect(receiver.calls()[0]!.isSigned).toBe(false);
});

test.each([
  [200, 'sent', undefined],
  [410, 'failed-for-good', 'gone'],
  [404, 'failed-for-good', 'refused'],
  [403, 'failed-for-good', 'rejected-by-policy'],
  [413, 'failed-for-good', 'too-large'],
  [301, 'failed-for-good', 'refused'], // not followed: the member must give the new address
  [408, 'failed-for-now', 'timeout'],
  [425, 'failed-for-now', 'timeout'],
  [429, 'failed-for-now', 'busy'],
  [500, 'failed-for-now', 'busy'],
  [503, 'failed-for-now', 'busy'],
  ['drop', 'failed-for-now', 'connection'],
] as const)('an answer %s means %s', async (answer, kind, reason) => {
  receiver.answerWith(answer);
  const outcome = await send();
  expect(outcome.kind).toBe(kind);
  if (outcome.kind !== 'sent') expect(outcome.reason).toBe(reason);
  expect(receiver.calls()).toHaveLength(1);
});

test('private and loopback addresses are refused unless the operator allows them', async () => {
  const strict = await testMachine();
  const closed = openWebhook({ ...strict, secrets: machine.secrets });
  const port = new URL(receiver.url).port;
  try {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '10.1.2.3', '169.254.169.254', '[::ffff:127.0.0.1]']) {
      const outcome = await closed.send(exampleOutgoing({ address: `https://${host}:${port}/`, secret: sealed(SECRET) }));
      expect(outcome, host).toMatchObject({ kind: 'failed-for-good', reason: 'address-forbidden' });
    }
    const plain = await closed.send(exampleOutgoing({ address: receiver.url, secret: sealed(SECRET) }));
    expect(plain).toMatchObject({ kind: 'failed-for-good', reason: 'address-unusable' }); // no TLS
  } finally {
    await closed.close();
    await strict.close();
  }
  expect(receiver.calls()).toEqual([]);
});

test.each(['ftp://x.example/', 'file:///etc/passwd', 'nonsense', 'https://user:password@x.example/'])(
  '%s is no webhook',
  async (address) => {
    expect(await send({ address })).toMatchObject({ kind: 'failed-for-good', reason: 'address-unusable' });
  },
);

test('without a secret nothing goes out, since nobody could tell that it is from us', async () => {
  expect(await send({ secret: undefined })).toEqual({ kind: 'failed-for-good', reason: 'secret-missing' });
  expect(receiver.calls()).toEqual([]);
});

test('a secret that was sealed for another contact, or not sealed at all, signs nothing', async () => {
  const elsewhere = machine.secrets.seal(SECRET, 'contacts.webhook_secret/0198f2a4-7c11-7abc-8def-00000000dead');
  for (const secret of [elsewhere, SECRET]) expect(await send({ secret })).toEqual({ kind: 'failed-for-good', reason: 'secret-missing' });
  expect(receiver.calls()).toEqual([]);
});

test('what the receiver says is kept on one line', async () => {
  receiver.answerWith(500);
  expect(await send()).toMatchObject({ response: 'HTTP 500 the receiver says why' });
});
