import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkToken } from '../sessions/link-token.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import {
  countRows,
  ELZENBOCHT,
  exampleMatter,
  FORM,
  LINDEMARK,
  RIETMARK,
  TEXTS,
  workJobs,
  type ExampleMatter,
} from './example-matter.test-support.ts';
import { tellOfAnswer } from './tell-of-answer.ts';

let machine: TestMachine;
let world: ExampleMatter;
let warningId: string;

beforeEach(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
  warningId = (await world.draft()).id;
  await world.release(warningId);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

const open = (path: string) => world.call(undefined, 'GET', path);
const answer = (path: string, form: Record<string, string>) => world.call(undefined, 'POST', path, form, FORM);
const concerned = async () => (await world.call(world.cert, 'GET', `/api/warnings/${warningId}/concerned`)).body;
const lineOf = async (name: string) => (await concerned()).institutions.find((one: { institution: string }) => one.institution === name);

test('the page opens with one sentence, why, and what to do; it needs no script, and no cache or referrer keeps its address', async () => {
  const page = await open(await world.linkOf(warningId, 'Petra Praktijk'));
  expect(page.status).toBe(200);
  expect(page.text).toContain('<h1>Er is 1 ding dat u moet doen</h1>');
  expect(page.text).toContain('U krijgt dit omdat u heeft opgegeven dat u Meridiaan EPD gebruikt');
  expect(page.text).toContain('Werk Meridiaan EPD bij.');
  expect(page.text).not.toMatch(/<script|6\.2\.9|Lindemark/);
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  expect(String(page.headers['content-security-policy'])).toContain("default-src 'none'");
});

test('opening a link never acts, however often a mail scanner opens it', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  await open(path); // that it was opened is noted, once an hour
  const before = await countRows(machine);
  for (const url of [path, `${path}?answer=fixed&answeredAs=x`, `${path}?done=answered`]) await open(url);
  expect((await world.call(undefined, 'HEAD', path)).status).toBeLessThan(500);
  expect(await countRows(machine)).toEqual(before);
  expect((await concerned()).counts).toMatchObject({ answered: 0 });
});

test('an answer through the link shows at once in the list of the CERT, as not confirmed', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  const done = await answer(path, {
    answer: 'forwarded',
    forwardedTo: 'Kwartel ICT',
    answeredAs: 'Petra, praktijkmanager',
    version: '1',
    why: '',
    until: '',
    remark: '',
  });
  expect(done.status).toBe(303);
  expect(done.headers['location']).toBe(`${path}?done=answered`);
  expect(await lineOf(ELZENBOCHT)).toMatchObject({
    standing: 'unconfirmed',
    followUp: false,
    acknowledgement: {
      answer: 'forwarded',
      forwardedTo: 'Kwartel ICT',
      answeredAs: 'Petra, praktijkmanager',
      through: 'link',
      confirmed: false,
    },
  });
  const page = await open(`${path}?done=answered`);
  expect(page.text).toContain('Dank u. Uw antwoord is binnen.');
  expect(page.text).toContain('Via de link, niet bevestigd.');
});

test('the same answer twice is one answer; another one replaces it and both are kept', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  const working = { answer: 'working', answeredAs: 'Petra', version: '1' };
  await answer(path, working);
  expect((await answer(path, working)).headers['location']).toBe(`${path}?done=unchanged`);
  machine.setNow('2026-11-23T09:01:00Z');
  await answer(path, { ...working, answer: 'fixed', abuseCheck: 'clean' });
  expect(await world.rows('select answer, abuse_check from forewarn.acknowledgements order by replaces nulls first')).toEqual([
    { answer: 'working', abuse_check: null },
    { answer: 'fixed', abuse_check: 'clean' },
  ]);
  expect(await lineOf(ELZENBOCHT)).toMatchObject({ acknowledgement: { answer: 'fixed' } });
});

