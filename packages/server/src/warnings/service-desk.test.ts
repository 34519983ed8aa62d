import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServiceDesk, type FakeServiceDesk } from '@forewarn/fakes/service-desk/start-service-desk.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, RIETMARK, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { registerOpenPointRoutes } from './open-point-routes.ts';
import { registerServiceDeskRoutes } from './service-desk-routes.ts';
import { workServiceDesk } from './work-service-desk.ts';

let machine: TestMachine;
let world: ExampleMatter;
let fake: FakeServiceDesk;
let lindemark: string;
let point: { warningId: string; line: string };

beforeAll(async () => {
  machine = await testMachine({ FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes' });
  fake = await startServiceDesk({ userName: 'forewarn', password: 'wachtwoord:met:dubbelepunt' });
  world = await exampleMatter(machine, (app) => {
    registerOpenPointRoutes(app, machine);
    registerServiceDeskRoutes(app, machine);
  });
  lindemark = await world.tokenOf(LINDEMARK);
  await world.match(LINDEMARK);
  const { id } = await world.draft();
  await world.release(id);
  const [{ warningId, line }] = (await world.call(lindemark, 'GET', '/api/open-points')).body.points;
  point = { warningId, line };
});
afterAll(async () => {
  await world?.app.close();
  await fake?.stop();
  await machine?.close();
});

const desk = async () => (await world.call(lindemark, 'GET', '/api/service-desk')).body;
const send = () => world.call(lindemark, 'POST', '/api/service-desk/incidents', { points: [point] });
const work = () => workServiceDesk(machine, { institutionId: world.ids[LINDEMARK] });

test('without a service desk nothing is sent, and why is said', async () => {
  expect((await send()).body).toMatchObject({ code: 'no-service-desk' });
});

test('its password is sealed, and is never shown', async () => {
  const { body } = await world.call(lindemark, 'PUT', '/api/service-desk', {
    url: fake.url,
    userName: 'forewarn',
    password: 'wachtwoord:met:dubbelepunt',
  });
  expect(body).toMatchObject({ hasPassword: true, enabled: true });
  expect(JSON.stringify(await world.rows('select * from forewarn.service_desks'))).not.toContain('dubbelepunt');
  expect(JSON.stringify([body, await desk()])).not.toContain('dubbelepunt');
});

test('an open point becomes one incident, however often it is sent and worked; it holds no version', async () => {
  await send();
  await send();
  await workJobs(machine, 'work-service-desk', workServiceDesk);
  await work();
  expect(fake.incidents()).toHaveLength(1);
  const [incident] = fake.incidents();
  expect(incident?.briefDescription).toContain('Meridiaan EPD: lek wordt misbruikt');
  expect(incident?.request).toContain('1. Werk Meridiaan EPD bij.');
  expect(JSON.stringify(incident)).not.toContain('6.2.9');
  expect((await desk()).incidents).toMatchObject([{ ...point, incidentNumber: 'I 2611 001', status: 'Geregistreerd', closed: false }]);
});

test('what was made before our note of it was lost is found again by our number', async () => {
  await world.rows('update forewarn.desk_incidents set incident_id = null, pushed_at = null');
  await work();
  expect(fake.incidents()).toHaveLength(1);
  expect((await desk()).incidents[0].incidentNumber).toBe('I 2611 001');
});

test('the status comes back; closed proposes an answer, and gives none by itself', async () => {
  fake.move(fake.incidents()[0]?.externalNumber ?? '', 'Gereed', true);
  await work();
  expect((await desk()).incidents[0]).toMatchObject({ status: 'Gereed', closed: true, proposes: 'fixed' });
  expect(await world.rows('select 1 from forewarn.acknowledgements')).toEqual([]);
  await world.call(lindemark, 'POST', '/api/open-points/answers', { points: [point], answer: 'fixed', abuseCheck: 'clean' });
  expect((await desk()).incidents[0].proposes).toBeUndefined();
});

test('a desk that is down or refuses is noted in words, and is right again when it answers', async () => {
  await world.rows('update forewarn.desk_incidents set closed = false');
  for (const [status, words] of [
    [503, 'status 503'],
    [401, 'refuses this user name'],
  ] as const) {
    fake.answerWith(status);
    await work();
    expect((await desk()).desk.lastFault).toContain(words);
  }
  fake.answerWith(undefined);
  await work();
  expect((await desk()).desk).toMatchObject({ lastSuccessAt: machine.clock.now() });
  expect((await desk()).desk.lastFault).toBeUndefined();
});

test('a password is not taken along to another address, and no address holds one', async () => {
  await world.call(lindemark, 'PUT', '/api/service-desk', { url: 'https://elders.example/tas/api', userName: 'forewarn' });
  expect((await desk()).desk.hasPassword).toBe(false);
  for (const url of ['file:///etc/passwd', 'https://a:b@desk.example/', 'https://desk.example/?x=1', 'geen adres'])
    expect((await world.call(lindemark, 'PUT', '/api/service-desk', { url, userName: 'x' })).status).toBe(422);
});

test('where private addresses are not allowed, a desk inside the house of Forewarn is not asked', async () => {
  await world.rows('update forewarn.desk_incidents set closed = false');
  const strict = { ...machine, config: { ...machine.config, allowPrivateWebhooks: false } };
  await world.call(lindemark, 'PUT', '/api/service-desk', {
    url: fake.url.replace('http:', 'https:'),
    userName: 'forewarn',
    password: 'x',
  });
  await workServiceDesk(strict, { institutionId: world.ids[LINDEMARK] });
  expect((await desk()).desk.lastFault).toContain('address');
});

test("another's desk is not seen, and ending one forgets the password", async () => {
  expect((await world.call(await world.tokenOf(RIETMARK), 'GET', '/api/service-desk')).body).toEqual({ incidents: [] });
  expect((await world.call(lindemark, 'DELETE', '/api/service-desk')).body).toEqual({ removed: true });
  expect(await world.rows('select 1 from forewarn.service_desks')).toEqual([]);
});
