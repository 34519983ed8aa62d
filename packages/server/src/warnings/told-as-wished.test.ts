import { afterEach, beforeEach, expect, test } from 'vitest';
import { messageToEncrypt } from '@forewarn/core/deliveries/may-go-out.ts';
import { usualWishes } from '@forewarn/core/deliveries/wishes.ts';
import { asSystem } from '../database/as-principal.ts';
import { loseDelivery } from '../deliveries/lose-delivery.ts';
import { sendBundles } from '../deliveries/send-bundles.ts';
import { registerWishesRoutes } from '../deliveries/wishes-routes.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, TEXTS, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { registerFollowUpRoutes } from './follow-up-routes.ts';
import { followUp } from './follow-up.ts';
import { useNextDoor } from './use-next-door.ts';
import { registerWishesReplayRoutes } from './wishes-replay-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;

beforeEach(async () => {
  machine = await testMachine(); // Monday 23 November 2026, 10.00 hours in Amsterdam
  world = await exampleMatter(machine, (app) => {
    registerWishesRoutes(app, machine);
    registerWishesReplayRoutes(app, machine);
    registerFollowUpRoutes(app, machine);
  });
  await world.match(LINDEMARK);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

const release = async (content: object) => {
  const { id } = await world.draft(content);
  const released = await world.release(id);
  if (released.status !== 200) throw new Error(released.text);
  return id;
};
const contactId = async (name: string) => (await world.rows(`select id from forewarn.contacts where name = $1`, [name]))[0].id as string;
const wish = async (name: string, change: object, token = world.cert) => {
  const [contact] = await world.rows(`select id, institution_id, role from forewarn.contacts where name = $1`, [name]);
  const wishes = { ...usualWishes(contact.role), ...change };
  return world.call(token, 'PUT', `/api/institutions/${contact.institution_id}/contacts/${contact.id}/wishes`, { wishes });
};
/** What is planned for whom: channel, state, and with which bundle. */
const deliveries = async () =>
  (
    await world.rows(
      `select c.name, d.channel, d.state, d.held_because, d.message_key, d.next_attempt_at from forewarn.deliveries d
       join forewarn.contacts c on c.id = d.contact_id order by d.planned_at, d.id`,
    )
  ).map(({ name, channel, state, held_because: because, message_key: key }) =>
    [name, channel, state, because, String(key).startsWith('bundle/') ? 'bundle' : undefined].filter(Boolean).join(' '),
  );
const at = async (moment: string) => {
  machine.setNow(moment);
  await sendBundles(machine);
};
const sent = async () => {
  await world.rows(`update forewarn.deliveries set state = 'sent', ended_at = $1 where state = 'planned'`, [machine.clock.now()]);
};

test('what may wait comes at eight the next morning, several in one message, each with its own link; act now comes at once', async () => {
  await release({ urgency: 'for-information', texts: { nl: { ...TEXTS.nl, title: 'Meridiaan EPD: nieuwe handleiding' } } });
  expect(await deliveries()).toEqual(['Ciska de Ciso email held below-floor']);
  await at('2026-11-24T06:59:00Z');
  expect(await deliveries()).toHaveLength(1);
  await at('2026-11-24T07:00:00Z');
  expect(await deliveries()).toEqual(['Ciska de Ciso email held below-floor', 'Ciska de Ciso email planned bundle']);
  const [bundle] = await world.rows(`select message from forewarn.messages where key like 'bundle/%'`);
  expect(bundle.message).toMatchObject({ subject: 'Dagbundel dinsdag 24 november: 1 bericht', label: 'GREEN' });
  expect(bundle.message.blocks.map(({ kind }: { kind: string }) => kind)).toContain('link');
  await sent();
  expect(await deliveries()).toEqual(['Ciska de Ciso email sent below-floor', 'Ciska de Ciso email sent bundle']);
  // The minute after, and another Forewarn at the same moment, have nothing more to send.
  await Promise.all([sendBundles(machine), sendBundles(machine)]);
  await at('2026-11-25T07:00:00Z');
  expect(await deliveries()).toHaveLength(2);
});

test('act now passes every wish, at night and with the highest floor', async () => {
  for (const name of ['Ciska de Ciso', 'Piket Lindemark', 'Sjors Systeem'])
    expect(
      (
        await wish(name, {
          floor: 'act-now',
          hours: { days: ['MO'], from: '09:00', until: '09:01' },
          away: [{ from: '2026-11-01', until: '2026-12-31' }],
        })
      ).status,
    ).toBe(200);
  machine.setNow('2026-11-25T02:00:00Z');
  await release({ urgency: 'act-now' });
  expect(await deliveries()).toEqual(['Piket Lindemark email planned', 'Ciska de Ciso email planned', 'Sjors Systeem email planned']);
});

test('the preview, the board and the list of the concerned say of each contact when its bundle goes', async () => {
  await wish('Ciska de Ciso', { floor: 'act-now' });
  const { id } = await world.draft({ urgency: 'this-week' });
  const preview = await world.call(world.cert, 'GET', `/api/warnings/${id}/preview`);
  expect(preview.body.institutions[0].contacts).toEqual([
    { name: 'Ciska de Ciso', role: 'ciso', channels: ['email'], heldUntil: '2026-11-24T07:00:00.000Z', heldBecause: 'below-floor' },
  ]);
  await world.release(id);
  const board = await world.call(world.cert, 'GET', `/api/warnings/${id}/follow-ups`);
  expect(board.body.followUps[0]).toMatchObject({
    askedAt: '2026-11-24T07:00:00.000Z',
    nextAt: '2026-11-26T07:00:00.000Z',
    waiting: [{ contact: 'Ciska de Ciso', at: '2026-11-24T07:00:00.000Z', because: 'below-floor' }],
  });
  const concerned = await world.call(world.cert, 'GET', `/api/warnings/${id}/concerned`);
  expect(concerned.body.institutions[0]).toMatchObject({
    standing: 'silent',
    deliveries: [{ state: 'held', heldUntil: '2026-11-24T07:00:00.000Z' }],
  });
});

test('nobody is chased for what lies in a bundle that has not gone', async () => {
  await wish('Ciska de Ciso', { floor: 'act-now' });
  await release({ urgency: 'this-week' });
  await at('2026-11-24T07:00:00Z'); // planned, and the mail server is away for days
  machine.setNow('2026-11-27T07:00:00Z');
  await followUp(machine);
  expect(await deliveries()).toHaveLength(2);
  const [clock] = await world.rows(`select asked_at, next_at, step from forewarn.follow_ups`);
  expect(clock).toMatchObject({ asked_at: '2026-11-27T07:00:00.000Z', next_at: '2026-11-29T07:00:00.000Z', step: 0 });
  await sent();
  machine.setNow('2026-11-29T07:00:00Z');
  await followUp(machine);
  expect((await world.rows(`select key from forewarn.messages where key like '%/reminder-%'`)).length).toBe(1);
});

test('a bundle that bounces is each of its messages that did not arrive: the next contact hears', async () => {
  await wish('Ciska de Ciso', { floor: 'act-now' });
  await release({ urgency: 'this-week' });
  await at('2026-11-24T07:00:00Z');
  await sent();
  const [bundle] = await world.rows(`select id from forewarn.deliveries where message_key like 'bundle/%'`);
  const principal = { kind: 'system', name: 'test' } as const;
  await asSystem(machine.database, 'test', (trx) =>
    loseDelivery(trx, { deliveryId: bundle.id, reason: 'mailbox-unknown', response: '550 5.1.1', principal }, machine.clock.now()),
  );
  await workJobs(machine, 'use-next-door', useNextDoor);
  expect(await deliveries()).toEqual([
    'Ciska de Ciso email failed below-floor',
    'Ciska de Ciso email failed bundle',
    'Sjors Systeem email planned',
  ]);
});

test('who has no address left when the bundle goes is not forgotten: the message failed, and the next contact hears', async () => {
  await wish('Ciska de Ciso', { floor: 'act-now' });
  await release({ urgency: 'this-week' });
  await world.rows(`update forewarn.contacts set removed_at = now() where name = 'Ciska de Ciso'`);
  await at('2026-11-24T07:00:00Z');
  await workJobs(machine, 'use-next-door', useNextDoor);
  expect(await deliveries()).toEqual(['Ciska de Ciso email failed below-floor', 'Sjors Systeem email planned']);
});

test('what is withdrawn, answered or made act now leaves the bundle', async () => {
  const id = await release({ urgency: 'for-information' });
  const next = {
    kind: 'update',
    urgency: 'act-now',
    tlp: 'GREEN',
    texts: { nl: { ...TEXTS.nl, whatChanged: 'Het lek wordt misbruikt.' } },
  };
  expect((await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, next)).status).toBe(200);
  expect((await world.release(id)).status).toBe(200);
  expect(await deliveries()).toEqual([
    'Ciska de Ciso email cancelled below-floor',
    'Piket Lindemark email planned',
    'Ciska de Ciso email planned',
    'Sjors Systeem email planned',
  ]);
  await at('2026-11-24T07:00:00Z');
  expect((await deliveries()).filter((one) => one.endsWith('bundle'))).toEqual([]);
});

test('the hour is kept over the clock change, and an hour that was changed after the bundle of today waits for tomorrow', async () => {
  machine.setNow('2026-10-24T12:00:00Z');
  await wish('Ciska de Ciso', { bundle: { days: ['SA', 'SU', 'MO'], at: '08:00' } });
  await release({ urgency: 'for-information' });
  await at('2026-10-25T06:30:00Z'); // 07.30 hours, after the clock was put back
  expect(await deliveries()).toHaveLength(1);
  await at('2026-10-25T07:00:00Z');
  expect(await deliveries()).toHaveLength(2);
  await sent();
  await world.rows(`update forewarn.matters set closed_at = now()`);
  const second = await world.call(world.cert, 'POST', '/api/warnings', {
    matter: {
      title: 'Iets anders',
      source: 'telefoon',
      confirmation: { kind: 'unconfirmed' },
      scope: { products: [], suppliers: [], sectors: ['hospital'], regions: [] },
    },
    urgency: 'for-information',
    tlp: 'GREEN',
    texts: TEXTS,
    audience: { certainties: ['certain', 'likely', 'possible', 'for-information'], excluded: [] },
  });
  expect((await world.release(second.body.id)).status).toBe(200);
  expect(await deliveries()).toHaveLength(3);
  await wish('Ciska de Ciso', { bundle: { days: ['SA', 'SU', 'MO'], at: '09:00' } });
  await at('2026-10-25T08:00:00Z');
  expect((await deliveries()).filter((one) => one.endsWith('bundle'))).toHaveLength(1);
  await at('2026-10-26T08:00:00Z');
  expect((await deliveries()).filter((one) => one.endsWith('bundle'))).toHaveLength(2);
});

test('what may not travel is a bundle of its own that says nothing of it, and its text goes only to be encrypted', async () => {
  await release({ urgency: 'for-information', tlp: 'AMBER' });
  await at('2026-11-24T07:00:00Z');
  const [bundle] = await world.rows(`select message from forewarn.messages where key like 'bundle/%'`);
  const { full, ...plain } = bundle.message;
  expect(plain).toMatchObject({ label: 'AMBER', isNotice: true });
  expect(JSON.stringify(plain)).not.toMatch(/Meridiaan/);
  expect(JSON.stringify(full)).toMatch(/Meridiaan/);
  expect(messageToEncrypt(bundle.message, 'ciso', machine.clock.now()).isNotice).toBe(undefined);
});

test('wishes are changed by the CISO, by the contact itself and by the CERT on the telephone, and by no colleague or stranger; each is recorded', async () => {
  const [lindemark, elzenbocht] = [world.ids[LINDEMARK] ?? '', world.ids[ELZENBOCHT] ?? ''];
  const now = machine.clock.now();
  const token = (institutionId: string, roles: readonly string[]) =>
    makeToken(machine.database, { kind: 'institution', name: roles.join(), institutionId, roles: [...roles] as never }, now);
  expect((await wish('Sjors Systeem', { floor: 'act-now' }, await token(lindemark, ['ciso']))).body).toMatchObject({
    through: 'institution',
    isUsual: false,
  });
  expect((await wish('Sjors Systeem', { floor: 'this-week' })).body).toMatchObject({ through: 'cert' });
  expect((await wish('Sjors Systeem', { floor: 'act-now' }, await token(lindemark, ['board']))).status).toBe(403);
  expect((await wish('Sjors Systeem', { floor: 'act-now' }, await token(elzenbocht, ['ciso']))).status).toBe(404);
  expect((await wish('Sjors Systeem', { zone: 'Mars/Base' })).body).toMatchObject({ code: 'input-unreadable' });
  expect(
    (await wish('Sjors Systeem', { away: [{ from: '2026-12-01', until: '2026-12-02', standIn: await contactId('Petra Praktijk') }] }))
      .status,
  ).toBe(422);
  const entries = await world.rows(`select actor_kind, details from forewarn.audit_log where action = 'wishes-changed' order by id`);
  expect(entries.map(({ details }) => [details.through, details.changed, details.onBehalfOf])).toEqual([
    ['institution', ['floor'], undefined],
    ['cert', ['floor'], await contactId('Sjors Systeem')],
  ]);
  const back = await world.call(world.cert, 'DELETE', `/api/institutions/${lindemark}/contacts/${await contactId('Sjors Systeem')}/wishes`);
  expect(back.body).toMatchObject({ isUsual: true, wishes: { floor: 'this-week' } });
});

test('the last month is replayed with wishes that nobody stored', async () => {
  await release({ urgency: 'this-week' });
  const path = `/api/institutions/${world.ids[LINDEMARK]}/contacts/${await contactId('Ciska de Ciso')}/wishes-replay`;
  const replay = async (change: object) =>
    (await world.call(world.cert, 'POST', path, { wishes: { ...usualWishes('ciso'), ...change } })).body;
  expect(await replay({})).toMatchObject({ atOnce: 1, bundled: 0 });
  expect(await replay({ floor: 'act-now' })).toMatchObject({ atOnce: 0, bundled: 1, bundles: 1, byBecause: { 'below-floor': 1 } });
  expect(await replay({ severityMin: 10 })).toMatchObject({ byBecause: { 'below-severity': 1 } });
  expect(await world.rows(`select 1 from forewarn.contact_wishes`)).toEqual([]);
});