test('how long a first answer took is counted for who watches, once, and not of whom it was', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  await world.rows(`update forewarn.deliveries set state = 'sent', ended_at = '2026-11-23T09:00:00Z'`);
  machine.setNow('2026-11-23T09:20:00Z');
  await answer(path, { answer: 'working', answeredAs: 'Petra', version: '1' });
  machine.setNow('2026-11-23T12:00:00Z');
  await answer(path, { answer: 'fixed', answeredAs: 'Petra', version: '1' });
  const counted = async () =>
    (await machine.metrics.text()).split('\n').filter((line) => line.startsWith('forewarn_time_to_answer_seconds_'));
  await expect.poll(async () => (await counted()).join('\n')).toContain('_count{'); // nobody's answer waits for it
  const lines = await counted();
  const urgency = /urgency="([a-z-]+)"/.exec(lines.join('\n'))?.[1] ?? '';
  expect(lines).toContain(`forewarn_time_to_answer_seconds_sum{urgency="${urgency}"} 1200`);
  expect(lines).toContain(`forewarn_time_to_answer_seconds_count{urgency="${urgency}"} 1`);
  expect(lines).toContain(`forewarn_time_to_answer_seconds_bucket{le="900",urgency="${urgency}"} 0`);
  expect(lines).toContain(`forewarn_time_to_answer_seconds_bucket{le="1800",urgency="${urgency}"} 1`);
  expect(lines.join('\n')).not.toMatch(/lindemark|elzenbocht|petra/i);
});

test('where several lines are concerned each can be answered apart', async () => {
  await world.rows(
    `insert into forewarn.inventory_items (institution_id, inventory_id, key, product, version, key_set_id, checked_at, first_snapshot)
     select institution_id, id, 'portaal 6.2.9', 'Bladwijzer', '6.2.9', forewarn.product_key_set('{}'), now(), 1 from forewarn.inventories where institution_id = $1`,
    [world.ids[ELZENBOCHT]],
  );
  await world.match(ELZENBOCHT);
  await world.call(world.cert, 'POST', `/api/warnings/${warningId}/correct`, {
    texts: { nl: { ...TEXTS.nl, whatChanged: 'Meer.' } },
    alone: { because: 'Nacht.' },
  });
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  const page = (await open(path)).text;
  const value = /<option value="([^"]+)"[^>]*>\s*Bladwijzer/.exec(page)?.[1] ?? '';
  expect(value).not.toBe('');
  expect(page).not.toContain('6.2.9');
  await answer(path, { answer: 'fixed', answeredAs: 'Petra', version: '2', item: value });
  expect(await lineOf(ELZENBOCHT)).toMatchObject({ standing: 'partly-answered', acknowledgement: { itemKey: 'portaal 6.2.9' } });
  expect((await answer(path, { answer: 'fixed', answeredAs: 'Petra', version: '2', item: 'x' })).status).toBe(422);
});

