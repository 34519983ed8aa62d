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

test.skipIf(!here)('a provider opens what a customer sees from the queue, fixes it there, and the customer reads who did', async () => {
  const kees = await seats.sit(`${place.url}/customers`, { token: provider, screen: PHONE });
  const queued = kees.page.getByRole('link', { name: 'Bekijk bij Praktijk 14' });
  await queued.waitFor();
  // What comes near the link, or has the focus, opens nothing yet.
  await queued.hover();
  await queued.focus();
  await kees.picture('member-6-queue-phone');
  expect(kees.page.url()).toBe(`${place.url}/customers`);
  await kees.press('Enter');
  await kees.page.waitForURL(`**/home/*?for=${ids['Praktijk 14']}`);
  await kees.page.getByText('U werkt voor Praktijk 14').waitFor();
  await kees.tabTo(/radio "Geldt niet voor ons"/);
  await kees.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await kees.tabTo(/radio "Nog niet"/);
  await kees.press('ArrowDown');
  await kees.tabTo('Verstuur uw antwoord');
  await kees.press('Enter');
  await kees.page.getByText('U hoeft hier niets meer voor te doen.').waitFor();
  // The link is somebody's own to keep: opened anew it shows the same customer, and to who may not act for it nobody.
  const again = await seats.sit(kees.page.url(), { token: provider });
  await again.page.getByText('U werkt voor Praktijk 14').waitFor();
  await kees.page.goto(`${place.url}/customers`);
  await kees.tabTo('Uw account'); // past the head of the page
  await kees.tabTo(/link "Praktijk 14"/);
  await kees.press('Enter');
  await kees.page.waitForURL(`**/home?for=${ids['Praktijk 14']}`);
  await kees.reads('U hoeft nu niets te doen.');
  const customer = { kind: 'institution', institutionId: idOf<'Institution'>(ids['Praktijk 14'] ?? ''), roles: ['it'] } as const;
  const petra = await seats.sit(`${place.url}/home`, {
    token: await place.tokenFor({ ...customer, name: 'Petra Praktijk' }),
    screen: PHONE,
  });
  await petra.reads('U hoeft nu niets te doen.');
  await petra.page.getByText('Kwartel ICT heeft dit voor u opgelost.').waitFor();
});
