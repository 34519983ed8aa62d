import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { acceptInstitutions, addInstitution, listInstitutions } from '@forewarn/api/institutions.ts';
import { PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage((stage) => ({ seats, place } = stage));

const LIST = `Wie;Sector;Medewerkers;E-mail;Opmerking
GGZ Rietmark;ggz;410;piket@rietmark.example;
Praktijk Elzenbocht;ggz klein;9;praktijk@elzenbocht.example;
Huisartsen Dalem;bakkerij;4;dalem@dalem.example;=1+1
`;

test.skipIf(!here)('the desk pastes a list, sees what each line does, puts a column right, and accepts it', async () => {
  const cert = await place.clientFor(ANALYST);
  await cert.call(acceptInstitutions, { body: { institutions: [{ name: 'GGZ Rietmark', sector: 'ggz', staff: 400 }] } });
  const analyst = await seats.sit(`${place.url}/institutions`, { token: await place.tokenFor(ANALYST) });
  await analyst.reads(/Wij vonden 1 instelling/);
  await analyst.tabTo('Voeg een lijst toe');
  await analyst.press('Enter');
  await analyst.reads('Voeg veel instellingen tegelijk toe.');
  expect(await analyst.axe()).toEqual([]);
  const paste = async (text: string) => {
    await analyst.tabTo('De lijst, met de kopjes');
    await analyst.page.keyboard.insertText(text);
    await analyst.tabTo('Bekijk wat dit doet');
    await analyst.press('Enter');
  };
  // No heading that we know as a name.
  await paste(LIST);
  await analyst.page.getByText('Wij vonden geen kolom met de naam van de instelling.').waitFor();
  // More lines than are read: nobody is to think that all of them were.
  const long = Buffer.from(`Naam;Sector\n${'Praktijk Elzenbocht;ggz klein\n'.repeat(300_100)}`);
  await analyst.page.locator('input[type="file"]').setInputFiles({ name: 'lijst.csv', mimeType: 'text/csv', buffer: long });
  await analyst.page
    .getByText('Dit bestand heeft te veel regels, dus wij namen er niets van over. Wij lezen er hoogstens 300.000. Stuur het in delen.')
    .waitFor();
  await analyst.tabTo('De lijst, met de kopjes');
  await analyst.press('Control+a');
  await analyst.page.keyboard.insertText(LIST.replace('Wie', 'Naam'));
  await analyst.tabTo('Bekijk wat dit doet');
  await analyst.press('Enter');
  await analyst.reads('Wij lazen 3 regels. Er is nog niets veranderd.');
  const row = (name: string | RegExp) => analyst.page.getByRole('row', { name });
  await row(/4 Huisartsen Dalem geweigerd De sector kennen wij niet\./).waitFor();
  await row(/2 GGZ Rietmark veranderd Medewerkers: 400 wordt 410/).waitFor();
  await row(/3 Praktijk Elzenbocht nieuw/).waitFor();
  await analyst.picture('import-desk');
  await analyst.page.setViewportSize(PHONE);
  await analyst.picture('import-phone');
  await analyst.page.setViewportSize({ width: 1_200, height: 800 });
  expect((await cert.call(listInstitutions, { query: {} })).institutions).toHaveLength(1);
  const kept = analyst.page.waitForEvent('download');
  await analyst.tabTo('Bewaar de geweigerde regel als CSV');
  await analyst.press('Enter');
  const file = await kept;
  expect(file.suggestedFilename()).toBe('geweigerde-regels.csv');
  const told = readFileSync(await file.path(), 'utf8');
  expect(told).toContain('Huisartsen Dalem');
  expect(told).toContain('De sector kennen wij niet.');
  expect(told).toContain("'=1+1"); // a sheet calculates nothing of it
  expect(told).not.toContain('GGZ Rietmark');
  await analyst.tabTo('Neem 2 instellingen over');
  await analyst.press('Enter');
  await analyst.reads('1 nieuw, 1 veranderd.');
  const { institutions } = await cert.call(listInstitutions, { query: {} });
  expect(institutions.map(({ name, staff }) => [name, staff])).toEqual([
    ['GGZ Rietmark', 410],
    ['Praktijk Elzenbocht', 9],
  ]);
});

test.skipIf(!here)(
  'the desk writes down a KvK number, takes it back, and a list knows the institution by it under another name',
  async () => {
    const cert = await place.clientFor(ANALYST);
    const { id } = await cert.call(addInstitution, { body: { name: 'Zorggroep Olmgracht', sector: 'vvt' } });
    const analyst = await seats.sit(`${place.url}/institutions/${id}`, { token: await place.tokenFor(ANALYST) });
    await analyst.reads(/Zorggroep Olmgracht/);
    const write = async (number: string) => {
      await analyst.tabTo('KvK-nummer: 8 cijfers');
      await analyst.press('Control+a');
      await analyst.type(number);
      await analyst.press('Enter');
    };
    await write('1234567');
    await analyst.page.getByText('Het KvK-nummer heeft 8 cijfers. Zet er een 0 voor als die weg is.').waitFor();
    await write('0123 4567');
    await analyst.page.getByText('Het KvK-nummer van Zorggroep Olmgracht is veranderd.').waitFor();
    await analyst.page.getByText('01234567', { exact: true }).waitFor();
    await analyst.tabTo('Maak ongedaan');
    await analyst.press('Enter');
    await analyst.page.getByRole('region', { name: 'KvK-nummer' }).getByText('Niet bekend.').waitFor();
    await write('0123 4567');
    await analyst.page.getByText('01234567', { exact: true }).waitFor();
    await analyst.picture('institution-kvk');
    await analyst.page.setViewportSize(PHONE);
    await analyst.picture('institution-kvk-phone');
    await analyst.page.setViewportSize({ width: 1_200, height: 800 });
    expect(await analyst.axe()).toEqual([]);
    await analyst.page.goto(`${place.url}/institutions/import`);
    await analyst.tabTo('De lijst, met de kopjes');
    await analyst.page.keyboard.insertText('Naam;KvK-nummer;Medewerkers\nStichting Zorggroep Olmgracht;01234567;25\nAnders;1234567;3\n');
    await analyst.tabTo('Bekijk wat dit doet');
    await analyst.press('Enter');
    const row = (name: RegExp) => analyst.page.getByRole('row', { name }).waitFor();
    await row(
      /2 Stichting Zorggroep Olmgracht veranderd Bij ons bekend als Zorggroep Olmgracht, door het KvK-nummer\. Medewerkers: 25 erbij/,
    );
    await row(/3 Anders geweigerd Het KvK-nummer heeft 8 cijfers\./);
  },
);
