import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerInstitutionRoutes } from './institution-routes.ts';

let machine: TestMachine;
let app: FastifyInstance;
let cert: string;
let ofRietmark: string;
const ids: Record<string, string> = {};

async function call(token: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
}

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerInstitutionRoutes(app, machine);
  await app.ready();
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, machine.clock.now());
  for (const [name, sector] of [
    ['GGZ Rietmark', 'ggz'],
    ['GGD Wilgenoord', 'public-health'],
  ]) {
    const made = await call(cert, 'POST', '/api/institutions', {
      name,
      sector,
      region: 4,
      branch: 'Zorg voor Geest',
      contacts: [{ name: 'Piket', role: '24/7', email: `piket@${sector}.example` }],
    });
    ids[name ?? ''] = made.body.id;
  }
  ofRietmark = await makeToken(
    machine.database,
    { kind: 'institution', name: 'Rietmark', institutionId: ids['GGZ Rietmark'] ?? '' },
    machine.clock.now(),
  );
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

test('the CERT sees every institution by name, a page at a time', async () => {
  const first = await call(cert, 'GET', '/api/institutions?limit=1');
  expect(first.body).toMatchObject({
    institutions: [{ name: 'GGD Wilgenoord', contactCount: 1, itemCount: 0, branch: 'Zorg voor Geest' }],
    next: 'GGD Wilgenoord',
  });
  const second = await call(cert, 'GET', `/api/institutions?limit=1&after=${encodeURIComponent(first.body.next)}`);
  expect(second.body.institutions.map((one: { name: string }) => one.name)).toEqual(['GGZ Rietmark']);
  expect((await call(cert, 'GET', '/api/institutions?sector=ggz&region=4&text=riet')).body.institutions).toHaveLength(1);
  expect((await call(cert, 'GET', '/api/institutions?text=%25')).body.institutions).toHaveLength(0);
});

test('an institution sees itself and nobody else, by any route', async () => {
  expect((await call(ofRietmark, 'GET', '/api/institutions')).body.institutions.map((one: { name: string }) => one.name)).toEqual([
    'GGZ Rietmark',
  ]);
  const other = `/api/institutions/${ids['GGD Wilgenoord']}`;
  const contact = (await call(cert, 'GET', other)).body.contacts[0].id;
  for (const [method, url, body] of [
    ['GET', other, undefined],
    ['PUT', other, { name: 'GGD Wilgenoord' }],
    ['POST', `${other}/contacts`, { name: 'x', email: 'x@x.example' }],
    ['PUT', `${other}/contacts/${contact}`, { email: 'x@x.example' }],
    ['DELETE', `${other}/contacts/${contact}`, undefined],
    ['PUT', `/api/institutions/${ids['GGZ Rietmark']}/contacts/${contact}`, { email: 'x@x.example' }],
  ] as const) {
    expect((await call(ofRietmark, method, url, body)).status, `${method} ${url}`).toBe(404);
  }
  expect((await call(ofRietmark, 'GET', '/api/branches')).status).toBe(403);
  expect((await call(ofRietmark, 'POST', '/api/institutions', { name: 'Nieuw' })).status).toBe(403);
  expect((await call(cert, 'GET', other)).body.contacts).toMatchObject([{ id: contact, email: 'piket@public-health.example' }]);
});

test('an institution keeps its own details, and not what decides who is warned', async () => {
  const own = `/api/institutions/${ids['GGZ Rietmark']}`;
  const changed = await call(ofRietmark, 'PUT', own, {
    name: 'GGZ Rietmark',
    itProvider: 'Kwartel ICT',
    detailsInMail: true,
    locations: [{ name: 'Noord' }, { name: 'Zuid' }],
    networks: ['192.0.2.77/28'],
    domains: ['rietmark.example'],
  });
  expect(changed.body).toMatchObject({
    sector: 'ggz',
    region: 4,
    branch: 'Zorg voor Geest',
    itProvider: 'Kwartel ICT',
    detailsInMail: true,
    networks: ['192.0.2.64/28'],
  });
  const fewer = await call(ofRietmark, 'PUT', own, { name: 'GGZ Rietmark', locations: [{ name: 'Zuid', city: 'Biezenveld' }] });
  expect(fewer.body).toMatchObject({ locations: [{ name: 'Zuid', city: 'Biezenveld' }], domains: ['rietmark.example'] });
  for (const body of [{ name: 'Anders' }, { name: 'GGZ Rietmark', sector: 'umc' }, { name: 'GGZ Rietmark', region: 1 }]) {
    expect((await call(ofRietmark, 'PUT', own, body)).status).toBe(403);
  }
  const principal = { kind: 'institution', name: 'Rietmark', institutionId: idOf<'Institution'>(ids['GGZ Rietmark'] ?? '') } as const;
  await expect(
    asPrincipal(machine.database, principal, (trx) => sql`update forewarn.institutions set sector = 'umc'`.execute(trx)),
  ).rejects.toThrow(/by the CERT/);
});

