import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Client } from '@forewarn/api/client.ts';
import { handInAdvisory } from '@forewarn/api/advisories.ts';
import { listHelpRequests } from '@forewarn/api/help-requests.ts';
import { addInstitution } from '@forewarn/api/institutions.ts';
import { openMatter } from '@forewarn/api/matters.ts';
import { listMatterSteps, listQueue } from '@forewarn/api/queue.ts';
import { acknowledgeWarning, draftWarning, releaseWarning } from '@forewarn/api/warnings.ts';
import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { makeToken } from '@forewarn/server/sessions/tokens.ts';
import { type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
let cert: Client;
let anna: string;
onStage(async (stage) => {
  ({ seats, place } = stage);
  cert = await place.clientFor(ANALYST);
  anna = await colleague('Anna Analist');
  await colleague('Bram Bereikbaar');
});

/** An account at the desk, to whom something can be given; its token. */
async function colleague(name: string): Promise<string> {
  const { database, clock } = place.machine;
  const id = randomUUID();
  await database.pool.query(
    `insert into forewarn.accounts (id, kind, name, email, roles, created_at) values ($1, 'cert', $2, $3, '{analyst}', $4)`,
    [id, name, `${name.split(' ')[0]?.toLowerCase()}@cert.example`, clock.now()],
  );
  const account = { id: idOf<'Account'>(id), kind: 'cert', name, roles: ['analyst'] } as const;
  return makeToken(database, { kind: 'account', name, account }, clock.now());
}

async function handIn(trackingId: string, title: string): Promise<string> {
  const { document } = EXAMPLE_CSAF;
  const csaf = { ...EXAMPLE_CSAF, document: { ...document, title, tracking: { ...document.tracking, id: trackingId } } };
  const { advisoryId } = await cert.call(handInAdvisory, { query: {}, body: csaf });
  return advisoryId ?? '';
}

async function undo(analyst: Seat): Promise<void> {
  await analyst.tabTo('Maak ongedaan');
  await analyst.press('Enter');
}

const titles = async () => (await cert.call(listQueue, { query: {} })).matters.map(({ title }) => title).toSorted();
const ownerOf = async (title: string) =>
  (await cert.call(listQueue, { query: {} })).matters.find((matter) => matter.title === title)?.owner?.name;

test.skipIf(!here)(
  'an analyst merges, splits, gives away and hands over by keyboard, and takes back what can be taken back',
  async () => {
    const advisoryIds = [await handIn('MER-1', 'Lek in Meridiaan EPD'), await handIn('MER-2', 'Lek in Meridiaan Huisarts')];
    for (const title of ['Golf van phishing', 'Phishing bij praktijken'])
      await cert.call(openMatter, { body: { title, source: 'telefoon' } });
    await cert.call(openMatter, { body: { title: 'Meridiaan', source: 'Meridiaan PSIRT', advisoryIds } });
    const analyst = await seats.sit(`${place.url}/queue`, { token: anna });
    await analyst.reads('Er liggen 3 zaken in de wachtrij.');
    const list = analyst.page.getByRole('listbox');
    const chosen = list.getByRole('option', { selected: true });
    const choose = async (title: RegExp) => {
      await list.focus();
      await analyst.press('Home');
      for (let steps = 0; steps < 9; steps += 1) {
        if (title.test(await chosen.innerText())) return;
        await analyst.press('j');
        await analyst.page.waitForTimeout(200); // the address follows
      }
    };

    await choose(/Golf van phishing/);
    await analyst.press('m');
    const merging = analyst.page.getByRole('dialog', { name: /^Voeg een zaak samen/ });
    await merging.waitFor();
    await analyst.type('praktijken');
    await merging.getByRole('radio', { name: 'Phishing bij praktijken' }).waitFor();
    await analyst.tabTo(/radio "Phishing bij praktijken"/);
    await analyst.press('Space', 'Enter');
    await analyst.page.getByText('De zaken zijn samengevoegd.').waitFor();
    await analyst.picture('desk-queue-merged');
    expect(await titles()).toEqual(['Golf van phishing', 'Meridiaan']);
    await undo(analyst);
    await analyst.reads('Er liggen 3 zaken in de wachtrij.');
    expect(await titles()).toContain('Phishing bij praktijken');

    await choose(/Meridiaan/);
    await analyst.press('p');
    const splitting = analyst.page.getByRole('dialog', { name: /^Splits/ });
    await splitting.waitFor();
    await analyst.tabTo(/Lek in Meridiaan Huisarts/);
    await analyst.press('Space');
    await analyst.tabTo('Naam van de nieuwe zaak');
    await analyst.type('Alleen de huisartsen');
    await analyst.press('Enter');
    await analyst.page.getByText('De zaak is gesplitst.').waitFor();
    expect(await titles()).toContain('Alleen de huisartsen');
    await undo(analyst);
    await analyst.reads('Er liggen 3 zaken in de wachtrij.');

    await choose(/Meridiaan/);
    await analyst.press('g');
    await analyst.page.getByRole('dialog', { name: /^Geef aan een collega/ }).waitFor();
    await analyst.page.getByRole('radio', { name: 'Anna Analist' }).waitFor();
    await analyst.tabTo(/radio "Anna Analist"/);
    await analyst.press('Space', 'Enter');
    await analyst.page.getByText('De zaak is voor Anna Analist.').waitFor();
    expect(await ownerOf('Meridiaan')).toBe('Anna Analist');
    await undo(analyst);
    await expect.poll(() => ownerOf('Meridiaan')).toBeUndefined();
    await analyst.press('g');
    await analyst.page.getByRole('radio', { name: 'Anna Analist' }).waitFor();
    await analyst.tabTo(/radio "Anna Analist"/);
    await analyst.press('Space', 'Enter');
    await expect.poll(() => ownerOf('Meridiaan')).toBe('Anna Analist');

    await analyst.page.getByRole('dialog').waitFor({ state: 'detached' });
    await analyst.press('h');
    await analyst.page.getByRole('dialog', { name: 'De dienst overdragen' }).waitFor();
    await analyst.page.getByRole('radio', { name: 'Bram Bereikbaar' }).waitFor();
    await analyst.press('ArrowDown'); // of a group of choices the first is where Tab stops
    await analyst.page.getByRole('radio', { name: 'Bram Bereikbaar', checked: true }).waitFor();
    await analyst.tabTo('Wat moet uw collega weten?');
    await analyst.type('Meridiaan belt om acht uur terug.');
    await analyst.picture('desk-hand-over');
    await analyst.tabTo('Draag dienst over');
    await analyst.press('Enter');
    await analyst.page.getByText('Overgedragen aan Bram Bereikbaar: zaken 1, hulpvragen 0.').waitFor();
    expect(await ownerOf('Meridiaan')).toBe('Bram Bereikbaar');
    await analyst.page.getByRole('dialog').waitFor({ state: 'detached' });
    await analyst.press('z');
    await analyst.page.getByText('Weer bij u: zaken 1, hulpvragen 0.').waitFor();
    expect(await ownerOf('Meridiaan')).toBe('Anna Analist');
  },
  240_000,
);

test.skipIf(!here)(
  'what arrives above does not move the queue under the reader, and no more rows are drawn than are in sight',
  async () => {
    for (let number = 0; number < 150; number += 1)
      await cert.call(openMatter, { body: { title: `Zaak ${String(number).padStart(3, '0')}`, source: 'telefoon' } });
    const analyst = await seats.sit(`${place.url}/queue`, { token: anna });
    await analyst.reads(/zaken in de wachtrij/);
    await analyst.press('j');
    const list = analyst.page.getByRole('listbox');
    await list.focus();
    for (let pages = 0; pages < 4; pages += 1) {
      await analyst.press('PageDown');
      await analyst.page.waitForTimeout(200);
    }
    const chosen = list.getByRole('option', { selected: true });
    const [title, before] = [await chosen.innerText(), (await chosen.boundingBox())?.y];
    expect(await list.getByRole('option').count()).toBeLessThan(60);
    place.machine.setNow(new Date().toISOString());
    for (let number = 0; number < 5; number += 1) await cert.call(openMatter, { body: { title: `Nieuw ${number}`, source: 'telefoon' } });
    await analyst.reads(new RegExp(`${(await titlesCount()).toString()} zaken`));
    expect(await chosen.innerText()).toBe(title);
    expect(Math.abs(((await chosen.boundingBox())?.y ?? 0) - (before ?? 0))).toBeLessThan(3);
  },
);

async function titlesCount(): Promise<number> {
  const { counts } = await cert.call(listQueue, { query: { limit: 1 } });
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

test.skipIf(!here)('a note that is written without a connection is kept, shown as not sent, and sent when there is one, once', async () => {
  const { id } = await cert.call(openMatter, { body: { title: 'Zonder verbinding', source: 'telefoon' } });
  const notes = async () => (await cert.call(listMatterSteps, { params: { id } })).steps.filter(({ kind }) => kind === 'noted').length;
  const analyst = await seats.sit(`${place.url}/queue?matter=${id}`, { token: anna });
  await analyst.page.getByRole('heading', { level: 2, name: 'Zonder verbinding' }).waitFor();
  const writeNote = async () => {
    await analyst.press('a');
    await analyst.page.getByRole('dialog', { name: /^Beoordeel/ }).waitFor();
    await analyst.type('Gebeld met Lindemark, zij zoeken het uit.');
    await analyst.tabTo(/^- button "Beoordeel/);
    await analyst.press('Enter');
    await analyst.page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await analyst.page.route('**/notes', (asked) => asked.abort());
  await writeNote();
  const waiting = analyst.page.getByRole('region', { name: 'Nog niet verstuurd' });
  await waiting.getByText('Gebeld met Lindemark, zij zoeken het uit.').waitFor();
  await writeNote(); // the same once more is the same
  await waiting.getByText('1 bericht is nog niet verstuurd.', { exact: false }).waitFor();
  await analyst.picture('desk-unsent');
  await analyst.page.reload();
  await waiting.getByText('Gebeld met Lindemark, zij zoeken het uit.').waitFor();
  expect(await notes()).toBe(0);
  expect(await analyst.axe()).toEqual([]);
  await waiting.waitFor();
  await analyst.tabTo('Verstuur nu'); // before there is a connection: then it also goes by itself
  await analyst.page.unroute('**/notes');
  await analyst.press('Enter');
  await waiting.waitFor({ state: 'detached' });
  await expect.poll(notes).toBe(1);
});

test.skipIf(!here)('what the server refuses in the end stays in sight with its reason, until the reader throws it away', async () => {
  const { id } = await cert.call(openMatter, { body: { title: 'Al weg', source: 'telefoon' } });
  const analyst = await seats.sit(`${place.url}/queue?matter=${id}`, { token: anna });
  await analyst.page.getByRole('heading', { level: 2, name: 'Al weg' }).waitFor();
  await analyst.page.route('**/set-aside', (asked) => asked.abort());
  await analyst.press('n');
  await analyst.page.getByRole('dialog').waitFor();
  await analyst.type('Niemand gebruikt dit.');
  await analyst.tabTo(/^- button "Niet relevant/);
  await analyst.press('Enter');
  const waiting = analyst.page.getByRole('region', { name: 'Nog niet verstuurd' });
  await waiting.getByText('Niemand gebruikt dit.').waitFor();
  await analyst.page.unroute('**/set-aside');
  await analyst.page.route('**/set-aside', (asked) =>
    asked.fulfill({ status: 409, contentType: 'application/json', body: JSON.stringify({ code: 'conflict', title: 'It was merged.' }) }),
  );
  await waiting.getByText('Iemand anders was u voor.', { exact: false }).waitFor();
  await waiting.getByText('1 bericht is geweigerd.', { exact: false }).waitFor();
  await analyst.tabTo('Gooi weg');
  await analyst.press('Enter');
  await waiting.waitFor({ state: 'detached' });
});

test.skipIf(!here)(
  'what waits goes by itself after a server that was too busy, and nothing of it is left to who signs in next',
  async () => {
    const { id } = await cert.call(openMatter, { body: { title: 'Druk', source: 'telefoon' } });
    const notes = async () => (await cert.call(listMatterSteps, { params: { id } })).steps.filter(({ kind }) => kind === 'noted').length;
    const analyst = await seats.sit(`${place.url}/queue?matter=${id}`, { token: anna });
    await analyst.page.getByRole('heading', { level: 2, name: 'Druk' }).waitFor();
    const waiting = analyst.page.getByRole('region', { name: 'Nog niet verstuurd' });
    const write = async (text: string) => {
      await analyst.press('a');
      await analyst.page.getByRole('dialog', { name: /^Beoordeel/ }).waitFor();
      await analyst.type(text);
      await analyst.tabTo(/^- button "Beoordeel/);
      await analyst.press('Enter');
      await waiting.getByText(text).waitFor();
    };
    await analyst.page.route('**/notes', (asked) => asked.abort());
    await write('Even geduld.');
    await analyst.page.unroute('**/notes');
    let busy = 0;
    await analyst.page.route('**/notes', (asked) => {
      busy += 1;
      return busy > 1 ? asked.continue() : asked.fulfill({ status: 429, contentType: 'application/json', body: '{"code":"too-many"}' });
    });
    await waiting.waitFor({ state: 'detached' }); // nobody pressed anything
    expect([busy, await notes()]).toEqual([2, 1]);

    await analyst.page.unroute('**/notes');
    await analyst.page.route('**/notes', (asked) => asked.abort());
    await write('Dit is van Anna.');
    await analyst.tabTo('Afmelden');
    await analyst.press('Enter');
    await analyst.page.waitForURL('**/start');
    await analyst.page.unroute('**/notes');
    expect(await analyst.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain('Anna');
    const next = await analyst.page
      .context()
      .request.post(`${place.url}/api/sessions/token`, { data: { token: await colleague('Carla Analist') } });
    expect(next.ok()).toBe(true);
    await analyst.page.goto(`${place.url}/queue?matter=${id}`);
    await analyst.page.getByRole('heading', { level: 2, name: 'Druk' }).waitFor();
    await analyst.page.waitForTimeout(6_000); // longer than what waits is looked at again
    expect([await waiting.count(), await notes()]).toEqual([0, 1]);
  },
);

test.skipIf(!here)(
  'a request for help is taken, given to a colleague and let go by key, and each is taken back by key',
  async () => {
    const { database, clock } = place.machine;
    const { id: institutionId } = await cert.call(addInstitution, {
      body: {
        name: 'Praktijk Elzenbocht',
        sector: 'ggz-small',
        contacts: [{ name: 'Petra', role: 'practice-manager', phone: '030 000 00 00' }],
      },
    });
    const matter = { title: 'Golf bij praktijken', source: 'telefoon', scope: { sectors: ['ggz-small' as const] } };
    const texts = { nl: { title: 'Golf van phishing', summary: 'Er gaat valse post rond.', actions: [{ text: 'Waarschuw uw mensen.' }] } };
    const { id } = await cert.call(draftWarning, { body: { matter, urgency: 'this-week', texts } });
    await cert.call(releaseWarning, { params: { id }, body: {} });
    const member = await place.clientFor({ kind: 'institution', name: 'Petra', institutionId: idOf<'Institution'>(institutionId) });
    const { id: acknowledgementId } = await member.call(acknowledgeWarning, { params: { id }, body: { answer: 'need-help' } });
    await database.pool.query(
      `insert into forewarn.help_requests (id, acknowledgement_id, warning_id, institution_id, asked_at, due_at) values ($1, $2, $3, $4, $5, $5)`,
      [randomUUID(), acknowledgementId, id, institutionId, clock.now()],
    );
    const helper = async () => (await cert.call(listHelpRequests, { query: {} })).helpRequests[0]?.owner;
    const analyst = await seats.sit(`${place.url}/help-requests`, { token: anna });
    await analyst.reads(/^Er wacht 1 instelling/);
    await analyst.page.getByRole('listbox').focus();
    await analyst.press('j');
    await analyst.page.getByRole('heading', { name: 'Praktijk Elzenbocht' }).waitFor();
    await analyst.press('t');
    await analyst.page.getByText('U behandelt de hulpvraag van Praktijk Elzenbocht.').waitFor();
    expect(await helper()).toBe('Anna Analist');
    await analyst.press('z');
    await expect.poll(helper).toBeUndefined();
    await analyst.press('g');
    await analyst.page.getByRole('radio', { name: 'Bram Bereikbaar' }).waitFor();
    await analyst.press('ArrowDown', 'Enter');
    await analyst.page.getByText('De hulpvraag van Praktijk Elzenbocht is voor Bram Bereikbaar.').waitFor();
    expect(await helper()).toBe('Bram Bereikbaar');
    await analyst.picture('desk-help-given');
    await analyst.page.getByRole('dialog').waitFor({ state: 'detached' });
    await analyst.press('t');
    await expect.poll(helper).toBeUndefined();
    await analyst.page.getByText('Niemand behandelt nu de hulpvraag van Praktijk Elzenbocht.').waitFor();
    await analyst.press('z');
    await expect.poll(helper).toBe('Bram Bereikbaar');
    expect(await analyst.axe()).toEqual([]);
  },
  240_000,
);
