import { CERTAINTIES } from '@forewarn/core/matching/match.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { acceptInventory } from '../inventories/accept-inventory.ts';
import { loadKeysOf } from '../inventories/product-keys.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, TEXTS, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { raiseWarnings } from './raise-warnings.ts';
import { recordTelling } from './record-telling.ts';
import { releaseRest } from './release-rest.ts';
import { tellRest } from './tell-rest.ts';

let machine: TestMachine;
let world: ExampleMatter;
let id: string;

const PRACTICES = 9;
const SYSTEM = { kind: 'system', name: 'test' } as const;

/** Nine practices are concerned by their sector; a release decides on the first and tells it, and the job does the others two by two. */
beforeEach(async () => {
  machine = await testMachine({ FOREWARN_DECIDE_AT_ONCE: '2', FOREWARN_TELL_AT_ONCE: '2' });
  world = await exampleMatter(machine);
  await world.rows(`update forewarn.institutions set sector = 'hospital'`);
  await world.rows(
    `insert into forewarn.institutions (id, name, sector, joined_at)
     select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Praktijk ' || n, 'ggz-small', now() from generate_series(1, $1) as n`,
    [PRACTICES],
  );
  await world.rows(
    `insert into forewarn.contacts (id, institution_id, name, role, email)
     select gen_random_uuid(), id, 'Piket ' || name, '24-7', replace(lower(name), ' ', '-') || '@leden.example' from forewarn.institutions where sector = 'ggz-small'`,
  );
  id = await drafted();
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

async function drafted(content: object = {}): Promise<string> {
  const matter = { title: 'Lek in Meridiaan EPD', source: 'telefoon', scope: { sectors: ['ggz-small'] } };
  const { status, body, text } = await world.call(world.cert, 'POST', '/api/warnings', {
    matter,
    urgency: 'act-now',
    texts: TEXTS,
    ...content,
  });
  expect(status, text).toBe(200);
  return body.id;
}

const preview = async (query = '') => (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview${query}`)).body;
const rest = () => workJobs(machine, 'release-rest', releaseRest);
const resume = (version = 1) => releaseRest(machine, { warningId: id, version });
const names = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => `Praktijk ${from + place}`);
const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** What is planned and not cancelled, by institution's name, each with how often. */
async function planned(version: number): Promise<readonly string[]> {
  const found = await world.rows(
    `select i.name from forewarn.deliveries d join forewarn.institutions i on i.id = d.institution_id
     where d.message_key like $1 and d.state = 'planned' order by i.id`,
    [`${id}/${version}/%`],
  );
  return found.map((row) => row.name);
}
const decided = async (version: number) =>
  (await world.rows('select 1 from forewarn.concerned_institutions where warning_id = $1 and version = $2', [id, version])).length;
const notices = (kind: string) => world.rows('select text from forewarn.notices where kind = $1 and resolved_at is null', [kind]);
const completed = () => world.rows(`select details from forewarn.audit_log where action = 'release-completed' and subject = $1`, [id]);

async function update(content: object = {}): Promise<void> {
  const texts = { nl: { ...TEXTS.nl, whatChanged: 'Er is een andere update.', actions: [{ text: 'Zet Meridiaan EPD uit.' }] } };
  const answer = await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, {
    kind: 'update',
    urgency: 'act-now',
    texts,
    ...content,
  });
  expect(answer.status, answer.text).toBe(200);
  machine.setNow('2026-11-23T09:01:00Z');
}

test('the release decides on the first and tells it; the job decides on the others and tells everybody once, as previewed', async () => {
  const seen = await preview();
  expect(seen.counts).toMatchObject({ told: PRACTICES, messages: PRACTICES, byDecision: { warn: PRACTICES } });
  const { status, body } = await world.release(id, { previewDigest: seen.digest });
  expect(status).toBe(200);
  expect(body).toMatchObject({ told: 1, deliveries: 1, isUnderway: true });
  expect(await planned(1)).toEqual(['Praktijk 1']);
  expect(await decided(1)).toBe(1);
  expect((await world.release(id, { version: 1 })).body).toMatchObject({ told: 1, isUnderway: true });
  const shown = async () => (await world.call(world.cert, 'GET', `/api/warnings/${id}`)).body;
  expect(await shown()).toMatchObject({ releasedVersion: 1, isUnderway: true });

  expect(await rest()).toBe(1);
  expect(await planned(1)).toEqual(names(1, PRACTICES));
  expect(await world.rows('select 1 from forewarn.follow_ups where warning_id = $1', [id])).toHaveLength(PRACTICES);
  const { body: again } = await world.release(id, { version: 1 });
  expect(again).toMatchObject({ told: PRACTICES, deliveries: PRACTICES, unreachable: 0 });
  expect(again.isUnderway).toBeUndefined();
  expect((await shown()).isUnderway).toBeUndefined();
  expect((await completed()).map(({ details }) => details)).toMatchObject([{ version: 1, told: PRACTICES, deliveries: PRACTICES }]);
  expect(await notices('release-differs')).toEqual([]);
  expect(await world.rows(`select 1 from graphile_worker.jobs where task_identifier = 'record-telling'`)).toHaveLength(1);
});

test.each([1, 2, 4])('one that dies before its part %i is written goes on there, and tells nobody twice', async (parts) => {
  await world.release(id);
  await world.rows(`create function forewarn.die() returns trigger language plpgsql as $$ begin raise exception 'dead'; end $$`);
  // The part that moves on to this institution is never written.
  await world.rows(
    `create trigger die before update on forewarn.warning_versions for each row when (new.undecided_after >= '${idOf(1 + 2 * parts)}') execute function forewarn.die()`,
  );
  await expect(resume()).rejects.toThrow('dead');
  expect(await planned(1)).toEqual(names(1, 1 + 2 * (parts - 1)));
  const before = await world.rows('select id, planned_at from forewarn.deliveries order by id');
  await world.rows('drop trigger die on forewarn.warning_versions');
  machine.setNow('2026-11-23T09:02:00Z');
  await resume();
  expect(await planned(1)).toEqual(names(1, PRACTICES));
  expect((await world.rows('select id, planned_at from forewarn.deliveries order by id')).slice(0, before.length)).toEqual(before);
  await resume();
  expect(await planned(1)).toEqual(names(1, PRACTICES));
  expect(await completed()).toHaveLength(1);
});

test('who joins after the release is not of its audience; who leaves before its turn is not told; who moves is told at the new address', async () => {
  await world.release(id, { previewDigest: (await preview()).digest });
  const bare = { locations: [], networks: [], domains: [] };
  const contact = { name: 'Nel Nieuw', role: 'practice-manager', email: 'nel@nieuw.example', order: 1, language: 'nl' } as const;
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [
    { ...bare, name: 'Praktijk Nieuw', sector: 'ggz-small', contacts: [contact] },
  ]);
  await world.rows('update forewarn.institutions set left_at = now() where id = $1', [idOf(7)]);
  await world.rows(`update forewarn.contacts set email = 'elders@leden.example' where institution_id = $1`, [idOf(8)]);
  await rest();
  expect(await planned(1)).toEqual(names(1, PRACTICES).filter((name) => name !== 'Praktijk 7'));
  expect(await world.rows('select address from forewarn.deliveries where institution_id = $1', [idOf(8)])).toEqual([
    { address: 'elders@leden.example' },
  ]);
  expect((await notices('release-differs'))[0]?.['text']).toContain('who hears of it');
});

test('who sends its inventory while others are decided on is decided on by what it holds now', async () => {
  const item = { key: 'agenda', supplier: 'Zandloper Software', product: 'Zandloper Agenda', exposure: 'unknown' } as const;
  const keysOf = await loadKeysOf(machine);
  for (const n of [1, 2, 8])
    await acceptInventory(machine, SYSTEM, { institutionId: idOf(n), inventory: 'lijst', items: [item], receivedFrom: 'test' }, keysOf);
  const matter = { title: 'Lek in Zandloper Agenda', source: 'telefoon', scope: { suppliers: ['Zandloper Software'] } };
  id = await drafted({ matter });
  await world.release(id);
  machine.setNow('2026-11-23T09:30:00Z');
  // As the second part is written, the eighth sends the same line with another version, and the ninth its first list.
  await world.rows(`create function forewarn.send() returns trigger language plpgsql as $$ begin
    insert into forewarn.inventories (id, institution_id, name) values (gen_random_uuid(), '${idOf(9)}', 'lijst');
    update forewarn.inventory_items set last_snapshot = 1 where institution_id = '${idOf(8)}';
    insert into forewarn.inventory_snapshots (id, inventory_id, institution_id, sequence, received_at, content_sha256, item_count, added, changed, removed, received_from)
      select gen_random_uuid(), v.id, v.institution_id, coalesce((select max(s.sequence) from forewarn.inventory_snapshots s where s.inventory_id = v.id), 0) + 1,
        '2026-11-23T09:30:00Z', '', 1, 1, 0, 0, 'test' from forewarn.inventories v where v.institution_id in ('${idOf(8)}', '${idOf(9)}');
    insert into forewarn.inventory_items (institution_id, inventory_id, key, supplier, product, version, exposure, key_set_id, version_from, version_to, checked_at, first_snapshot)
      select v.institution_id, v.id, t.key, t.supplier, t.product, '2', t.exposure, t.key_set_id, t.version_from, t.version_to, t.checked_at, 2
      from forewarn.inventories v, forewarn.inventory_items t where v.institution_id in ('${idOf(8)}', '${idOf(9)}') and t.institution_id = '${idOf(1)}';
    return new; end $$`);
  await world.rows(
    `create trigger send after update on forewarn.warning_versions for each row when (new.undecided_after = '${idOf(5)}') execute function forewarn.send()`,
  );
  await rest();
  expect(await planned(1)).toEqual(['Praktijk 1', 'Praktijk 2', 'Praktijk 8', 'Praktijk 9']);
  const reasons = await world.rows(
    `select reasons -> 0 -> 'item' ->> 'version' as version from forewarn.concerned_institutions where warning_id = $1 and institution_id = any($2) order by institution_id`,
    [id, [8, 9].map(idOf)],
  );
  expect(reasons).toEqual([{ version: '2' }, { version: '2' }]);
});

test('of many, another draft than was previewed is refused, and another audience is told and the CERT hears of it', async () => {
  const { digest } = await preview();
  await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { texts: { nl: { ...TEXTS.nl, summary: 'Anders.' } } });
  expect(await world.release(id, { previewDigest: digest })).toMatchObject({ status: 409, body: { code: 'preview-outdated' } });
  const seen = await preview();
  await world.rows('update forewarn.institutions set left_at = now() where id = $1', [idOf(9)]);
  expect((await world.release(id, { previewDigest: seen.digest })).status).toBe(200);
  expect(await notices('release-differs')).toEqual([]);
  await rest();
  expect(await planned(1)).toEqual(names(1, 8));
  expect((await notices('release-differs'))[0]?.['text']).toContain('who hears of it');
});

test('of many, what was previewed of a matter that concerns others by now is refused', async () => {
  const seen = await preview();
  await world.rows(`update forewarn.matters set scope = jsonb_set(scope, '{sectors}', '["ggz-small", "hospital"]')`);
  expect((await world.release(id, { previewDigest: seen.digest })).body.code).toBe('preview-outdated');
  expect((await world.release(id, { previewDigest: (await preview()).digest })).body).toMatchObject({ isUnderway: true });
});

test('whom a version did not decide on before the next one came hears that one alone', async () => {
  await world.release(id);
  await update();
  expect((await world.release(id)).body).toMatchObject({ version: 2, isUnderway: true });
  await resume(1);
  expect(await planned(1)).toEqual([]);
  await resume(2);
  expect(await planned(2)).toEqual(names(1, PRACTICES));
  expect(await planned(1)).toEqual([]);
  expect(await world.rows('select distinct institution_id from forewarn.messages where key like $1', [`${id}/1/%`])).toHaveLength(1);
  expect(await world.rows('select distinct version from forewarn.follow_ups where warning_id = $1', [id])).toEqual([{ version: 2 }]);
});

test('whom an earlier version still had to tell waits until the next one has decided on all, and hears it where that leaves it in peace', async () => {
  await releasedToAll();
  const other = { excluded: [2, 5].map((n) => ({ institutionId: idOf(n), because: 'test' })), certainties: CERTAINTIES };
  await update({ texts: { nl: { ...TEXTS.nl, whatChanged: 'Niets dat u moet doen.' } }, audience: other });
  expect((await world.release(id, { evenIfNobody: true })).body).toMatchObject({ version: 2, isUnderway: true });
  const earlier = () => tellRest(machine, { warningId: id, version: 1 });
  await earlier();
  expect(await planned(1)).toEqual(['Praktijk 1']); // the next version has not decided yet
  await resume(2);
  expect(await workJobs(machine, 'tell-rest', tellRest)).toBe(1);
  expect((await planned(1)).toSorted()).toEqual(names(1, PRACTICES));
  expect(await planned(2)).toEqual([]);
});

/** All of them are decided on by the release itself, and told. */
async function releasedToAll(): Promise<void> {
  const { decideAtOnceMax } = machine.config;
  Object.assign(machine.config, { decideAtOnceMax: 100 });
  expect((await world.release(id)).body).toMatchObject({ told: PRACTICES });
  Object.assign(machine.config, { decideAtOnceMax });
}
const CORRECTED = { ...TEXTS.nl, summary: 'Het lek zit in een ander onderdeel.', whatChanged: 'Wij hadden het mis.' };

test('whom a correction did not get to before the next version came hears of it by that one', async () => {
  await releasedToAll();
  await workJobs(machine, 'tell-rest', tellRest);
  await update({ kind: 'correction', texts: { nl: CORRECTED } });
  expect((await world.release(id)).body).toMatchObject({ version: 2, isUnderway: true });
  await update({ texts: { nl: { ...CORRECTED, technical: 'Een kenmerk erbij.' } } });
  expect((await world.release(id)).body).toMatchObject({ version: 3, isUnderway: true });
  await resume(2);
  await resume(3);
  expect(await planned(1)).toEqual([]);
  expect(await planned(2)).toEqual(['Praktijk 1']);
  expect(await planned(3)).toEqual(names(2, PRACTICES));
});

test('what a correction says is wrong is not told any more, also not to whom the correction leaves in peace', async () => {
  await releasedToAll();
  const excluded = [{ institutionId: idOf(4), because: 'test' }];
  await update({ kind: 'correction', texts: { nl: CORRECTED }, audience: { certainties: CERTAINTIES, excluded } });
  expect((await world.release(id)).body).toMatchObject({ version: 2, isUnderway: true });
  await resume(2);
  await workJobs(machine, 'tell-rest', tellRest);
  expect(await planned(1)).toEqual([]);
  expect(await planned(2)).toEqual(names(1, PRACTICES).filter((name) => name !== 'Praktijk 4'));
});

test('whom the first version still had to tell hears it too where the second was ended by a third before it had decided on all', async () => {
  await releasedToAll();
  await update({ texts: { nl: { ...TEXTS.nl, whatChanged: 'Niets dat u moet doen.' } } });
  expect((await world.release(id, { evenIfNobody: true })).body).toMatchObject({ version: 2, isUnderway: true });
  Object.assign(machine.config, { decideAtOnceMax: 100 });
  await update({ texts: { nl: { ...TEXTS.nl, whatChanged: 'Nog niets.' } } });
  await world.release(id, { evenIfNobody: true });
  await resume(2);
  await workJobs(machine, 'tell-rest', tellRest);
  expect((await planned(1)).toSorted()).toEqual(names(1, PRACTICES));
});

test('a withdrawal before the turn of the others stops it: they hear nothing, and who was told hears the withdrawal alone', async () => {
  await world.release(id);
  machine.setNow('2026-11-23T09:01:00Z');
  const { body } = await world.call(world.cert, 'POST', `/api/warnings/${id}/withdraw`, { because: { nl: 'Het was een vergissing.' } });
  expect(body).toMatchObject({ version: 2, cancelled: 1, told: 1, isUnderway: true });
  await resume(1);
  await resume(2);
  await resume(1);
  expect(await planned(1)).toEqual([]);
  expect(await planned(2)).toEqual(['Praktijk 1']);
  expect(await decided(2)).toBe(PRACTICES);
  expect(await world.rows('select 1 from forewarn.follow_ups where warning_id = $1 and ended_at is null', [id])).toEqual([]);
});

test('a warning that is closed before the turn of the others says no more', async () => {
  await world.release(id);
  expect((await world.call(world.cert, 'POST', `/api/warnings/${id}/close`, {})).status).toBe(200);
  await rest();
  expect(await planned(1)).toEqual([]);
  expect(await decided(1)).toBe(1);
  expect((await completed())[0].details).toMatchObject({ ended: true });
});

test('one for whom nothing can be planned holds up nobody of its part: it is decided on, the CERT telephones, and it is tried again', async () => {
  await world.release(id);
  await world.rows(
    `create function forewarn.refuse_one() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$`,
  );
  await world.rows(
    `create trigger refuse_one before insert on forewarn.messages for each row when (new.key like '%/${idOf(7)}/%') execute function forewarn.refuse_one()`,
  );
  await expect(resume()).rejects.toThrow('not this one');
  expect(await decided(1)).toBe(PRACTICES);
  expect(await planned(1)).toEqual(names(1, PRACTICES).filter((name) => name !== 'Praktijk 7'));
  expect((await notices('telling-stuck'))[0]?.['text']).toContain('Praktijk 7');
  expect(await notices('institutions-unreachable')).toEqual([]);
  const inTrail = async () => {
    await workJobs(machine, 'record-telling', recordTelling);
    await world.rows(
      `select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs where task_identifier = 'record-telling'`,
    );
    return world.rows(`select 1 from forewarn.audit_log where action = 'institution-told' and subject = $1`, [`${id}/${idOf(7)}`]);
  };
  expect(await inTrail()).toEqual([]);
  await world.rows('drop trigger refuse_one on forewarn.messages');
  await resume();
  expect(await inTrail()).toHaveLength(1);
  expect((await planned(1)).toSorted()).toEqual(names(1, PRACTICES));
  expect(await notices('telling-stuck')).toEqual([]);
});

test('whom no door reaches is counted over all parts, and the CERT hears of it at the end', async () => {
  await world.rows('update forewarn.contacts set removed_at = now() where institution_id = any($1::uuid[])', [[idOf(2), idOf(8)]]);
  expect((await preview()).counts.unreachable).toBe(2);
  await world.release(id);
  await rest();
  expect((await world.release(id, { version: 1 })).body.unreachable).toBe(2);
  const [notice] = await notices('institutions-unreachable');
  expect(notice?.['text']).toContain('Praktijk 2');
  expect(notice?.['text']).toContain('Praktijk 8');
});

test('an audience of which nobody is among the first is told; where nobody hears at all it is refused', async () => {
  const excluded = names(1, PRACTICES).map((_, place) => ({ institutionId: idOf(place + 1), because: 'test' }));
  const leaveOut = (audience: object) => world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { audience });
  const certainties = CERTAINTIES;
  await leaveOut({ certainties, excluded });
  expect((await world.release(id)).body.code).toBe('nobody-concerned');
  await leaveOut({ certainties, excluded: excluded.slice(0, 8) });
  expect((await world.release(id)).body).toMatchObject({ told: 0, isUnderway: true });
  await rest();
  expect(await planned(1)).toEqual(['Praktijk 9']);
});

test('nothing new is drafted of a warning that still decides on some: it is looked at again', async () => {
  const { advisoryId } = world;
  const jobs = () => world.rows(`select 1 from graphile_worker.jobs where key = $1`, [`raise-warnings-later:${advisoryId}`]);
  expect(await jobs()).toEqual([]);
  const matter = { title: 'Lek', source: 'PSIRT', advisoryIds: [advisoryId], scope: { sectors: ['ggz-small'] } };
  id = (await world.call(world.cert, 'POST', '/api/warnings', { matter, urgency: 'act-now', texts: TEXTS })).body.id;
  await world.release(id);
  await raiseWarnings(machine, { advisoryId });
  expect(await jobs()).toHaveLength(1);
  expect(await world.rows(`select 1 from forewarn.warning_versions where warning_id = $1 and state = 'draft'`, [id])).toEqual([]);
});

test('a preview lists the first who hear and the first who do not, counts all, and lists page by page', async () => {
  const excluded = [3, 4, 5].map((n) => ({ institutionId: idOf(n), because: 'test' }));
  await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { audience: { certainties: CERTAINTIES, excluded } });
  const named = (rows: readonly { institution: string }[]) => rows.map(({ institution }) => institution);
  const whole = await preview();
  const short = await preview('?limit=2');
  expect(named(short.institutions)).toEqual([...names(1, 2), ...names(3, 4)]);
  expect(short.unlisted).toBe(5);
  expect([whole.unlisted, whole.institutions.length]).toEqual([undefined, PRACTICES]);
  expect({ ...short, institutions: [], unlisted: undefined }).toEqual({ ...whole, institutions: [], unlisted: undefined });

  const list = async (query: string) => (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview/institutions?${query}`)).body;
  const pages: string[] = [];
  let next: string | undefined;
  do {
    const page = await list(`limit=4${next === undefined ? '' : `&after=${next}`}`);
    pages.push(...named(page.institutions));
    ({ next } = page);
  } while (next !== undefined);
  expect(pages).toEqual(names(1, PRACTICES));
  expect(named((await list('name=praktijk%207')).institutions)).toEqual(['Praktijk 7']);
});

