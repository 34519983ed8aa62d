import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, FORM, LINDEMARK, TEXTS, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { releasePlanned } from './release-planned.ts';
import { tellOfAnswer } from './tell-of-answer.ts';
import { findVersion, findWarning } from './warning-store.ts';

let machine: TestMachine;
let world: ExampleMatter;
let ciska: string;
let piket: string;
beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
  await world.rows(
    `insert into forewarn.contacts (id, institution_id, name, role, email, language, position)
     select $1, $2, 'Kwartel ICT', 'it-provider', 'jan@kwartel.example', 'nl', 9`,
    [newId(machine.clock.now()), world.ids[ELZENBOCHT]],
  );
  const idOfContact = async (name: string) => (await world.rows('select id from forewarn.contacts where name = $1', [name]))[0].id;
  await world.rows(`update forewarn.contacts set email = 'c.deciso@lindemark.example' where name = 'Ciska de Ciso'`);
  [ciska, piket] = [await idOfContact('Ciska de Ciso'), await idOfContact('Piket Lindemark')];
});
afterAll(() => machine?.close());
beforeEach(async () => {
  for (const table of ['deliveries', 'messages', 'warnings', 'matters', 'notices']) await world.rows(`delete from forewarn.${table}`);
  await world.rows('delete from graphile_worker._private_jobs');
});

/** As they go out where nothing is encrypted. */
const messages = async (): Promise<{ label: string; isNotice: boolean; text: string }[]> =>
  world.rows(
    `select label, (message->>'isNotice')::boolean as "isNotice", (message - 'full')::text as text from forewarn.messages order by key`,
  );
const toldContacts = async (): Promise<string[]> =>
  (await world.rows('select c.name from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id order by c.name')).map(
    ({ name }) => name,
  );
