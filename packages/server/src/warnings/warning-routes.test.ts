import { afterEach, beforeEach, expect, test } from 'vitest';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import {
  countRows,
  ELZENBOCHT,
  exampleMatter,
  LINDEMARK,
  RIETMARK,
  TEXTS,
  UPDATE,
  type ExampleMatter,
} from './example-matter.test-support.ts';

let machine: TestMachine;
let world: ExampleMatter;

beforeEach(async () => {
  machine = await testMachine({ FOREWARN_CERT_PREFIX: 'FW' });
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

const deliveries = () =>
  world.rows(
    `select i.name, c.name as contact, d.state, m.message ->> 'subject' as subject, d.link_id, split_part(d.message_key, '/', 2)::int as version
     from forewarn.deliveries d join forewarn.institutions i on i.id = d.institution_id join forewarn.contacts c on c.id = d.contact_id
     join forewarn.messages m on m.key = d.message_key order by version, i.name, c.name`,
  );
/** The list of warnings counts without loading what it does not show; it must say the same. */
const concerned = async (id: string) => {
  const list = (await world.call(world.cert, 'GET', `/api/warnings/${id}/concerned`)).body;
  const { warnings } = (await world.call(world.cert, 'GET', '/api/warnings')).body;
  expect(warnings.find((warning: { id: string }) => warning.id === id).counts).toEqual(list.counts);
  return list;
};

test('a draft has a reference of the year and delivers nothing; the next takes the next number', async () => {
  const first = await world.draft();
  expect(first.reference).toBe('FW-2026-0001');
  expect(first).toMatchObject({
    state: 'draft',
    releasedVersion: 0,
    versions: [{ version: 1, kind: 'initial', state: 'draft', draftedBy: 'A. Analist' }],
  });
  expect(await deliveries()).toEqual([]);
  expect((await world.draft()).reference).toBe('FW-2026-0002');
});

test('the preview says who hears, why, through what, and shows the mail; it changes nothing', async () => {
  const { id } = await world.draft();
  const before = await countRows(machine);
  const preview = (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview`)).body;
  expect(preview).toMatchObject({
    version: 1,
    mayRelease: true,
    problems: [],
    counts: {
      told: 2,
      byDecision: { warn: 2 },
      byUrgency: { 'act-now': 2 },
      byCertainty: { certain: 2 },
      byReason: { 'product-version': 2 },
      unreachable: 0,
    },
  });
  expect(preview.institutions.map((one: { institution: string }) => one.institution).sort()).toEqual([ELZENBOCHT, LINDEMARK]);
  expect(preview.institutions.find((one: { institution: string }) => one.institution === LINDEMARK).contacts).toMatchObject([
    { name: 'Ciska de Ciso', channels: ['email'] },
    { name: 'Piket Lindemark' },
    { name: 'Sjors Systeem' },
  ]);
  expect(preview.examples).toHaveLength(1);
  expect(preview.examples[0].opening).toMatch(/^U krijgt dit omdat /);
  expect(JSON.stringify(preview.examples)).not.toContain('6.2.9');
  expect(await countRows(machine)).toEqual(before);
});

test('the preview of a draft that is not complete says which parts are wrong', async () => {
  const { id } = await world.draft();
  // Of a time when less was asked of a text.
  await world.rows(`update forewarn.warning_versions set texts = jsonb_set(texts, '{nl,title}', '""') where warning_id = $1`, [id]);
  const preview = (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview`)).body;
  expect(preview.problems).toMatchObject([{ code: 'text-incomplete', problems: [{ code: 'title-missing', at: '/nl/title' }] }]);
});

test('a release tells everyone concerned and nobody else, with a link each, in one transaction', async () => {
  const { id, reference } = await world.draft();
  const released = await world.release(id);
  expect(released.body).toMatchObject({ reference, version: 1, told: 2, stayedSilent: 0, deliveries: 4, unreachable: 0 });
  const sent = await deliveries();
  expect(sent.map((one) => [one.name, one.contact])).toEqual([
    [ELZENBOCHT, 'Petra Praktijk'],
    [LINDEMARK, 'Ciska de Ciso'],
    [LINDEMARK, 'Piket Lindemark'],
    [LINDEMARK, 'Sjors Systeem'],
  ]);
  expect(new Set(sent.map((one) => one.link_id)).size).toBe(4);
  expect(sent[0].subject).toBe(`[Nu handelen] Meridiaan EPD: lek wordt misbruikt (${reference})`);
  expect(await world.rows(`select action from forewarn.audit_log where subject = $1 order by id`, [id])).toEqual([
    { action: 'warning-drafted' },
    { action: 'warning-released' },
  ]);
});

test('a second release of the same version changes nothing and says what the first did', async () => {
  const { id } = await world.draft();
  const [first, second] = await Promise.all([world.release(id, { version: 1 }), world.release(id, { version: 1 })]);
  const before = await countRows(machine);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body).toMatchObject({ told: 2, deliveries: 4 });
  expect((await world.release(id, { version: 1 })).body).toMatchObject({ version: 1, told: 2 });
  expect((await world.release(id)).body).toMatchObject({ status: 409, code: 'no-draft' });
  expect(await countRows(machine)).toEqual(before);
});

