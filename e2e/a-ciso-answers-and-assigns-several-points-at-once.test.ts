import { expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { putInventory } from '@forewarn/api/inventories.ts';
import { exampleMatter, LINDEMARK, type ExampleMatter } from '@forewarn/server/warnings/example-matter.test-support.ts';
import { exampleProvider } from '@forewarn/server/warnings/example-provider.test-support.ts';
import { DESK, PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

const LINES = `item,leverancier,product,versie,bereikbaarheid,belang,eigenaar
epd,Meridiaan Zorgsoftware,Meridiaan EPD,6.2.9,internet,1,Functioneel beheer
epd-test,Meridiaan Zorgsoftware,Meridiaan EPD,6.2.9,intern,4,Functioneel beheer
epd-poli,Meridiaan Zorgsoftware,Meridiaan EPD,6.2.7,intern,2,
`;

let place: PortalPlace;
let seats: Seats;
let world: ExampleMatter;
let token: string;
onStage(async (stage) => {
  ({ seats, place } = stage);
  world = await exampleMatter(place.machine);
  const id = world.ids[LINDEMARK] ?? '';
  token = await place.tokenFor({ kind: 'institution', name: 'Ciska de Ciso', institutionId: idOf<'Institution'>(id), roles: ['ciso'] });
  const cert = await place.clientFor(ANALYST);
  await cert.call(putInventory, { params: { id, name: 'inventory' }, query: {}, body: new TextEncoder().encode(LINES) });
  await world.match(LINDEMARK);
  const { id: warning } = await world.draft();
  const released = await world.release(warning);
  if (released.status !== 200) throw new Error(released.text);
  await exampleProvider(place.machine, world, { name: 'Kwartel ICT', customers: [LINDEMARK], scopes: ['read', 'answer'] });
});

test.skipIf(!here)('a CISO sees the most important line first, hands two to a colleague, answers them, and takes that back', async () => {
  const ciska = await seats.sit(`${place.url}/open-points`, { token });
  await ciska.reads('U heeft 3 openstaande punten. 3 wachten op uw antwoord.');
  await ciska.picture('member-5-points');
  expect(await ciska.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(DESK.width);
  const rows = ciska.page.getByRole('row');
  expect(await rows.nth(1).innerText()).toContain('1 kritiek');
  expect(await rows.nth(3).innerText()).toContain('4 laag');
  expect(await ciska.axe()).toEqual([]);
  await ciska.reads(/3 openstaande punten/);
  await ciska.tabTo(/^- '?checkbox "Meridiaan EPD/);
  await ciska.press('Space');
  await ciska.tabTo(/^- '?checkbox "Meridiaan EPD/);
  await ciska.press('Space');
  await ciska.page.getByRole('heading', { name: '2 punten gekozen' }).waitFor();
  await ciska.page.locator('main').focus();
  await ciska.tabTo(/^- combobox "Geef aan"/);
  await ciska.type('Sjors');
  await ciska.tabTo('Geef door');
  await ciska.press('Enter');
  await ciska.page.getByText('2 punten zijn nu van Sjors Systeem.').waitFor();
  await ciska.tabTo(/radio "Geldt niet voor ons"/);
  await ciska.press('ArrowDown', 'ArrowDown', 'ArrowDown');
  await ciska.tabTo('Verstuur uw antwoord voor 2');
  await ciska.press('Enter');
  await ciska.page.getByText('Uw antwoord is binnen voor 2: Mee bezig.').waitFor();
  await ciska.reads('U heeft 3 openstaande punten. 1 wacht op uw antwoord.');
  await ciska.picture('member-5-answered');
  await ciska.tabTo('Maak ongedaan');
  await ciska.press('Enter');
  await ciska.reads('U heeft 3 openstaande punten. 3 wachten op uw antwoord.');
  await ciska.page.getByText('Sjors Systeem').first().waitFor();
});

test.skipIf(!here)('she confirms the contacts with one key, withdraws the IT provider and gives it back, and sees who looked', async () => {
  const ciska = await seats.sit(`${place.url}/people`, { token, screen: PHONE });
  await ciska.reads(/zodat wij u bereiken/);
  await ciska.picture('member-4-people');
  expect(await ciska.axe()).toEqual([]);
  await ciska.reads(/zodat wij u bereiken/);
  await ciska.tabTo('Alles klopt');
  await ciska.press('Enter');
  await ciska.page.getByText('Dank u, het is bevestigd.').waitFor();
  await ciska.tabTo('Trek de toestemming van Kwartel ICT in');
  await ciska.press('Enter');
  await ciska.page.getByText('Kwartel ICT mag niets meer namens u.').waitFor();
  await ciska.page.getByText('Er is nog geen IT-bedrijf dat voor u mag handelen.').waitFor();
  await ciska.tabTo('Maak ongedaan');
  await ciska.press('Enter');
  await ciska.page.getByText('Mag voor u antwoorden').first().waitFor();
  await ciska.page.goto(`${place.url}/people/readers`);
  await ciska.reads('Wie heeft onze gegevens bekeken?');
  await ciska.picture('member-7-readers');
  expect(await ciska.axe()).toEqual([]);
});
