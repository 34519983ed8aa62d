import { expect, test } from 'vitest';
import { ingestDocument } from '@forewarn/server/advisories/ingest-document.ts';
import { exampleText, rawDocument } from '@forewarn/server/advisories/raw-document.test-support.ts';
import { PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage(async (stage) => {
  ({ seats, place } = stage);
  await ingestDocument(place.machine, rawDocument(exampleText({ title: 'Omweg voor de infuuspomp' }, { id: 'ZB-7', status: 'interim' })));
});

/** So many that a page does not hold them all. */
const MANY = 51;

test.skipIf(!here)('an analyst searches, filters and sorts what publishers said, and finds the same list after a reload', async () => {
  for (let n = 1; n <= MANY; n += 1)
    await ingestDocument(place.machine, rawDocument(exampleText({ title: `Lek ${n} in Meridiaan EPD` }, { id: `MER-${n}` })));
  const analyst = await seats.sit(`${place.url}/advisories`, { token: await place.tokenFor(ANALYST) });
  await analyst.reads('Dit zijn de eerste 50 adviezen.');
  await analyst.tabTo('Toon meer');
  await analyst.press('Enter');
  await analyst.reads(`Dit zijn de ${MANY + 1} adviezen die wij het laatst lazen.`);
  await analyst.page.getByRole('button', { name: 'Titel' }).press('Enter');
  await analyst.page.locator('th[aria-sort="ascending"]', { hasText: 'Titel' }).waitFor();
  await analyst.page.getByRole('group', { name: 'Adviezen' }).getByRole('link').first().getByText('Lek 1 in Meridiaan EPD').waitFor();
  await analyst.picture('advisories');
  await analyst.tabTo('Filters');
  await analyst.press('Enter');
  await analyst.page.locator('select[name="status"]').selectOption('interim');
  await analyst.picture('advisories-filters');
  await analyst.page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
  await analyst.reads('Er is 1 advies gevonden.');
  await analyst.page.reload();
  await analyst.reads('Er is 1 advies gevonden.');
  expect(analyst.page.url()).toContain('status=interim');
  expect(await analyst.axe()).toEqual([]);
  await analyst.page.getByRole('button', { name: 'Status: voorlopig' }).press('Enter');
  await analyst.page.getByRole('searchbox').fill('niemand');
  await analyst.reads('Er zijn 0 adviezen gevonden.');
});

test.skipIf(!here)('on a telephone the list of advisories is read and filtered too', async () => {
  const analyst = await seats.sit(`${place.url}/advisories?status=interim`, { token: await place.tokenFor(ANALYST), screen: PHONE });
  await analyst.reads('Er is 1 advies gevonden.');
  await analyst.tabTo('Filters');
  await analyst.press('Enter');
  await analyst.picture('advisories-phone');
  expect(await analyst.axe()).toEqual([]);
});

test.skipIf(!here)('an advisory that was opened is read; a note is written and taken back; it is put away and brought back', async () => {
  const analyst = await seats.sit(`${place.url}/advisories?trackingId=ZB-7`, { token: await place.tokenFor(ANALYST) });
  await analyst.reads('Er is 1 advies gevonden.');
  await analyst.page.getByText('ZB-7 · 1.0.0 · ongelezen').waitFor();
  await analyst.page.getByRole('link', { name: 'Omweg voor de infuuspomp' }).press('Enter');
  await analyst.page.getByRole('button', { name: 'Markeer als ongelezen' }).waitFor();
  await analyst.page.getByLabel('Notitie', { exact: true }).fill('Gebeld met de leverancier.');
  await analyst.page.getByRole('button', { name: 'Schrijf op' }).press('Enter');
  await analyst.page.getByRole('listitem').getByText('Gebeld met de leverancier.').waitFor();
  await analyst.picture('advisory-noted');
  expect(await analyst.axe()).toEqual([]);
  await analyst.page.getByRole('button', { name: 'Haal weg' }).press('Enter');
  await analyst.page.getByText('Er zijn nog geen notities.').waitFor();
  await analyst.page.getByRole('button', { name: 'Leg dit advies weg' }).press('Enter');
  await analyst.page.getByLabel('Waarom?').fill('Niet voor de zorg.');
  await analyst.page.getByRole('dialog').getByRole('button', { name: 'Leg dit advies weg' }).press('Enter');
  await analyst.page.getByText('Weggelegd door Analist van dienst: Niet voor de zorg.').waitFor();
  await analyst.page.goto(`${place.url}/advisories?putAway=true`);
  await analyst.page.getByText('Weggelegd: Niet voor de zorg.').waitFor();
  await analyst.picture('advisories-put-away');
  await analyst.page.goto(`${place.url}/advisories?trackingId=ZB-7`);
  await analyst.reads('Er zijn 0 adviezen gevonden.');
  await analyst.page.goto(`${place.url}/advisories?putAway=true`);
  await analyst.page.getByRole('link', { name: 'Omweg voor de infuuspomp' }).press('Enter');
  await analyst.page.getByRole('button', { name: 'Haal dit advies terug' }).press('Enter');
  await analyst.page.getByRole('button', { name: 'Leg dit advies weg' }).waitFor();
  await analyst.page.keyboard.press('u');
  await analyst.page.getByText('Dit advies is voor u weer ongelezen.').waitFor();
});
