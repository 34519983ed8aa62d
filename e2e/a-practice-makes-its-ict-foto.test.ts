import { expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { addInstitution } from '@forewarn/api/institutions.ts';
import { PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
let token: string;
onStage(async (stage) => {
  ({ seats, place } = stage);
  const name = 'Psychologiepraktijk Elzenbocht';
  const { id } = await (await place.clientFor(ANALYST)).call(addInstitution, { body: { name, sector: 'ggz', staff: 9 } });
  token = await place.tokenFor({ kind: 'institution', name: 'Petra Praktijk', institutionId: idOf<'Institution'>(id), roles: ['it'] });
});

test.skipIf(!here)('tiles are answered by keyboard, kept at once, found again after a break, and turned back', async () => {
  const petra = await seats.sit(`${place.url}/home`, { token, screen: PHONE });
  await petra.reads('Wij weten nog niet wat u gebruikt.');
  await petra.tabTo('Maak uw ICT-foto');
  await petra.press('Enter');
  await petra.page.getByRole('heading', { name: 'Wat gebruikt u?' }).waitFor();
  await petra.picture('member-3-tiles');
  const first = petra.page.getByRole('group').first();
  const named = (await first.locator('strong').innerText()).trim();
  await petra.tabTo(/radio "Ja"/);
  await petra.press('Space'); // yes
  await petra.page.getByText(/U heeft 1 van de \d+ vragen beantwoord/).waitFor();
  await petra.press('Tab');
  await petra.press('Space', 'ArrowRight', 'ArrowRight'); // the next: yes, no, don't know
  await petra.page.getByText(/U heeft 2 van de \d+ vragen beantwoord/).waitFor();
  await petra.reads('Wij kennen 1 ding dat u gebruikt.');
  await petra.page.reload();
  await petra.page.getByText(/U heeft 2 van de \d+ vragen beantwoord/).waitFor();
  expect(await petra.page.getByRole('group').first().getByRole('radio', { name: 'Ja' }).isChecked()).toBe(true);
  await petra.picture('member-3-after-a-break');
  await petra.tabTo(/radio "Ja"/);
  await petra.press('ArrowRight'); // no, after all
  await petra.reads('Wij weten nog niet wat u gebruikt.');
  expect(named).not.toBe('');
  expect(await petra.axe()).toEqual([]);
});

test.skipIf(!here)('a table is read line by line, a column is put right, and the list is accepted', async () => {
  const petra = await seats.sit(`${place.url}/inventory/upload`, { token, screen: PHONE });
  await petra.reads('Stuur ons uw lijst als bestand.');
  await petra.page.getByLabel('Kies een bestand').setInputFiles({
    name: 'wat-wij-gebruiken.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('leverancier,pakket,versie,prijs\nFortinet,FortiGate,7.2.9,100\nMeridiaan Zorgsoftware,Meridiaan Huisarts,4.2,9\n'),
  });
  await petra.reads('Wij lazen 2 regels in wat-wij-gebruiken.csv.');
  await petra.page.getByText('Fortinet FortiGate').waitFor();
  await petra.picture('member-3-understood');
  expect(await petra.axe()).toEqual([]);
  await petra.reads('Wij lazen 2 regels in wat-wij-gebruiken.csv.');
  await petra.tabTo('Ja, dit is onze lijst');
  await petra.press('Enter');
  await petra.page.getByText('Uw lijst is binnen.').first().waitFor();
  await petra.page.goto(`${place.url}/inventory`);
  await petra.reads('Wij kennen 2 dingen die u gebruikt.');
  await petra.tabTo(/inventory · 2 regels/);
  await petra.press('Enter');
  await petra.tabTo('Verwijder FortiGate');
  await petra.press('Enter');
  await petra.reads('Wij kennen 1 ding dat u gebruikt.');
  await petra.picture('member-3-lines');
  await petra.page.goto(`${place.url}/home`);
  await petra.reads('U hoeft nu niets te doen.');
});

test.skipIf(!here)(
  'what cannot be taken over is said in Dutch, at its place, and no sentence of the server is left in English',
  async () => {
    const petra = await seats.sit(`${place.url}/inventory/upload`, { token, screen: PHONE });
    await petra.reads('Stuur ons uw lijst als bestand.');
    const send = (name: string, text: string) =>
      petra.page.getByLabel('Kies een bestand').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
    await send('lijst.pdf', '%PDF-1.7 \n');
    await petra.page.getByRole('alert').getByText('Dit is een PDF. Stuur het werkblad waar de PDF van gemaakt is.').waitFor();
    await petra.picture('member-3-refused');
    await send('lijst.csv', 'kolom een,kolom twee\nx,y\n');
    await petra.page.getByRole('alert').getByText('Wij zagen: "kolom een", "kolom twee".', { exact: false }).waitFor();
    await send('lijst.csv', 'leverancier,pakket,bereikbaarheid\nFortinet,FortiGate,achter de deur\n,=1+1,intern\n');
    await petra.reads('Wij lazen 2 regels in lijst.csv.');
    await petra.page.getByText('Deze bereikbaarheid kennen wij niet, dus wij noteren onbekend.', { exact: false }).waitFor();
    await petra.page.getByText('regel 2, kolom "bereikbaarheid"').waitFor();
    await petra.page.getByText('Deze tekst begint als een formule.', { exact: false }).waitFor();
    expect(await petra.page.locator('main [lang="en"]').count()).toBe(0);
    await petra.picture('member-3-problems');
    expect(await petra.axe()).toEqual([]);
  },
);
