import { idOf } from '@forewarn/core/basics/ids.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServiceDesk, type FakeServiceDesk } from '@forewarn/fakes/service-desk/start-service-desk.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, RIETMARK, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { registerOpenPointRoutes } from './open-point-routes.ts';
import { registerServiceDeskRoutes } from './service-desk-routes.ts';
import { tryServiceDesk } from './try-service-desk.ts';
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
  expect(incident?.request).toContain(`?for=${world.ids[LINDEMARK]}`);
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
    [503, 'storing (status 503)'],
    [401, 'weigert deze gebruikersnaam'],
    [302, 'stuurt ons door naar een ander adres. Vul dat andere adres in'],
    [308, 'stuurt ons door naar een ander adres. Vul dat andere adres in'],
  ] as const) {
    fake.answerWith(status);
    await work();
    expect((await desk()).desk.lastFault.nl).toContain(words);
  }
  fake.answerWith(undefined);
  await work();
  expect((await desk()).desk).toMatchObject({ lastSuccessAt: machine.clock.now() });
  expect((await desk()).desk.lastFault).toBeUndefined();
});

test('whoever may see the point sees how it stands at the desk: the analyst and a colleague who may only read, too', async () => {
  await world.rows('update forewarn.acknowledgements set undone_at = now()');
  const pointAs = async (token: string, of = '') => (await world.call(token, 'GET', `/api/open-points${of}`)).body;
  const reader = await makeToken(
    machine.database,
    { kind: 'institution', name: 'Lotte Lezer', institutionId: idOf<'Institution'>(world.ids[LINDEMARK] ?? ''), roles: ['read-only'] },
    machine.clock.now(),
  );
  for (const read of [await pointAs(reader), await pointAs(world.cert, `?institutionId=${world.ids[LINDEMARK]}`)])
    expect(read).toMatchObject({
      hasServiceDesk: true,
      points: [{ ...point, atDesk: { kind: 'closed', number: 'I 2611 001', status: 'Gereed' } }],
    });
  expect((await world.call(reader, 'GET', '/api/service-desk')).status).toBe(403);
  expect(await pointAs(await world.tokenOf(RIETMARK))).toMatchObject({ hasServiceDesk: false });
});

test('a test of the connection says in words what happened, keeps it, and makes nothing at the desk', async () => {
  const before = fake.incidents().length;
  const tested = async () => (await world.call(lindemark, 'POST', '/api/service-desk/tests')).body;
  const keep = (url: string, password?: string) =>
    world.call(lindemark, 'PUT', '/api/service-desk', { url, userName: 'forewarn', ...(password === undefined ? {} : { password }) });
  expect(await tested()).toMatchObject({ works: true, nl: expect.stringMatching(/^De koppeling werkt\./) });
  fake.answerWith(403);
  expect(await tested()).toMatchObject({ works: false, nl: expect.stringContaining('mag geen meldingen lezen') });
  expect((await desk()).desk.lastFault.en).toContain('Give the user that right');
  fake.answerWith(undefined);
  await keep(fake.url, 'verkeerd');
  expect((await tested()).nl).toContain('weigert deze gebruikersnaam');
  await keep(`${fake.url}/elders`, 'wachtwoord:met:dubbelepunt');
  expect((await tested()).nl).toContain('iets anders dan een servicedesk');
  await keep('http://127.0.0.1:1/tas/api', 'x');
  expect((await tested()).nl).toContain('niet bereikbaar');
  await keep('http://127.0.0.1:2/tas/api');
  expect((await tested()).nl).toContain('nog geen wachtwoord');
  expect(fake.incidents()).toHaveLength(before);
  const trail = await world.rows(
    `select details->>'outcome' as outcome from forewarn.audit_log where action = 'service-desk-tested' order by id`,
  );
  expect(trail.map(({ outcome }) => outcome)).toEqual([
    'works',
    'not-allowed',
    'password-refused',
    'not-a-desk',
    'unreachable',
    'password-missing',
  ]);
  await keep(fake.url, 'wachtwoord:met:dubbelepunt');
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
  expect((await desk()).desk.lastFault.nl).toContain('afgesloten netwerk');
  // One without TLS, from before that was asked for, is told as what it is and not as one that leads on.
  await world.rows('update forewarn.service_desks set url = $1', [fake.url]);
  await workServiceDesk(strict, { institutionId: world.ids[LINDEMARK] });
  expect((await desk()).desk.lastFault.nl).toContain('met https:// begint');
  await world.rows(`update forewarn.service_desks set url = $1`, [fake.url.replace('http:', 'https:')]);
  const ciso = {
    kind: 'institution',
    name: 'Ciska',
    institutionId: idOf<'Institution'>(world.ids[LINDEMARK] ?? ''),
    roles: ['ciso'],
  } as const;
  for (const host of ['127.1', '[::1]', '169.254.169.254', 'localhost']) {
    await world.call(lindemark, 'PUT', '/api/service-desk', { url: `https://${host}/tas/api`, userName: 'forewarn', password: 'x' });
    expect(await tryServiceDesk(strict, { ...ciso, assurance: 'passkey' }), host).toEqual({ fault: { code: 'address-forbidden' } });
  }
});

test("another's desk is not seen, and ending one forgets the password", async () => {
  expect((await world.call(await world.tokenOf(RIETMARK), 'GET', '/api/service-desk')).body).toEqual({ incidents: [] });
  expect((await world.call(lindemark, 'DELETE', '/api/service-desk')).body).toEqual({ removed: true });
  expect(await world.rows('select 1 from forewarn.service_desks')).toEqual([]);
});