const audience = (persons: readonly string[]) => ({ certainties: ['certain', 'likely', 'possible'], excluded: [], persons });
const preview = async (id: string) => (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview`)).body;

/** Somebody of an institution whose account belongs to a contact. */
async function personOf(name: string, contactId: string | null, assurance: 'passkey' | 'email' | 'oidc'): Promise<Principal> {
  const id = newId(machine.clock.now());
  await world.rows(
    `insert into forewarn.accounts (id, kind, name, roles, institution_id, contact_id, created_at) values ($1, 'institution', $2, '{ciso}', $3, $4, $5)`,
    [id, `account ${id}`, world.ids[name], contactId, machine.clock.now()],
  );
  const accountId = idOf<'Account'>(id);
  return {
    kind: 'institution',
    name: 'somebody',
    institutionId: idOf<'Institution'>(world.ids[name] ?? ''),
    roles: ['ciso'],
    accountId,
    assurance,
  };
}

async function reads(principal: Principal, id: string): Promise<boolean> {
  return asPrincipal(machine.database, principal, async (trx) => (await findVersion(trx, id, 1)) !== undefined);
}

test('what is AMBER goes out as a notice, is read after sign-in, and is behind no link', async () => {
  const { id } = await world.draft({ tlp: 'AMBER' });
  expect((await world.release(id)).body).toMatchObject({ told: 2 });
  const written = await messages();
  expect(written.length).toBeGreaterThan(1);
  for (const { label, isNotice, text } of written) {
    expect([label, isNotice]).toEqual(['AMBER', true]);
    expect(text).not.toContain('Meridiaan');
  }
  const shown = await world.call(await world.tokenOf(LINDEMARK), 'GET', `/api/warnings/${id}`);
  expect(shown.body.versions[0].texts.nl.title).toBe(TEXTS.nl.title);
  const page = await world.call(undefined, 'GET', await world.linkOf(id, 'Piket Lindemark'));
  expect(page.status).toBe(200);
  expect(page.text).toContain(`href="/home/${id}?for=${world.ids[LINDEMARK]}"`);
  expect(page.text).not.toMatch(/Meridiaan|6\.2\.9|lek wordt/);
  expect(await reads(await personOf(LINDEMARK, null, 'email'), id)).toBe(false);
  expect(await reads(await personOf(LINDEMARK, null, 'passkey'), id)).toBe(true);
});

test('through the link of what is AMBER somebody says that it was seen, and nothing that one has to have read it for', async () => {
  const { id } = await world.draft({ tlp: 'AMBER' });
  await world.release(id);
  const link = await world.linkOf(id, 'Piket Lindemark');
  for (const answer of ['not-affected', 'fixed', 'risk-accepted', 'worked-around']) {
    const refused = await world.call(
      undefined,
      'POST',
      link,
      { answer, answeredAs: 'Piet', why: 'Wij hebben dit niet', until: '2030-01-01' },
      FORM,
    );
    expect([answer, refused.status]).toEqual([answer, 422]);
    expect(refused.text).toContain('Log eerst in');
  }
  expect((await world.call(undefined, 'POST', link, { answer: 'working', answeredAs: 'Piet' }, FORM)).status).toBe(303);
  const page = (await world.call(undefined, 'GET', link)).text;
  expect(page).toContain('Ingevuld door Piet');
  await workJobs(machine, 'tell-of-answer', tellOfAnswer);
  for (const { text } of await messages()) expect(text).not.toContain('Meridiaan');
  const acknowledgementId = /name="acknowledgementId" value="([^"]+)"/.exec(page)?.[1] ?? '';
  expect((await world.call(undefined, 'POST', `${link}/undo`, { acknowledgementId, answeredAs: 'Ciska' }, FORM)).status).toBe(303);
});

test('an IT provider hears of what is AMBER where the sender ticked it, which is so unless somebody says otherwise', async () => {
  const practice = (role: string) =>
    world.rows('update forewarn.contacts set removed_at = $2 where name = $1', [role, machine.clock.now()]);
  await practice('Petra Praktijk');
  const ticked = await world.draft({ tlp: 'AMBER' });
  expect(await preview(ticked.id)).toMatchObject({ sharedWithItProvider: true });
  await world.release(ticked.id);
  expect(await toldContacts()).toContain('Kwartel ICT');
  for (const table of ['deliveries', 'messages', 'warnings', 'matters']) await world.rows(`delete from forewarn.${table}`);
  const { id } = await world.draft({ tlp: 'AMBER', sharedWithItProvider: false });
  const shown = await preview(id);
  expect(shown.unreachable).toEqual([expect.objectContaining({ institution: ELZENBOCHT, because: 'label' })]);
  expect(shown.readers.find(({ who }: { who: string }) => who === 'it-provider').sees).toBe('nothing');
  await world.release(id);
  expect(await toldContacts()).not.toContain('Kwartel ICT');
  await world.rows('update forewarn.contacts set removed_at = null where name = $1', ['Petra Praktijk']);
});

test('a provider that acts for an institution reads what is AMBER where it is ticked, and the database keeps the rest from it', async () => {
  const providerId = newId(machine.clock.now());
  await world.rows(`insert into forewarn.providers (id, name, added_at) values ($1, 'Kwartel ICT', $2)`, [providerId, machine.clock.now()]);
  await world.rows(
    `insert into forewarn.provider_consents (id, provider_id, institution_id, scopes, given_at, given_by) values ($1, $2, $3, '{read}', $4, 'Petra')`,
    [newId(machine.clock.now()), providerId, world.ids[ELZENBOCHT], machine.clock.now()],
  );
  const provider: Principal = {
    kind: 'institution',
    name: 'Kwartel ICT',
    institutionId: idOf<'Institution'>(world.ids[ELZENBOCHT] ?? ''),
    onBehalf: { providerId: idOf<'Provider'>(providerId), scopes: ['read'] },
    assurance: 'passkey',
  };
  for (const sharedWithItProvider of [true, false]) {
    const { id } = await world.draft({ tlp: 'AMBER', sharedWithItProvider });
    await world.release(id);
    expect(await reads(provider, id)).toBe(sharedWithItProvider);
    const knows = await asPrincipal(machine.database, provider, async (trx) => (await findWarning(trx, id)) !== undefined);
    expect(knows).toBe(sharedWithItProvider);
    for (const table of ['deliveries', 'messages', 'warnings', 'matters']) await world.rows(`delete from forewarn.${table}`);
  }
});

test('what is RED goes to the persons that it names and is read by them alone', async () => {
  const { id } = await world.draft({ tlp: 'RED', audience: audience([ciska]) });
  expect((await world.release(id)).body).toMatchObject({ told: 1, stayedSilent: 1 });
  expect(await toldContacts()).toEqual(['Ciska de Ciso']);
  expect(await reads(await personOf(LINDEMARK, ciska, 'passkey'), id)).toBe(true);
  expect(await reads(await personOf(LINDEMARK, ciska, 'email'), id)).toBe(false);
  expect(await reads(await personOf(LINDEMARK, piket, 'passkey'), id)).toBe(false);
  expect(await reads(await personOf(ELZENBOCHT, null, 'passkey'), id)).toBe(false);
  // A colleague, and a program of the institution, do not learn that there is one.
  const token = await world.tokenOf(LINDEMARK);
  expect((await world.call(token, 'GET', `/api/warnings/${id}`)).status).toBe(404);
  expect((await world.call(token, 'GET', '/api/warnings')).body.warnings).toEqual([]);
  const page = await world.call(undefined, 'GET', await world.linkOf(id, 'Ciska de Ciso'));
  expect(page.text).toContain('TLP:RED');
  expect(page.text).not.toMatch(/Meridiaan|forwarded/);
});

test('the next version of what is AMBER or RED is so too, to the same persons, unless somebody says otherwise', async () => {
  for (const [tlp, persons] of [
    ['AMBER', undefined],
    ['RED', [ciska]],
  ] as const) {
    const { id } = await world.draft({
      tlp,
      sharedWithItProvider: false,
      ...(persons === undefined ? {} : { audience: audience(persons) }),
    });
    await world.release(id);
    const texts = { nl: { ...TEXTS.nl, whatChanged: 'Er is een update.' } };
    const drafted = await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, { kind: 'update', urgency: 'this-week', texts });
    expect(drafted.body.versions[0]).toMatchObject({ version: 2, tlp, sharedWithItProvider: false });
    expect(drafted.body.versions[0].audience.persons).toEqual(persons);
    for (const table of ['deliveries', 'messages', 'warnings', 'matters']) await world.rows(`delete from forewarn.${table}`);
  }
});

test('a withdrawal of what is AMBER is a notice too, and of what is RED is heard by the persons who were told', async () => {
  const { id } = await world.draft({ tlp: 'RED', audience: audience([ciska]) });
  await world.release(id);
  await world.rows(`update forewarn.deliveries set state = 'sent', ended_at = planned_at`);
  const withdrawn = await world.call(world.cert, 'POST', `/api/warnings/${id}/withdraw`, {
    because: { nl: 'Meridiaan EPD is toch niet lek.' },
  });
  expect(withdrawn.body).toMatchObject({ told: 1 });
  expect(new Set(await toldContacts())).toEqual(new Set(['Ciska de Ciso']));
  for (const { text } of await messages()) expect(text).not.toContain('Meridiaan');
});

test('what is RED is released to nobody who is no person by name, and the preview says who that is', async () => {
  const { id } = await world.draft({ tlp: 'RED' });
  expect((await world.release(id)).body.code).toBe('red-without-persons');
  await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { audience: audience([ciska, piket, newId(machine.clock.now())]) });
  const shown = await preview(id);
  expect(shown.mayRelease).toBe(false);
  expect(shown.notPersons.map(({ because }: { because: string }) => because)).toEqual(['no-person', 'no-such']);
  expect((await world.release(id)).body).toMatchObject({ code: 'red-to-group' });
  expect(await messages()).toEqual([]);
});

test('the database refuses RED without persons, and a word of it to anybody whom it does not name', async () => {
  const { id } = await world.draft({ tlp: 'RED', audience: audience([ciska]) });
  await world.release(id);
  await expect(
    world.rows(`update forewarn.warning_versions set audience = audience - 'persons' where warning_id = $1`, [id]),
  ).rejects.toThrow(/red_names_persons/);
  const plan = (contactId: string, channel: string) =>
    world.rows(
      `insert into forewarn.deliveries (id, message_key, thread, institution_id, contact_id, channel, address, next_attempt_at, planned_at)
       select $1, m.key, m.thread, m.institution_id, $2, $3, 'x', $4, $4 from forewarn.messages m limit 1`,
      [newId(machine.clock.now()), contactId, channel, machine.clock.now()],
    );
  await expect(plan(piket, 'email')).rejects.toThrow(/goes to the persons/);
  await expect(plan(ciska, 'webhook')).rejects.toThrow(/goes to the persons/);
});

test('under embargo nothing is released, by hand or by a matter’s; the database refuses too', async () => {
  const { id } = await world.draft({ embargoUntil: '2999-01-01T00:00:00Z' });
  expect(await preview(id)).toMatchObject({
    mayRelease: false,
    problems: [{ code: 'under-embargo' }],
    embargoUntil: '2999-01-01T00:00:00.000Z',
  });
  expect((await preview(id)).readers.every(({ sees, who }: { sees: string; who: string }) => sees === 'nothing' || who === 'cert')).toBe(
    true,
  );
  expect((await world.release(id)).body.code).toBe('under-embargo');
  await expect(
    world.rows(`update forewarn.warning_versions set state = 'released', released_at = $2 where warning_id = $1`, [
      id,
      machine.clock.now(),
    ]),
  ).rejects.toThrow(/not_before_its_embargo/);
  expect((await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { embargoUntil: 'morgen' })).status).toBe(422);
  await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { embargoUntil: '' });
  await world.rows(`update forewarn.matters set embargo_until = '2999-01-01'`);
  expect((await world.release(id)).body.code).toBe('under-embargo');
  await expect(
    world.rows(`update forewarn.warning_versions set state = 'released', released_at = $2 where warning_id = $1`, [
      id,
      machine.clock.now(),
    ]),
  ).rejects.toThrow(/under embargo/);
  await world.rows('update forewarn.matters set embargo_until = null');
  expect((await world.release(id)).body).toMatchObject({ told: 2 });
});

const hour = (seconds: number) => new Date(Date.parse(machine.clock.now()) + seconds * 1000).toISOString();
const planAt = (id: string, body: object) =>
  world.call(world.cert, 'PUT', `/api/warnings/${id}/planned-release`, { alone: { because: 'Eén analist.' }, ...body });
/** As if the hour had come. */
const comes = () => world.rows(`update forewarn.warning_versions set release_at = $1 where release_at is not null`, [machine.clock.now()]);

test('a draft goes out at its hour and not before, as planned by whom; a second run changes nothing', async () => {
  const { id } = await world.draft();
  const planned = await planAt(id, { at: hour(3600), previewDigest: (await preview(id)).digest });
  expect(planned.body.versions[0].plannedRelease).toMatchObject({ by: 'A. Analist' });
  await releasePlanned(machine, { warningId: id, version: 1 });
  expect(await messages()).toEqual([]);
  await comes();
  for (let run = 0; run < 2; run++) await releasePlanned(machine, { warningId: id, version: 1 });
  const shown = (await world.call(world.cert, 'GET', `/api/warnings/${id}`)).body;
  expect(shown).toMatchObject({ state: 'open', releasedVersion: 1 });
  expect(shown.versions[0].releasedBy).toBe('A. Analist');
  expect(await world.rows(`select kind from forewarn.notices where kind like 'release-%'`)).toEqual([]);
});

test('at its hour it goes to whom it concerns then, and the CERT is told what is different from the preview', async () => {
  const { id } = await world.draft();
  await planAt(id, { at: hour(60), previewDigest: (await preview(id)).digest });
  await world.unmatch(ELZENBOCHT);
  await comes();
  await releasePlanned(machine, { warningId: id, version: 1 });
  expect((await toldContacts()).length).toBeGreaterThan(0);
  const [notice] = await world.rows(`select text from forewarn.notices where kind = 'release-differs'`);
  expect(notice.text).toContain('who hears of it');
  await world.match(ELZENBOCHT);
});

test('what may not go out any more does not go out at its hour, and the CERT is told why', async () => {
  const { id } = await world.draft();
  await planAt(id, { at: hour(60) });
  await world.rows(`update forewarn.matters set embargo_until = '2999-01-01'`);
  await comes();
  await releasePlanned(machine, { warningId: id, version: 1 });
  expect(await messages()).toEqual([]);
  const [notice] = await world.rows(`select text from forewarn.notices where kind = 'release-not-made'`);
  expect(notice.text).toContain('under embargo');
});

test('a plan ends when somebody cancels it or changes the draft, and none is made for an hour that is past or under embargo', async () => {
  const { id } = await world.draft({ embargoUntil: hour(7200) });
  expect((await planAt(id, { at: hour(-1) })).body.code).toBe('hour-past');
  expect((await planAt(id, { at: hour(3600) })).body.code).toBe('under-embargo');
  expect((await planAt(id, { at: 'straks' })).status).toBe(422);
  expect((await planAt(id, { at: hour(7201), previewDigest: 'a.b.c' })).body.code).toBe('preview-outdated');
  expect((await planAt(id, { at: hour(7201) })).status).toBe(200);
  const cancel = () => world.call(world.cert, 'DELETE', `/api/warnings/${id}/planned-release`);
  expect((await cancel()).status).toBe(200);
  expect((await cancel()).body.code).toBe('not-planned');
  await planAt(id, { at: hour(7201) });
  await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { urgency: 'this-week' });
  expect((await preview(id)).plannedRelease).toBeUndefined();
  await world.rows(`update forewarn.warning_versions set embargo_until = null`);
  await releasePlanned(machine, { warningId: id, version: 1 });
  expect(await messages()).toEqual([]);
});
