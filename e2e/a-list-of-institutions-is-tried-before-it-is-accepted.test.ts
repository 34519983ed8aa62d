import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { acceptInstitutions, listInstitutions } from '@forewarn/api/institutions.ts';
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
