import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '@forewarn/fakes/webhook-receiver/start-webhook-receiver.ts';
import { testMachine, type TestMachine } from '../../../test-machine.ts';
import { exampleMessage } from '../../example-deliveries.test-support.ts';
import type { OpenChannel, Outgoing } from '../channel.ts';
import { exampleOutgoing } from '../example-outgoing.test-support.ts';
import { openTeams } from './send.ts';

let receiver: WebhookReceiver;
let machine: TestMachine;
let channel: OpenChannel;

beforeEach(async () => {
  receiver = await startWebhookReceiver({ secret: '' });
  machine = await testMachine({ FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes' });
  channel = openTeams(machine);
});
afterEach(async () => {
  await channel?.close();
  await receiver?.stop();
  await machine?.close();
});

const sealed = (url: string) => machine.secrets.seal(url, `contacts.chat_url/${exampleOutgoing().contactId}`);
const send = (more: Partial<Outgoing> = {}) =>
  channel.send(exampleOutgoing({ address: 'teams', secret: sealed(`${receiver.url}?sig=geheim`), ...more }));

function words(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(words);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (name === 'text' && typeof each === 'string' ? [each] : words(each)));
}

test('a card has the title, why, in short and what to do, with the button; as plain text, whatever a publisher writes', async () => {
  const message = exampleMessage('w', 't', {
    blocks: [
      { kind: 'heading', text: 'In het kort' },
      { kind: 'paragraph', text: 'Er zit een [lek](https://kwaad.example) in NetScaler.' },
      { kind: 'heading', text: 'Doe nu' },
      { kind: 'steps', items: ['Zet de update erop.'] },
      { kind: 'heading', text: 'Technisch' },
      { kind: 'paragraph', text: 'Een overloop in de poort.' },
    ],
  });
  expect(await send({ message })).toMatchObject({ kind: 'sent' });
  const card = JSON.parse(receiver.calls()[0]!.body).attachments[0].content;
  expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.4', actions: [{ type: 'Action.OpenUrl', url: exampleOutgoing().link }] });
  expect(new Set(card.body.map(({ type }: { type: string }) => type))).toEqual(new Set(['RichTextBlock']));
  expect(words(card.body)).toEqual([
    message.subject,
    'U krijgt dit omdat u Citrix NetScaler gebruikt.',
    'Er zit een [lek](https://kwaad.example) in NetScaler.',
    'Doe nu',
    '1. Zet de update erop.',
    'FW-2026-0031, versie 1',
    'Forewarn CERT, dag en nacht: 000 000 00 00',
  ]);
});

test('of what is above GREEN only the notice is posted', async () => {
  const message = exampleMessage('w', 't', {
    label: 'AMBER',
    subject: '[Nu handelen] (FW-2026-0031)',
    opening: 'Er is een waarschuwing voor u.',
    blocks: [],
  });
  expect(await send({ message })).toEqual({ kind: 'failed-for-good', reason: 'label' });
  const full = { subject: 'NetScaler', opening: 'NetScaler', blocks: [] };
  expect(await send({ message: { ...message, isNotice: true, full } })).toMatchObject({ kind: 'sent' });
  expect(receiver.calls()[0]!.body).not.toContain('NetScaler');
});

test.each([
  [202, 'sent', undefined],
  [404, 'failed-for-good', 'gone'],
  [429, 'failed-for-now', 'busy'],
  ['drop', 'failed-for-now', 'connection'],
] as const)('an answer of %s', async (answer, kind, reason) => {
  receiver.answerWith(answer);
  const outcome = await send();
  expect(outcome).toMatchObject({ kind, ...(reason === undefined ? {} : { reason }) });
  expect(JSON.stringify(outcome)).not.toContain('geheim');
});

test('an address inside a network is not posted to where the operator has not allowed it', async () => {
  const strict = await testMachine();
  const own = openTeams(strict);
  const secret = strict.secrets.seal('https://127.0.0.1:1/x?sig=geheim', `contacts.chat_url/${exampleOutgoing().contactId}`);
  expect(await own.send(exampleOutgoing({ secret }))).toMatchObject({ kind: 'failed-for-good', reason: 'address-forbidden' });
  await own.close();
  await strict.close();
});