test('what is previewed is what is told, whoever is concerned, left out, unreachable or told at another hour, and however many a part holds', async () => {
  const one = fc.record({
    isMember: fc.boolean(),
    isOut: fc.boolean(),
    role: fc.constantFrom('24-7', 'ciso', 'practice-manager', 'it-provider'),
    hasContact: fc.boolean(),
    language: fc.constantFrom('nl', 'en'),
    isToRepair: fc.boolean(),
  });
  const audiences = fc.record({
    urgency: fc.constantFrom('act-now', 'this-week'),
    practices: fc.array(one, { minLength: PRACTICES, maxLength: PRACTICES }),
    atOnce: fc.integer({ min: 1, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(audiences, async ({ urgency, practices, atOnce }) => {
      for (const [place, { isMember, role, hasContact, language, isToRepair }] of practices.entries()) {
        await world.rows('update forewarn.institutions set sector = $2 where id = $1', [
          idOf(place + 1),
          isMember ? 'ggz-small' : 'hospital',
        ]);
        await world.rows(
          'update forewarn.contacts set role = $2, language = $3, removed_at = $4, to_repair = $5 where institution_id = $1',
          [idOf(place + 1), role, language, hasContact ? null : machine.clock.now(), isToRepair ? 'test' : null],
        );
      }
      const excluded = practices.flatMap(({ isOut }, place) => (isOut ? [{ institutionId: idOf(place + 1), because: 'test' }] : []));
      id = await drafted({ urgency, audience: { certainties: CERTAINTIES, excluded } });
      Object.assign(machine.config, { decideAtOnceMax: atOnce, tellAtOnceMax: atOnce });
      const seen = await preview();
      Object.assign(machine.config, { decideAtOnceMax: 100, tellAtOnceMax: 100 });
      expect((await preview()).digest).toBe(seen.digest);
      Object.assign(machine.config, { decideAtOnceMax: atOnce, tellAtOnceMax: atOnce });
      expect((await world.release(id, { previewDigest: seen.digest, evenIfNobody: true })).status).toBe(200);
      await resume();
      await tellRest(machine, { warningId: id, version: 1 });
      const told = await world.rows(
        `select i.name, d.channel from forewarn.deliveries d join forewarn.institutions i on i.id = d.institution_id where d.message_key like $1 order by 1, 2`,
        [`${id}/1/%`],
      );
      type Listed = { institution: string; contacts: { channels: string[] }[] };
      const previewed = seen.institutions.flatMap(({ institution, contacts }: Listed) =>
        contacts.flatMap(({ channels }) => channels.map((channel) => `${institution} ${channel}`)),
      );
      expect(told.map(({ name, channel }) => `${name} ${channel}`)).toEqual(previewed.toSorted());
      const kept = await world.rows(
        `select decision, count(*)::int as count from forewarn.concerned_institutions where warning_id = $1 group by decision`,
        [id],
      );
      expect(Object.fromEntries(kept.map(({ decision, count }) => [decision, count]))).toEqual(seen.counts.byDecision);
      const { body } = await world.release(id, { version: 1 });
      expect(body).toMatchObject({ told: seen.counts.told, deliveries: seen.counts.messages, unreachable: seen.counts.unreachable });
      expect(await notices('release-differs')).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 60_000);