test('a contact is added once, changed and removed; its secret is never read back', async () => {
  const contacts = `/api/institutions/${ids['GGZ Rietmark']}/contacts`;
  const added = await call(ofRietmark, 'POST', contacts, {
    name: 'Karin',
    role: 'CISO',
    email: 'ciso@rietmark.example',
    webhookUrl: 'https://hook.example/in',
    webhookSecret: 'geheim',
  });
  expect(added.status).toBe(200);
  expect(await call(ofRietmark, 'POST', contacts, { name: 'karin', role: 'ciso', phone: '000' })).toMatchObject({
    status: 409,
    body: { code: 'contact-there' },
  });
  const changed = await call(ofRietmark, 'PUT', `${contacts}/${added.body.id}`, { phone: '000-2' });
  expect(changed.body).toEqual({
    id: added.body.id,
    name: 'Karin',
    role: 'ciso',
    email: 'ciso@rietmark.example',
    phone: '000-2',
    webhookUrl: 'https://hook.example/in',
    language: 'nl',
    order: 2,
  });
  expect((await call(ofRietmark, 'DELETE', `${contacts}/${added.body.id}`)).body).toEqual({ removed: true });
  expect((await call(ofRietmark, 'DELETE', `${contacts}/${added.body.id}`)).status).toBe(404);
});

test('what cannot be understood changes nothing and is said at its place', async () => {
  const answer = await call(cert, 'POST', '/api/institutions', { name: 'Nieuw', sector: 'bakkerij', networks: ['nergens'] });
  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'input-unreadable', problems: [{ at: '/sector', hint: expect.any(String) }] },
  });
  expect(await call(cert, 'POST', '/api/institutions', { name: 'ggz rietmark' })).toMatchObject({
    status: 409,
    body: { code: 'name-taken' },
  });
  expect(await call(cert, 'PUT', `/api/institutions/${ids['GGZ Rietmark']}`, { name: 'GGD Wilgenoord' })).toMatchObject({
    status: 409,
    body: { code: 'name-taken' },
  });
});

test('a list that is accepted twice changes nothing the second time', async () => {
  const institutions = [
    {
      name: 'Jeugdhulp Berkenpad',
      sector: 'jeugd',
      domains: ['berkenpad.example'],
      contacts: [{ role: 'praktijkmanager', email: 'x@berkenpad.example' }],
    },
    { name: 'GGD Wilgenoord', staff: 900 },
  ];
  expect((await call(cert, 'PUT', '/api/institutions', { institutions })).body).toEqual({
    added: 1,
    changed: 1,
    unchanged: 0,
    problems: [],
  });
  expect((await call(cert, 'PUT', '/api/institutions', { institutions })).body).toEqual({
    added: 0,
    changed: 0,
    unchanged: 2,
    problems: [],
  });
  expect((await call(cert, 'GET', '/api/branches')).body.branches).toMatchObject([{ name: 'Zorg voor Geest', institutionCount: 2 }]);
});

test('the order in which contacts are asked is set at once for all of them, and is in the trail', async () => {
  const contacts = `/api/institutions/${ids['GGZ Rietmark']}/contacts`;
  const added = await call(ofRietmark, 'POST', contacts, { name: 'Achterwacht', role: '24/7', phone: '000 000 00 02' });
  const shown = async () => (await call(ofRietmark, 'GET', `/api/institutions/${ids['GGZ Rietmark']}`)).body.contacts;
  const before = (await shown()).map(({ id }: { id: string }) => id);
  const order = (contactIds: readonly string[], token = ofRietmark) =>
    call(token, 'PUT', `/api/institutions/${ids['GGZ Rietmark']}/contact-order`, { contactIds });
  const wanted = [added.body.id, ...before.filter((id: string) => id !== added.body.id)];
  expect((await order(wanted)).body).toEqual({ changed: wanted.length });
  expect((await shown()).map(({ id }: { id: string }) => id)).toEqual(wanted);
  expect((await order(wanted)).body).toEqual({ changed: 0 });
  expect(await order(wanted.slice(1))).toMatchObject({ status: 409, body: { code: 'contacts-changed' } });
  const other = await makeToken(
    machine.database,
    { kind: 'institution', name: 'Wilgenoord', institutionId: ids['GGD Wilgenoord'] ?? '', roles: ['ciso'] },
    machine.clock.now(),
  );
  expect((await order(before, other)).status).toBe(404);
  const { rows } = await machine.database.pool.query(
    `select count(*)::int as count from forewarn.audit_log where action = 'contacts-ordered'`,
  );
  expect(rows).toEqual([{ count: 1 }]);
});

