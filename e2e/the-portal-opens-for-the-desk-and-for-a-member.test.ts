import { expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { addInstitution } from '@forewarn/api/institutions.ts';
import { putInventory } from '@forewarn/api/inventories.ts';
import { openMatter } from '@forewarn/api/matters.ts';
import { PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage((stage) => ({ seats, place } = stage));

test.skipIf(!here)('an analyst signs in by keyboard, walks the queue, and finds the same place after a reload', async () => {
  const cert = await place.clientFor(ANALYST);
  for (const title of ['Citrix NetScaler', 'Meridiaan EPD', 'Wijkdossier'])
    await cert.call(openMatter, { body: { title, source: 'telefoon, Ziekenhuis Lindemark' } });
  const analyst = await seats.sit(`${place.url}/start`, {});
  await analyst.reads(/Meld u aan bij/);
  await analyst.picture('sign-in');
  expect(await analyst.axe()).toEqual([]);
  await analyst.reads(/Meld u aan bij/);
  await analyst.tabTo('Met een API-token');
  await analyst.press('Enter');
  await analyst.tabTo('API-token');
  await analyst.type(await place.tokenFor(ANALYST));
  await analyst.press('Enter');
  await analyst.reads('Er liggen 3 zaken in de wachtrij.');
  await analyst.press('j', 'j');
  await analyst.page.getByRole('option', { selected: true, name: /Meridiaan EPD/ }).waitFor();
  await analyst.page.reload();
  await analyst.page.getByRole('option', { selected: true, name: /Meridiaan EPD/ }).waitFor();
  await analyst.press('?');
  await analyst.page.getByRole('dialog', { name: 'Toetsen' }).waitFor();
  await analyst.press('Escape');
  await analyst.picture('queue');
  expect(await analyst.axe()).toEqual([]);
});

test.skipIf(!here)(
  'a small practice reads on a telephone that we do not know what it uses, and once we do, that there is nothing to do',
  async () => {
    const name = 'Psychologiepraktijk Elzenbocht';
    const { id } = await (await place.clientFor(ANALYST)).call(addInstitution, { body: { name, sector: 'ggz' } });
    const token = await place.tokenFor({ kind: 'institution', name, institutionId: idOf<'Institution'>(id), roles: ['it'] });
    const member = await seats.sit(`${place.url}/start`, { token, screen: PHONE });
    await member.reads('Wij weten nog niet wat u gebruikt.');
    await member.picture('home-not-known-phone');
    await (
      await place.clientFor(ANALYST)
    ).call(putInventory, {
      params: { id, name: 'wat-wij-gebruiken' },
      query: {},
      body: new TextEncoder().encode('leverancier,product,versie\nMeridiaan Zorgsoftware,Meridiaan Huisarts,4.2\n'),
    });
    await member.page.reload();
    await member.reads('U hoeft nu niets te doen.');
    await member.picture('home-phone');
    expect(await member.axe()).toEqual([]);
  },
);
