import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBrowserPush, type FakeDevice, type BrowserPush } from '@forewarn/fakes/browser-push/start-browser-push.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { asSystem } from '../../../database/as-principal.ts';
import { testMachine, type TestMachine } from '../../../test-machine.ts';
import { addPushSubscription } from '../../add-push-subscription.ts';
import { exampleMembers, type Member } from '../../example-deliveries.test-support.ts';
import { findSubscriptions } from '../../push-store.ts';
import type { OpenChannel } from '../channel.ts';
import { exampleOutgoing } from '../example-outgoing.test-support.ts';
import { pushKeys } from './push-keys.ts';
import { openPush } from './send.ts';

let place: string;
let service: BrowserPush;
let machine: TestMachine;
let channel: OpenChannel;
let member: Member;

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'fw-push-'));
  service = await startBrowserPush();
  machine = await testMachine({ FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes', FOREWARN_PUSH_KEYS: join(place, 'push-keys') });
  machine.setNow(new Date().toISOString()); // a push service looks whether the sender's token is of today
  channel = openPush(machine);
  [member] = (await exampleMembers(machine, 1)) as [Member];
});
afterEach(async () => {
  await channel?.close();
  await service?.stop();
  await machine?.close();
  rmSync(place, { recursive: true, force: true });
});

async function device(): Promise<FakeDevice> {
  const made = service.subscribe();
  const { institutionId, contactId } = member;
  const added = await addPushSubscription(
    machine,
    { kind: 'system', name: 'test' },
    { institutionId, contactId, ...made.subscription, device: 'telefoon' },
  );
  if (isRefusal(added)) throw new Error(added.message);
  return made;
}

const send = () =>
  channel.send(
    exampleOutgoing({ contactId: member.contactId, institutionId: member.institutionId, address: member.contactId, urgent: true }),
  );
const kept = () => asSystem(machine.database, 'test', (trx) => findSubscriptions(trx, member.contactId));

test('every device of a contact shows that there is something, and nothing of what it is leaves for the push service', async () => {
  const devices = [await device(), await device()];
  expect(await send()).toMatchObject({ kind: 'sent' });
  for (const each of devices) {
    const [received] = each.received();
    expect(JSON.parse(received!.text)).toEqual({ kind: 'message', delivery: exampleOutgoing().deliveryId, urgent: true, language: 'nl' });
    expect(received!.headers).toMatchObject({
      urgency: 'high',
      'content-encoding': 'aes128gcm',
      authorization: expect.stringMatching(/^vapid t=.+, ?k=/),
    });
  }
});

test('a device that is gone is forgotten, and the others are reached', async () => {
  const [gone, there] = [await device(), await device()];
  service.answerWith(gone, 410);
  expect(await send()).toMatchObject({ kind: 'sent' });
  expect((await kept()).map(({ endpoint }) => endpoint)).toEqual([there.subscription.endpoint]);
  service.answerWith(there, 404);
  expect(await send()).toMatchObject({ kind: 'failed-for-good', reason: 'gone' });
  expect(await kept()).toEqual([]);
});

test('a push service that is out of order is asked again, and its devices stay', async () => {
  service.answerWith(await device(), 503);
  expect(await send()).toMatchObject({ kind: 'failed-for-now', reason: 'busy' });
  expect(await kept()).toHaveLength(1);
});

test('a subscription that no browser made is refused', async () => {
  const { institutionId, contactId } = member;
  const { subscription } = service.subscribe();
  for (const odd of [
    { endpoint: 'javascript:alert(1)' },
    { keys: { p256dh: 'x', auth: subscription.keys.auth } },
    { keys: { ...subscription.keys, auth: '' } },
  ])
    expect(
      await addPushSubscription(
        machine,
        { kind: 'system', name: 'test' },
        { institutionId, contactId, ...subscription, ...odd, device: 'x' },
      ),
    ).toMatchObject({ code: 'push-unusable' });
});

test('the keys are made once, for their owner alone, and a damaged file is told', () => {
  const path = join(place, 'other');
  const config = { pushKeysFile: path, dataDirectory: place };
  expect(pushKeys(config)).toEqual(pushKeys(config));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  writeFileSync(path, 'odd');
  expect(() => pushKeys(config)).toThrow('damaged');
});
