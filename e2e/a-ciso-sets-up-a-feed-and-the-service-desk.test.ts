import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { addInstitution } from '@forewarn/api/institutions.ts';
import type { TokenHolder } from '@forewarn/server/sessions/tokens.ts';
import { browserHere, openBrowser, PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, portalPlace, type PortalPlace } from './portal-place.ts';

const here = browserHere() !== undefined;
if (!here) console.log('the browser stories were skipped: there is no Chromium here (apt-get install chromium)');

const NAME = 'Ziekenhuis Lindemark';
let place: PortalPlace;
let seats: Seats;
let ciso: TokenHolder;

beforeAll(async () => {
  if (!here) return;
  seats = await openBrowser();
  place = await portalPlace();
  const { id } = await (await place.clientFor(ANALYST)).call(addInstitution, { body: { name: NAME, sector: 'hospital' } });
  ciso = { kind: 'institution', name: 'Ciska de Ciso', institutionId: idOf<'Institution'>(id), roles: ['ciso'] };
});
afterAll(async () => {
  await seats?.close();
  await place?.stop();
});

/** Whatever stands on the page, not its heading alone. */
const shows = ({ page }: Seat, text: string | RegExp) => page.getByText(text).first().waitFor();

test.skipIf(!here)('a CISO makes a link for the calendar, copies it, and takes back that it was ended', async () => {
  const seat = await seats.sit(`${place.url}/people`, { token: await place.tokenFor(ciso), screen: PHONE });
  await seat.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await seat.tabTo('Uw termijnen in uw agenda');
  await seat.press('Enter');
  await seat.reads('U heeft nog geen link voor uw agenda of feedlezer.');
  await seat.picture('feeds-empty-phone');
  expect(await seat.axe()).toEqual([]);
  await seat.page.evaluate(() => localStorage.setItem('forewarn.language', 'nl'));
  await seat.page.reload();
  await seat.tabTo('Waarvoor is de link?');
  await seat.type('Outlook van Ciska');
  await seat.press('Enter');
  await shows(seat, 'De link "Outlook van Ciska" is klaar');
  await seat.picture('feeds-made-phone');
  await seat.tabTo('Kopieer het adres van de agenda');
  await seat.press('Enter');
  await shows(seat, 'Gekopieerd.');
  const address = await seat.page.evaluate<string>('navigator.clipboard.readText()');
  const read = async () => (await fetch(`${place.url}${new URL(address).pathname}`)).status;
  expect(await read()).toBe(200);
  await seat.page.reload();
  await shows(seat, 'Laatst gebruikt:');
  expect(await seat.page.content()).not.toContain(address);
  await seat.tabTo('Trek in: Outlook van Ciska');
  await seat.press('Enter');
  await shows(seat, 'De link "Outlook van Ciska" werkt niet meer.');
  await seat.reads('U heeft nog geen link voor uw agenda of feedlezer.');
  expect(await read()).toBe(404);
  await seat.picture('feeds-ended-phone');
  await seat.tabTo('Maak ongedaan');
  await seat.press('Enter');
  await seat.reads('U heeft 1 link in gebruik.');
  expect(await read()).toBe(200);
  expect(await seat.axe()).toEqual([]);
});