test('a release that fails halfway leaves the draft as it was and nothing else', async () => {
  const { id } = await world.draft();
  const before = await countRows(machine);
  await world.rows(`alter table forewarn.deliveries add constraint broken check (address <> 'beheer@lindemark.example')`);
  expect((await world.release(id)).status).toBe(500);
  expect(await countRows(machine)).toEqual(before);
  await world.rows('alter table forewarn.deliveries drop constraint broken');
  expect((await world.release(id)).body).toMatchObject({ told: 2 });
});

test('what was previewed is what goes out: anything else is refused with what changed', async () => {
  const { id } = await world.draft();
  const { digest } = (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview`)).body;
  await world.match(RIETMARK);
  const refused = await world.release(id, { previewDigest: digest });
  expect(refused.body).toMatchObject({ status: 409, code: 'preview-outdated' });
  expect(refused.body.title).toContain('who hears of it');
  expect(refused.body.title).not.toContain('what the draft says');
  await world.unmatch(RIETMARK);
  expect((await world.release(id, { previewDigest: digest })).body).toMatchObject({ told: 2 });
});

test('a revision that changes the action of one institution is heard by that one only; the others keep their answer', async () => {
  const { id } = await world.draft();
  await world.release(id);
  const lindemark = await world.tokenOf(LINDEMARK);
  const elzenbocht = await world.tokenOf(ELZENBOCHT);
  for (const token of [lindemark, elzenbocht]) await world.call(token, 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'fixed' });
  expect((await concerned(id)).counts).toMatchObject({ concerned: 2, answered: 2 });
  await world.match(ELZENBOCHT, [{ ...UPDATE, details: 'Werk bij naar 6.2.16' }]);
  const texts = { nl: { ...TEXTS.nl, whatChanged: 'Er is een nieuwe update.' } };
  expect((await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, { kind: 'update', urgency: 'act-now', texts })).status).toBe(
    200,
  );
  expect((await world.release(id)).body).toMatchObject({ version: 2, told: 1, stayedSilent: 1 });
  expect((await deliveries()).filter((one) => one.version === 2).map((one) => one.name)).toEqual([ELZENBOCHT]);
  const list = await concerned(id);
  expect(list.counts).toMatchObject({ concerned: 2, answered: 1, outdated: 1 });
  expect(
    list.institutions.map((one: { institution: string; standing: string; because?: string }) => [
      one.institution,
      one.standing,
      one.because,
    ]),
  ).toEqual([
    [ELZENBOCHT, 'outdated', undefined],
    [LINDEMARK, 'answered', 'action-unchanged'],
  ]);
});

test('an institution that comes to hold the product is warned by the next version, and who no longer does is closed', async () => {
  const { id } = await world.draft();
  await world.release(id);
  await world.match(RIETMARK);
  await world.unmatch(ELZENBOCHT);
  const texts = { nl: { ...TEXTS.nl, whatChanged: 'Er zijn er meer.' } };
  await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, { kind: 'update', urgency: 'act-now', texts });
  await world.release(id);
  expect((await deliveries()).filter((one) => one.version === 2).map((one) => one.name)).toEqual([RIETMARK, ELZENBOCHT].sort());
  expect((await concerned(id)).counts).toMatchObject({ concerned: 2, closed: 1 });
});

test('a withdrawal reaches everyone told and cancels what was still to be sent', async () => {
  const { id } = await world.draft();
  await world.release(id);
  await world.rows(`update forewarn.deliveries set state = 'sent', attempts = 1, ended_at = planned_at where institution_id = $1`, [
    world.ids[LINDEMARK],
  ]);
  const withdrawn = await world.call(world.cert, 'POST', `/api/warnings/${id}/withdraw`, {
    because: { nl: 'Het lek bleek niet te bestaan.' },
  });
  expect(withdrawn.body).toMatchObject({ version: 2, told: 2, cancelled: 1 });
  const after = await deliveries();
  expect(after.filter((one) => one.version === 1).map((one) => [one.contact, one.state])).toEqual([
    ['Petra Praktijk', 'cancelled'],
    ['Ciska de Ciso', 'sent'],
    ['Piket Lindemark', 'sent'],
    ['Sjors Systeem', 'sent'],
  ]);
  // Whoever had the mail hears it, whoever the withdrawal by itself would not reach too.
  expect(after.filter((one) => one.version === 2).map((one) => one.contact)).toEqual([
    'Petra Praktijk',
    'Ciska de Ciso',
    'Piket Lindemark',
    'Sjors Systeem',
  ]);
  expect((await world.call(world.cert, 'GET', `/api/warnings/${id}`)).body).toMatchObject({ state: 'withdrawn', endedBy: 'A. Analist' });
  const answer = await world.call(await world.tokenOf(LINDEMARK), 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'fixed' });
  expect(answer).toMatchObject({ status: 409, body: { code: 'warning-withdrawn' } });
  expect((await world.call(world.cert, 'POST', `/api/warnings/${id}/withdraw`, { because: { nl: 'Nog eens.' } })).status).toBe(409);
});

test('a correction reaches everyone told, also those whose action stays; they need not answer again', async () => {
  const { id } = await world.draft();
  await world.release(id);
  await world.call(await world.tokenOf(LINDEMARK), 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'working' });
  const texts = { nl: { ...TEXTS.nl, summary: 'Er zit een lek in Meridiaan EPD 6.', whatChanged: 'Wij noemden een verkeerde versie.' } };
  const alone = await world.call(world.cert, 'POST', `/api/warnings/${id}/correct`, { texts });
  expect(alone).toMatchObject({ status: 409, body: { code: 'second-person-needed' } }); // act now: two read it, or one says why not
  const corrected = await world.call(world.cert, 'POST', `/api/warnings/${id}/correct`, { texts, alone: { because: 'Nachtdienst.' } });
  expect(corrected.body).toMatchObject({ version: 2, told: 2, cancelled: 4 });
  expect((await concerned(id)).counts).toMatchObject({ concerned: 2, answered: 1, outdated: 0 });
});

test('a correction on top of a draft is refused, and leaves nothing behind', async () => {
  const { id } = await world.draft();
  await world.release(id);
  const texts = { nl: { ...TEXTS.nl, whatChanged: 'Anders.' } };
  await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, { kind: 'update', urgency: 'act-now', texts });
  const before = await countRows(machine);
  expect((await world.call(world.cert, 'POST', `/api/warnings/${id}/correct`, { texts })).body).toMatchObject({ code: 'draft-exists' });
  expect(await countRows(machine)).toEqual(before);
});

test('closing ends it: what is planned is not sent, and nobody can answer any more', async () => {
  const { id } = await world.draft();
  await world.release(id);
  const closed = await world.call(world.cert, 'POST', `/api/warnings/${id}/close`, { because: 'Iedereen heeft het opgelost.' });
  expect(closed.body).toMatchObject({ state: 'closed', endedBecause: 'Iedereen heeft het opgelost.' });
  expect(new Set((await deliveries()).map((one) => one.state))).toEqual(new Set(['cancelled']));
  const answer = await world.call(await world.tokenOf(LINDEMARK), 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'fixed' });
  expect(answer).toMatchObject({ status: 409, body: { code: 'warning-closed' } });
});

test('a report without an advisory warns a sector; an institution that nobody can reach is named to the CERT', async () => {
  await world.rows(`update forewarn.contacts set to_repair = 'bounces' where name = 'Ruud Rietmark'`);
  const matter = {
    title: 'Golf van phishing',
    source: 'telefoon',
    confirmation: { kind: 'claim-of', claimant: 'een leverancier' },
    scope: { sectors: ['ggz', 'hospital'] },
  };
  const { id } = await world.draft({ matter });
  const released = (await world.release(id)).body;
  expect(released).toMatchObject({ told: 2, unreachable: 1 });
  // In which sector an institution is, is known for certain: the wave is to act on now, by mail and to its contacts in turn.
  expect(new Set((await deliveries()).map((one) => one.name))).toEqual(new Set([LINDEMARK]));
  expect((await concerned(id)).institutions[0]).toMatchObject({ urgency: 'act-now', certainty: 'certain' });
  expect((await concerned(id)).counts).toMatchObject({ concerned: 2, unreachable: 1 });
  const [notice] = await world.rows(`select text from forewarn.notices where kind = 'institutions-unreachable'`);
  expect(notice.text).toContain(RIETMARK);
});

test('excluded institutions stay silent, with the reason kept', async () => {
  const audience = { certainties: ['certain'], excluded: [{ institutionId: world.ids[ELZENBOCHT], because: 'is gebeld' }] };
  const { id } = await world.draft({ audience });
  expect((await world.release(id)).body).toMatchObject({ told: 1, stayedSilent: 1 });
  expect((await concerned(id)).institutions.find((one: { institution: string }) => one.institution === ELZENBOCHT)).toMatchObject({
    decision: 'stay-silent',
    because: 'excluded',
    told: false,
  });
});

test('an institution sees the warnings that it was told of with its own reasons; another sees nothing', async () => {
  const { id } = await world.draft();
  const lindemark = await world.tokenOf(LINDEMARK);
  const rietmark = await world.tokenOf(RIETMARK);
  expect((await world.call(lindemark, 'GET', `/api/warnings/${id}`)).status).toBe(404); // a draft
  await world.release(id);
  const seen = await world.call(lindemark, 'GET', `/api/warnings/${id}`);
  expect(seen.body).toMatchObject({ concerns: { certainty: 'certain', reasons: [{ product: 'Meridiaan EPD', version: '6.2.9' }] } });
  expect(seen.body.concerns.because).toMatch(/^U krijgt dit omdat /);
  const inEnglish = (await world.call(lindemark, 'GET', `/api/warnings/${id}?language=en`)).body;
  expect(inEnglish.concerns.because).toMatch(/^You receive this because /);
  expect(seen.text).not.toMatch(/Elzenbocht|A\. Analist|excluded/);
  expect((await world.call(lindemark, 'GET', '/api/warnings')).body.warnings).toMatchObject([{ id }]);

  const answer = await world.call(lindemark, 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'working' });
  expect((await world.call(rietmark, 'GET', '/api/warnings')).body.warnings).toEqual([]);
  for (const [method, url, body] of [
    ['GET', ''],
    ['GET', '/acknowledgements'],
    ['GET', `/acknowledgements?institutionId=${world.ids[LINDEMARK]}`],
    ['POST', '/acknowledgements', { answer: 'fixed' }],
    ['POST', '/acknowledgements', { answer: 'fixed', institutionId: world.ids[LINDEMARK] }],
    ['POST', `/acknowledgements/${answer.body.id}/confirm`, {}],
    ['DELETE', `/acknowledgements/${answer.body.id}`],
  ] as const)
    expect((await world.call(rietmark, method, `/api/warnings/${id}${url}`, body)).status, `${method} ${url}`).toBe(404);
  for (const [method, url] of [
    ['GET', '/concerned'],
    ['GET', '/preview'],
    ['POST', '/release'],
    ['POST', '/close'],
  ] as const)
    expect((await world.call(lindemark, method, `/api/warnings/${id}${url}`, method === 'POST' ? {} : undefined)).status).toBe(403);
  expect((await world.call(lindemark, 'GET', `/api/warnings/${id}/acknowledgements`)).body.acknowledgements).toMatchObject([
    { answer: 'working', confirmed: true },
  ]);
});

test('the CERT answers for an institution that called, and can undo it; both are kept', async () => {
  const { id } = await world.draft();
  await world.release(id);
  const given = await world.call(world.cert, 'POST', `/api/warnings/${id}/acknowledgements`, {
    institutionId: world.ids[ELZENBOCHT],
    answer: 'forwarded',
    forwardedTo: 'Kwartel ICT',
  });
  expect(given.body).toMatchObject({ through: 'cert', confirmed: true, answeredAs: 'A. Analist' });
  expect((await concerned(id)).counts).toMatchObject({ answered: 1, byAnswer: { forwarded: 1 } });
  await world.call(world.cert, 'DELETE', `/api/warnings/${id}/acknowledgements/${given.body.id}`);
  expect((await concerned(id)).counts).toMatchObject({ answered: 0, silent: 2 });
  expect((await world.call(world.cert, 'GET', `/api/warnings/${id}/acknowledgements`)).body.acknowledgements).toMatchObject([
    { undoneBy: 'A. Analist' },
  ]);
});

test('a draft is changed or discarded; one that never went out is closed with it', async () => {
  const { id } = await world.draft();
  const changed = await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { urgency: 'this-week' });
  expect(changed.body.versions).toMatchObject([{ urgency: 'this-week', texts: TEXTS }]);
  expect((await world.call(world.cert, 'DELETE', `/api/warnings/${id}/draft`)).body).toMatchObject({ state: 'closed', versions: [] });
  expect((await world.release(id)).body.code).toBe('no-draft');
});

test('of two analysts who change one draft the second hears that it changed, and nothing is overwritten', async () => {
  const { id } = await world.draft();
  const path = `/api/warnings/${id}/draft`;
  const { draftedAt: basedOn } = (await world.call(world.cert, 'GET', `/api/warnings/${id}`)).body.versions[0];
  machine.setNow(secondsLater(machine.clock.now(), 1));
  expect((await world.call(world.cert, 'PUT', path, { urgency: 'this-week', basedOn })).status).toBe(200);
  const second = await world.call(world.cert, 'PUT', path, { urgency: 'at-maintenance', basedOn });
  expect(second).toMatchObject({ status: 409, body: { code: 'draft-changed' } });
  expect((await world.call(world.cert, 'GET', `/api/warnings/${id}`)).body.versions).toMatchObject([{ urgency: 'this-week' }]);
});

test('texts that are not complete are refused with each problem, and nothing is opened', async () => {
  const before = await countRows(machine);
  const matter = { title: 'Iets', source: 'telefoon' };
  const refused = await world.call(world.cert, 'POST', '/api/warnings', {
    matter,
    urgency: 'act-now',
    texts: { nl: { ...TEXTS.nl, actions: [] } },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'input-unreadable' } });
  const missing = await world.call(world.cert, 'POST', '/api/warnings', {
    matter: { ...matter, advisoryIds: ['0198f2a4-7c11-7abc-8def-0123456789ab'] },
    urgency: 'act-now',
    texts: TEXTS,
  });
  expect(missing.status).toBe(404);
  expect(await countRows(machine)).toEqual(before);
});