test('the CERT says what an institution’s KvK number is; the institution itself does not, in the database either', async () => {
  const rietmark = ids['GGZ Rietmark'] ?? '';
  const of = `/api/institutions/${rietmark}`;
  const trail = async () =>
    (await machine.database.pool.query(`select count(*)::int as count from forewarn.audit_log where action = 'institution-changed'`))
      .rows[0].count;
  const before = await trail();
  expect((await call(cert, 'PUT', `${of}/kvk-number`, { kvk: 'KvK 1234 5678' })).body).toMatchObject({ id: rietmark, kvk: '12345678' });
  expect((await call(cert, 'PUT', `${of}/kvk-number`, { kvk: '12345678' })).status).toBe(200);
  expect(await trail()).toBe(before + 1);
  expect((await call(cert, 'PUT', `${of}/kvk-number`, { kvk: '1234567' })).body.code).toBe('input-unreadable');
  expect((await call(ofRietmark, 'PUT', `${of}/kvk-number`, { kvk: '87654321' })).status).toBe(403);
  const own = (await call(ofRietmark, 'GET', of)).body;
  const said = { name: own.name, sector: own.sector, region: own.region, branch: own.branch };
  expect((await call(ofRietmark, 'PUT', of, { ...said, kvk: '87654321' })).body.code).toBe('not-allowed');
  // Who does not say it leaves it as it is.
  expect((await call(ofRietmark, 'PUT', of, said)).body).toMatchObject({ kvk: '12345678' });
  const principal = { kind: 'institution', name: 'Rietmark', institutionId: idOf<'Institution'>(rietmark), roles: ['ciso'] } as const;
  const theft = asPrincipal(machine.database, principal, (trx) => sql`update forewarn.institutions set kvk = '87654321'`.execute(trx));
  await expect(theft).rejects.toThrow(/changed by the CERT/);
  const second = { name: 'Polikliniek Rietmark', sector: 'ggz', kvk: '12345678' };
  expect((await call(cert, 'POST', '/api/institutions', second)).body).toMatchObject({
    code: 'name-taken',
    title: expect.stringContaining('GGZ Rietmark'),
  });
  const { id } = (await call(cert, 'POST', '/api/institutions', { ...second, kvk: undefined })).body;
  expect((await call(cert, 'PUT', `/api/institutions/${id}/kvk-number`, { kvk: '12345678' })).status).toBe(200);
  expect((await call(cert, 'PUT', `/api/institutions/${id}/kvk-number`, { kvk: null })).body).not.toHaveProperty('kvk');
  expect((await call(cert, 'PUT', `/api/institutions/01930000-0000-7000-8000-00000000ffff/kvk-number`, { kvk: null })).status).toBe(404);
});

test('contacts that are added at once stand one behind the other, and the same one is added once', async () => {
  const contacts = `/api/institutions/${ids['GGZ Rietmark']}/contacts`;
  const add = (name: string) => call(ofRietmark, 'POST', contacts, { name, role: '24/7', phone: '000 000 00 03' });
  const same = await Promise.all(Array.from({ length: 4 }, () => add('Nachtwacht')));
  expect(same.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(same.filter(({ body }) => body.code === 'contact-there')).toHaveLength(3);
  await Promise.all(['Een', 'Twee', 'Drie', 'Vier'].map(add));
  const { rows } = await machine.database.pool.query(
    `select count(*)::int as contacts, count(distinct position)::int as places from forewarn.contacts where institution_id = $1 and removed_at is null`,
    [ids['GGZ Rietmark']],
  );
  expect(rows[0].places).toBe(rows[0].contacts);
});