test('what is missing is said in words at its field, and what was filled in stays', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  const refused = await answer(path, { answer: 'not-affected', answeredAs: '', remark: 'Wij <b>denken</b> na', version: '1' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Vul in wie dit antwoord geeft.');
  expect(refused.text).toContain('Vul in waarom.');
  expect(refused.text).toContain('Wij &lt;b&gt;denken&lt;/b&gt; na');
  expect(refused.text).toMatch(/value="not-affected"[^>]*checked/);
  expect((await answer(path, { answeredAs: 'Petra' })).status).toBe(422);
  expect((await answer(path, { answer: 'hacked', answeredAs: 'Petra' })).status).toBe(422);
  expect((await concerned()).counts).toMatchObject({ answered: 0 });
});

test('on an act-now matter "not affected" through a link does not stop the follow-up until somebody known confirms it', async () => {
  const path = await world.linkOf(warningId, 'Ciska de Ciso');
  await answer(path, { answer: 'not-affected', why: 'Wij hebben dit niet', answeredAs: 'iemand', version: '1' });
  const before = await lineOf(LINDEMARK);
  expect(before).toMatchObject({ standing: 'unconfirmed', followUp: true });
  expect((await open(`${path}?done=answered`)).text).toContain('Wij vragen u daarom nog om een bevestiging.');
  const confirm = `/api/warnings/${warningId}/acknowledgements/${before.acknowledgement.id}/confirm`;
  expect((await world.call(await world.tokenOf(RIETMARK), 'POST', confirm, {})).status).toBe(404);
  expect((await world.call(await world.tokenOf(LINDEMARK), 'POST', confirm, {})).body).toMatchObject({ confirmed: true });
  expect(await lineOf(LINDEMARK)).toMatchObject({ standing: 'answered', followUp: false });
});

test('the other contacts hear who answered through a forwarded link, once, and can undo it with their own link', async () => {
  const forwarded = await world.linkOf(warningId, 'Ciska de Ciso');
  await answer(forwarded, { answer: 'fixed', answeredAs: 'Onbekende <i>beller</i>', version: '1' });
  expect(await workJobs(machine, 'tell-of-answer', tellOfAnswer)).toBe(1);
  await workJobs(machine, 'tell-of-answer', tellOfAnswer);
  const told = await world.rows(
    `select c.name, m.message ->> 'subject' as subject, m.message::text as message, d.link_id from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id
     join forewarn.messages m on m.key = d.message_key where d.message_key like 'answer/%' order by c.name`,
  );
  expect(told.map((one) => one.name)).toEqual(['Piket Lindemark', 'Sjors Systeem']);
  expect(told[0].subject).toContain('[Antwoord gegeven]');
  expect(told[0].message).toContain('Onbekende <i>beller</i> antwoordde: Opgelost.');

  // A later version takes the place of earlier ones, not of this.
  await world.call(world.cert, 'POST', `/api/warnings/${warningId}/correct`, {
    texts: { nl: { ...TEXTS.nl, whatChanged: 'Beter.' } },
    alone: { because: 'Nacht.' },
  });
  expect(await world.rows(`select distinct state from forewarn.deliveries where message_key like 'answer/%'`)).toEqual([
    { state: 'planned' },
  ]);

  const own = await world.linkOf(warningId, 'Sjors Systeem');
  const { acknowledgement } = await lineOf(LINDEMARK);
  expect((await open(own)).text).toContain('Onbekende &lt;i&gt;beller&lt;/i&gt;');
  expect((await answer(`${own}/undo`, { acknowledgementId: acknowledgement.id, answeredAs: '' })).status).toBe(409);
  expect((await answer(`${own}/undo`, { acknowledgementId: acknowledgement.id, answeredAs: 'Sjors' })).status).toBe(303);
  expect(await lineOf(LINDEMARK)).toMatchObject({ standing: 'silent' });
  expect((await open(own)).text).toContain('Ongedaan gemaakt door Sjors');
  await workJobs(machine, 'tell-of-answer', tellOfAnswer);
  expect(
    await world.rows(
      `select distinct c.name from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id where d.message_key like 'answer/%/undone/%' order by 1`,
    ),
  ).toEqual([{ name: 'Ciska de Ciso' }, { name: 'Piket Lindemark' }]);
});

test('a link undoes nothing of another institution, and nothing that somebody known confirmed', async () => {
  const given = await world.call(await world.tokenOf(LINDEMARK), 'POST', `/api/warnings/${warningId}/acknowledgements`, {
    answer: 'fixed',
  });
  for (const name of ['Petra Praktijk', 'Ciska de Ciso']) {
    const path = await world.linkOf(warningId, name);
    expect((await answer(`${path}/undo`, { acknowledgementId: given.body.id, answeredAs: 'x' })).status).toBe(409);
  }
  expect(await lineOf(LINDEMARK)).toMatchObject({ standing: 'answered' });
});

test('the database refuses what a link may not do, whoever forgets to check', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  await answer(path, { answer: 'working', answeredAs: 'Petra', version: '1' });
  const [contact] = await world.rows(`select id from forewarn.contacts where name = 'Petra Praktijk'`);
  const asLink = async (statement: string) => {
    const client = await machine.database.pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `select set_config('role', 'forewarn_app', true), set_config('app.principal_kind', 'link', true), set_config('app.institution_id', $1, true), set_config('app.contact_id', $2, true), set_config('app.warning_id', $3, true)`,
        [world.ids[ELZENBOCHT], contact.id, warningId],
      );
      return (await client.query(statement)).rowCount;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  await expect(asLink(`update forewarn.acknowledgements set confirmed = true, confirmed_by = 'x', confirmed_at = now()`)).rejects.toThrow(
    'confirms nothing',
  );
  await expect(asLink(`update forewarn.acknowledgements set answer = 'fixed'`)).rejects.toThrow('never changed');
  expect(await asLink(`select 1 from forewarn.concerned_institutions where institution_id <> '${world.ids[ELZENBOCHT]}'`)).toBe(0);
  expect(await asLink(`select 1 from forewarn.messages`)).toBe(1);
  expect(await asLink(`select 1 from forewarn.matters`)).toBe(0);
});

