import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBrowserPush } from '@forewarn/fakes/browser-push/start-browser-push.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { NOW, openpgpPair } from './channels/email/keys/keys.test-support.ts';
import { checkContactKeys } from './check-contact-keys.ts';
import { startDeliverer } from './deliverer.ts';
import { registerDoorRoutes } from './door-routes.ts';
import { exampleMembers, planFor, untilDeliveries, type Member } from './example-deliveries.test-support.ts';

let machine: TestMachine;
let mailbox: Mailbox;
let app: FastifyInstance;
let cert: string;
let ciso: string;
let members: readonly Member[];

beforeEach(async () => {
  mailbox = await startMailbox();
  machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl });
  machine.setNow(NOW);
  app = await buildApp(machine);
  registerDoorRoutes(app, machine);
  await app.ready();
  members = await exampleMembers(machine, 2);
  const now = machine.clock.now();
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, now);
  ciso = await makeToken(
    machine.database,
    { kind: 'institution', name: 'ciso', roles: ['ciso'], institutionId: members[0]!.institutionId },
    now,
  );
});
afterEach(async () => {
  await app?.close();
  await mailbox?.stop();
  await machine?.close();
});

type Asking = { readonly token?: string; readonly body?: object };

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', of: Member, rest: string, { token = ciso, body }: Asking = {}) {
  const url = `/api/institutions/${of.institutionId}/contacts/${of.contactId}/${rest}`;
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
}

test('a member hands in its key, and from then on its mail comes encrypted', async () => {
  const [own] = members as [Member, Member];
  const pair = await openpgpPair('Piket', own.address);
  const added = await call('POST', own, 'keys', { body: { key: pair.publicKey } });
  expect(added).toMatchObject({ status: 200, body: { kind: 'openpgp', source: 'uploaded', addresses: [own.address] } });
  expect((await call('POST', own, 'keys', { body: { key: pair.publicKey } })).body.id).toBe(added.body.id);
  expect((await call('GET', own, 'keys', { token: cert })).body.inWords.nl).toBe('Mail aan dit contact gaat versleuteld.');
  await planFor(machine, members);
  const deliverer = await startDeliverer(machine);
  await untilDeliveries(machine, (rows) => rows.every(({ state }) => state === 'sent'));
  await deliverer.stop();
  const [first, second] = members.map(({ address }) =>
    mailbox
      .mails()
      .find(({ rcptTo }) => rcptTo === address)!
      .raw.toString(),
  );
  expect(first).toContain('-----BEGIN PGP MESSAGE-----');
  expect(second).toContain('Zet de update erop.');
});

test('a key leaves with who removes it, and both stand in the audit trail without the key', async () => {
  const [own] = members as [Member, Member];
  const { body } = await call('POST', own, 'keys', { body: { key: (await openpgpPair('Piket', own.address)).publicKey } });
  expect((await call('DELETE', own, `keys/${body.id}`)).body).toEqual({ removed: true });
  expect((await call('DELETE', own, `keys/${body.id}`)).status).toBe(404);
  expect((await call('GET', own, 'keys')).body).toEqual({ keys: [] });
  const { rows } = await machine.database.pool.query(`select action from forewarn.audit_log where action like 'contact-key%' order by id`);
  expect(rows.map(({ action }) => action)).toEqual(['contact-key-added', 'contact-key-removed']);
});

test('nobody sees, hands in or removes the key of another', async () => {
  const [, other] = members as [Member, Member];
  const { body } = await call('POST', other, 'keys', { token: cert, body: { key: (await openpgpPair('Piket', other.address)).publicKey } });
  expect((await call('GET', other, 'keys')).status).toBe(404);
  expect((await call('POST', other, 'keys', { body: { key: (await openpgpPair('Mij', 'mij@x.example')).publicKey } })).status).toBe(404);
  expect((await call('DELETE', other, `keys/${body.id}`)).status).toBe(404);
  expect((await call('GET', other, 'keys', { token: cert })).body.keys).toHaveLength(1);
});

test('a secret key and a key that ended are refused in words', async () => {
  const [own] = members as [Member, Member];
  const pair = await openpgpPair('Piket', own.address, { expiresAfterSeconds: 60 });
  expect(await call('POST', own, 'keys', { body: { key: pair.privateKey } })).toMatchObject({ status: 409, body: { code: 'key-secret' } });
  expect(await call('POST', own, 'keys', { body: { key: pair.publicKey } })).toMatchObject({ status: 409, body: { code: 'key-unusable' } });
});

