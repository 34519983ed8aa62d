import { expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { addInstitution } from '@forewarn/api/institutions.ts';
import { putInventory } from '@forewarn/api/inventories.ts';
import { exampleMatter, type ExampleMatter } from '@forewarn/server/warnings/example-matter.test-support.ts';
import { exampleProvider } from '@forewarn/server/warnings/example-provider.test-support.ts';
import { PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

const CUSTOMERS = Array.from({ length: 14 }, (_, place) => `Praktijk ${String(place + 1).padStart(2, '0')}`);

let place: PortalPlace;
let seats: Seats;
let world: ExampleMatter;
let ids: Record<string, string>;
let provider: string;
onStage(async (stage) => {
  ({ seats, place } = stage);
  world = await exampleMatter(place.machine);
  ids = world.ids;
  const cert = await place.clientFor(ANALYST);
  for (const name of CUSTOMERS) {
    const contacts = [{ name: `Info ${name}`, role: 'practice-manager', email: `info@${name.toLowerCase().replace(' ', '-')}.example` }];
    const { id } = await cert.call(addInstitution, { body: { name, sector: 'ggz', itProvider: 'Kwartel ICT', contacts } });
    ids[name] = id;
    const body = new TextEncoder().encode('item,leverancier,product,versie\nepd,Meridiaan Zorgsoftware,Meridiaan EPD,6.2.9\n');
    await cert.call(putInventory, { params: { id, name: 'inventory' }, query: {}, body });
    await world.match(name);
  }
  const { id } = await world.draft({ tlp: 'CLEAR' });
  const released = await world.release(id);
  if (released.status !== 200) throw new Error(released.text);
  ({ token: provider } = await exampleProvider(place.machine, world, {
    name: 'Kwartel ICT',
    customers: CUSTOMERS,
    scopes: ['read', 'answer'],
  }));
});

test.skipIf(!here)('a provider answers "fixed" for thirteen of fourteen customers, and each reads who fixed it', async () => {
  const kees = await seats.sit(`${place.url}/customers`, { token: provider });
  await kees.reads('Er is 1 ding te doen bij uw klanten.');
  await kees.page.getByText('Klaar bij 0 van de 14 klanten.').waitFor();
  await kees.picture('member-6-queue');
  expect(await kees.axe()).toEqual([]);
  await kees.page.evaluate(() => localStorage.setItem('forewarn.language', 'nl'));
  await kees.page.reload();
  await kees.reads('Er is 1 ding te doen bij uw klanten.');
  await kees.tabTo(/checkbox "Praktijk 14/); // the switch at the top names all customers too
  await kees.press('Space');
  await kees.tabTo(/radio "Geldt niet voor ons"/);
  await kees.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await kees.tabTo(/radio "Nog niet"/);
  await kees.press('ArrowDown');
  await kees.tabTo('Verstuur uw antwoord voor 13');
  await kees.press('Enter');
  await kees.page.getByText('Uw antwoord is binnen voor 13: Opgelost.').waitFor();
  await kees.page.getByText('Klaar bij 13 van de 14 klanten.').waitFor();
  await kees.picture('member-6-answered');
  const token = await place.tokenFor({
    kind: 'institution',
    name: 'Petra Praktijk',
    institutionId: idOf<'Institution'>(ids['Praktijk 01'] ?? ''),
    roles: ['it'],
  });
  const petra = await seats.sit(`${place.url}/home`, { token, screen: PHONE });
  await petra.reads('U hoeft nu niets te doen.');
  await petra.page.getByText('Kwartel ICT heeft dit voor u opgelost.').waitFor();
  await petra.picture('member-6-customer');
  expect(await petra.axe()).toEqual([]);
});
