import { expect, test } from 'vitest';
import { changeInstitution, addContact } from '@forewarn/api/institutions.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { ELZENBOCHT, exampleMatter, type ExampleMatter } from '@forewarn/server/warnings/example-matter.test-support.ts';
import { PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
let matter: ExampleMatter;
let practice: { readonly id: string; readonly token: string };

onStage(async (stage) => {
  ({ seats, place } = stage);
  matter = await exampleMatter(place.machine);
  const id = matter.ids[ELZENBOCHT] ?? '';
  const cert = await place.clientFor(ANALYST);
  await cert.call(changeInstitution, { params: { id }, body: { name: ELZENBOCHT, itProvider: 'Kwartel ICT' } });
  await cert.call(addContact, {
    params: { id },
    body: { name: 'Servicedesk Kwartel ICT', role: 'it-provider', email: 'help@kwartel.example', phone: '+31 20 000 00 10' },
  });
  practice = {
    id,
    token: await place.tokenFor({ kind: 'institution', name: 'Petra Praktijk', institutionId: idOf<'Institution'>(id), roles: ['it'] }),
  };
});

/** A warning to act on now that the practice is told of. */
async function warned(): Promise<string> {
  await matter.match(ELZENBOCHT);
  const { id } = await matter.draft();
  expect((await matter.release(id)).status).toBe(200);
  return id;
}

test.skipIf(!here)('a small practice reads one thing to do, sends it on to its IT provider with one key, and takes that back', async () => {
  await warned();
  const petra = await seats.sit(`${place.url}/start`, { token: practice.token, screen: PHONE });
  await petra.reads('Er is 1 ding dat u moet doen.');
  await petra.picture('member-1-one-thing');
  expect(await wordsOnScreen(petra)).toBeLessThanOrEqual(120);
  const button = petra.page.getByRole('button', { name: 'Stuur door naar Kwartel ICT' });
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(await petra.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
  expect(await petra.page.getByRole('link', { name: 'Bel Kwartel ICT' }).getAttribute('href')).toBe('tel:+31200000010');
  await petra.tabTo('Stuur door naar Kwartel ICT');
  await petra.press('Enter');
  await petra.page.getByText('Doorgestuurd naar Kwartel ICT.').waitFor();
  await petra.picture('member-1-sent-on');
  await petra.tabTo('Maak ongedaan');
  await petra.press('Enter');
  await petra.reads('Er is 1 ding dat u moet doen.');
});

test.skipIf(!here)('two taps say that the practice does not have it, and the whole warning reads for three readers', async () => {
  const petra = await seats.sit(`${place.url}/start`, { token: practice.token, screen: PHONE });
  await petra.reads('Er is 1 ding dat u moet doen.');
  expect(await petra.axe()).toEqual([]);
  await petra.tabTo('Lees alles');
  await petra.press('Enter');
  await petra.reads('Meridiaan EPD: lek wordt misbruikt');
  await petra.picture('member-2-warning');
  expect(await petra.axe()).toEqual([]);
  await petra.reads('Meridiaan EPD: lek wordt misbruikt');
  await petra.tabTo(/radio "Kort"/);
  await petra.press('ArrowRight');
  await petra.page.getByRole('heading', { name: 'Waar het bij u om gaat' }).waitFor();
  await petra.picture('member-2-for-it');
  await petra.press('ArrowRight');
  await petra.page.getByRole('button', { name: 'Kopieer deze tekst' }).waitFor();
  await petra.picture('member-2-for-the-board');
  await petra.page.goto(`${place.url}/home`);
  await petra.reads('Er is 1 ding dat u moet doen.');
  await petra.tabTo('Wij hebben dit niet');
  await petra.press('Enter');
  await petra.page.getByRole('dialog', { name: 'Waarom geldt dit niet voor u?' }).waitFor();
  await petra.picture('member-2-which-not');
  await petra.tabTo('Wij gebruiken dit niet');
  await petra.press('Enter');
  await petra.page.getByText('U zei dat dit niet voor u geldt.').waitFor();
  await petra.picture('member-2-not-this');
});

/** Of the thing itself: what stands between the header and the number for help. */
async function wordsOnScreen({ page }: Seat): Promise<number> {
  const text = await page.locator('main').innerText();
  return text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
}