test('a forged link is unknown, an expired or revoked one is gone; each says so in words with the telephone number', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  const form = { answer: 'fixed', answeredAs: 'x', version: '1' };
  for (const forged of ['/a/x', `/a/${'A'.repeat(43)}`, `/a/${linkToken('0198f2a4-7c11-7abc-8def-0123456789ab', machine.linkSecret)}`]) {
    expect(await open(forged)).toMatchObject({ status: 404, text: expect.stringContaining('Deze link werkt niet.') });
    expect((await answer(forged, form)).status).toBe(404);
  }
  await world.call(world.cert, 'POST', `/api/warnings/${warningId}/revoke-links`, { institutionId: world.ids[ELZENBOCHT] });
  expect(await open(path)).toMatchObject({ status: 410, text: expect.stringContaining(machine.config.cert.phone) });
  expect((await answer(path, form)).status).toBe(410);
  const other = await world.linkOf(warningId, 'Ciska de Ciso');
  machine.setNow('2027-03-01T09:00:00Z');
  expect(await open(other)).toMatchObject({ status: 410, text: expect.stringContaining('verlopen') });
  expect((await answer(other, form)).status).toBe(410);
  expect(await world.rows('select 1 from forewarn.acknowledgements')).toEqual([]);
});

test('a contact whose link was revoked gets a new one with the next version', async () => {
  const old = await world.linkOf(warningId, 'Petra Praktijk');
  await world.call(world.cert, 'POST', `/api/warnings/${warningId}/revoke-links`, { institutionId: world.ids[ELZENBOCHT] });
  await world.call(world.cert, 'POST', `/api/warnings/${warningId}/correct`, {
    texts: { nl: { ...TEXTS.nl, whatChanged: 'Beter.' } },
    alone: { because: 'Nacht.' },
  });
  expect((await open(await world.linkOf(warningId, 'Petra Praktijk'))).status).toBe(200);
  expect((await open(old)).status).toBe(410);
});

test('a hostile name of an institution or of who answers stays text on every page', async () => {
  const hostile = `<img src=x onerror=alert(1)>"'`;
  await world.rows('update forewarn.institutions set name = $2 where id = $1', [world.ids[ELZENBOCHT], hostile]);
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  await answer(path, { answer: 'need-help', answeredAs: hostile, remark: hostile, version: '1' });
  const page = await open(path);
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('<img');
});

test('whoever tries one link too often is asked to wait; another link of the same address goes on', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  const statuses: number[] = [];
  for (let time = 0; time < 11; time += 1) statuses.push((await answer(path, { answer: 'fixed', answeredAs: '' })).status);
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 422));
  expect(statuses[10]).toBe(429);
  expect((await answer(path, {})).text).toContain('Wacht een minuut');
  expect((await answer(await world.linkOf(warningId, 'Ciska de Ciso'), { answer: 'working', answeredAs: 'Ciska' })).status).toBe(303);
});

test('a withdrawn warning says that there is nothing left to do and has no form', async () => {
  const path = await world.linkOf(warningId, 'Petra Praktijk');
  await world.call(world.cert, 'POST', `/api/warnings/${warningId}/withdraw`, { because: { nl: 'Het lek bleek niet te bestaan.' } });
  const page = await open(path);
  expect(page.text).toContain('<h1>U hoeft nu niets te doen.</h1>');
  expect(page.text).toContain('Het lek bleek niet te bestaan.');
  expect(page.text).not.toContain('<form');
  expect((await answer(path, { answer: 'fixed', answeredAs: 'x', version: '1' })).status).toBe(409);
});