test('when the last key of a contact ends, the CERT is told once, and no more when there is a new one', async () => {
  const [own] = members as [Member, Member];
  const ending = await openpgpPair('Piket', own.address, { expiresAfterSeconds: 3 * 24 * 3_600 });
  await call('POST', own, 'keys', { body: { key: ending.publicKey } });
  const notices = async () =>
    (await machine.database.pool.query(`select text from forewarn.notices where kind = 'contact-key' and resolved_at is null`)).rows;
  await checkContactKeys(machine);
  expect(await notices()).toEqual([]);
  machine.setNow('2025-06-05T09:00:00Z');
  await checkContactKeys(machine);
  await checkContactKeys(machine);
  expect(await notices()).toEqual([{ text: expect.stringContaining('The key expired on 2025-06-04') }]);
  expect((await call('GET', own, 'keys')).body.inWords.en).toContain('expired on 2025-06-04');
  await call('POST', own, 'keys', { body: { key: (await openpgpPair('Piket', own.address)).publicKey } });
  machine.setNow('2025-06-06T09:30:00Z');
  await checkContactKeys(machine);
  expect(await notices()).toEqual([]);
});

const actions = async () => (await machine.database.pool.query(`select action, details from forewarn.audit_log order by id`)).rows;

test('a chat is given, shown by its host alone, used as a door, and taken away; each is recorded without its address', async () => {
  const [own, other] = members as [Member, Member];
  const url = 'https://prod-12.logic.example/workflows/1?sig=geheim';
  const { host } = (await call('PUT', own, 'chat', { body: { url } })).body;
  expect(host).toMatch(/^prod-12\.logic\.example #[0-9a-f]{8}$/);
  expect((await call('GET', own, 'doors')).body.doors).toEqual([
    { channel: 'email', address: own.address, isLater: false },
    { channel: 'teams', address: host, isLater: false },
  ]);
  for (const odd of ['http://prod.logic.example/', 'https://user:pass@prod.logic.example/', 'geen adres'])
    expect(await call('PUT', own, 'chat', { body: { url: odd } })).toMatchObject({ status: 409, body: { code: 'chat-unusable' } });
  expect((await call('PUT', other, 'chat', { body: { url } })).status).toBe(404);
  expect((await call('DELETE', own, 'chat')).status).toBe(200);
  expect((await call('GET', own, 'doors')).body.doors).toHaveLength(1);
  const kept = (await actions()).filter(({ action }) => action.startsWith('contact-chat'));
  expect(kept.map(({ action }) => action)).toEqual(['contact-chat-changed', 'contact-chat-removed']);
  expect(JSON.stringify(kept)).not.toContain('geheim');
});

test('a device is added with what its browser gives, is a door, and goes; each is recorded', async () => {
  const [own, other] = members as [Member, Member];
  const service = await startBrowserPush();
  const { keys } = service.subscribe().subscription;
  await service.stop();
  const body = { endpoint: 'https://push.browser.example/abc', keys, device: 'Telefoon van Piet' };
  const { id } = (await call('POST', own, 'devices', { body })).body;
  expect((await call('GET', own, 'devices')).body.devices).toMatchObject([{ id, device: 'Telefoon van Piet' }]);
  expect((await call('GET', own, 'doors')).body.doors[1]).toEqual({ channel: 'push', address: own.contactId, isLater: false });
  expect(await call('POST', own, 'devices', { body })).toMatchObject({ status: 409, body: { code: 'device-there' } });
  expect((await call('DELETE', other, `devices/${id}`, { token: cert })).status).toBe(404);
  expect((await call('DELETE', own, `devices/${id}`)).body).toEqual({ removed: true });
  expect((await actions()).map(({ action }) => action).filter((action) => action.startsWith('push-device'))).toEqual([
    'push-device-added',
    'push-device-removed',
  ]);
});

test('what is wrong with a door is told in words, in both languages', async () => {
  const [own] = members as [Member, Member];
  const { institutionId, contactId, address } = own;
  await machine.database.pool.query(
    `insert into forewarn.door_faults (contact_id, institution_id, channel, address, why, since) values ($1, $2, 'email', $3, 'mailbox-full', now())`,
    [contactId, institutionId, address],
  );
  expect((await call('GET', own, 'doors')).body.doors).toMatchObject([
    {
      fault: {
        nl: 'Deze mailbox is vol. Maak ruimte in de mailbox, of vul een ander adres in.',
        en: 'This mailbox is full. Make room in the mailbox, or fill in another address.',
      },
    },
  ]);
});
