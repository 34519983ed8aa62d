import { expect, test } from 'vitest';
import { addContact, addInstitution } from '@forewarn/api/institutions.ts';
import { putInventory } from '@forewarn/api/inventories.ts';
import { openMatter } from '@forewarn/api/matters.ts';
import { changeDraft, draftWarning, listWarnings, showWarning } from '@forewarn/api/warnings.ts';
import type { Client } from '@forewarn/api/client.ts';
import { DESK, PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
let cert: Client;
onStage(async (stage) => {
  ({ seats, place } = stage);
  place.machine.setNow(new Date().toISOString()); // who holds a call and until when is seen by the browser's clock
  cert = await place.clientFor(ANALYST);
});

/** The invented cast of DOMAIN §6.1, with what each uses. */
const CAST = [
  ['Ziekenhuis Lindemark', 'hospital', 'Citrix,NetScaler ADC,13.1-51.15', 'Piket Lindemark', '24-7', '+31 6 00000001'],
  ['Noorderdelta Ziekenhuizen', 'hospital', 'Citrix,NetScaler ADC,13.1-49.15', 'Piket Noorderdelta', '24-7', '+31 6 00000002'],
  ['GGZ Rietmark', 'ggz', 'Citrix,NetScaler ADC,', 'Ruud Rietmark', 'security', '+31 6 00000003'],
  [
    'Psychologiepraktijk Elzenbocht',
    'ggz-small',
    'Meridiaan Zorgsoftware,Meridiaan Huisarts,4.2',
    'Petra Praktijk',
    'practice-manager',
    '+31 6 00000004',
  ],
] as const;

async function joinCast(): Promise<void> {
  for (const [name, sector, line, contact, role, phone] of CAST) {
    const { id } = await cert.call(addInstitution, { body: { name, sector } });
    const email = `${contact.toLowerCase().replaceAll(' ', '.')}@${sector}.example`;
    await cert.call(addContact, { params: { id }, body: { name: contact, role, email, phone, order: 1 } });
    await cert.call(putInventory, {
      params: { id, name: 'lijst' },
      query: {},
      body: new TextEncoder().encode(`leverancier,product,versie\n${line}\n`),
    });
  }
}

test.skipIf(!here)(
  'Citrix in January, by keyboard alone: from the queue through the editor and the preview to the release, and who is silent is rung',
  async () => {
    await joinCast();
    await cert.call(openMatter, {
      body: {
        title: 'Lek in Citrix NetScaler wordt misbruikt',
        source: 'telefoon, Ziekenhuis Lindemark',
        confirmation: { kind: 'confirmed' },
        scope: { products: [{ supplier: 'Citrix', product: 'NetScaler ADC' }] },
      },
    });
    const analyst = await seats.sit(`${place.url}/queue`, { token: await place.tokenFor(ANALYST) });
    await analyst.reads('Er ligt 1 zaak in de wachtrij.');
    await analyst.press('j', 's');
    await analyst.reads('U begint een waarschuwing over: Lek in Citrix NetScaler wordt misbruikt');
    await analyst.tabTo('In het kort');
    await analyst.type('Er zit een lek in Citrix NetScaler. Aanvallers gebruiken het nu. Zet de maatregel vandaag aan.');
    await analyst.tabTo('Stap 1');
    await analyst.type('Zet de maatregel van Citrix aan.');
    await analyst.picture('desk-new-draft');
    await analyst.tabTo('Maak het concept');
    await analyst.press('Enter');
    await analyst.reads(/3 instellingen krijgen dit/);
    await analyst.tabTo('Controleer op misbruik');
    await analyst.type('Is gecontroleerd of er iemand binnen is geweest?');
    await analyst.page.getByText(/^Bewaard om/).waitFor();
    await analyst.page.getByText('Is gecontroleerd of er iemand binnen is geweest?', { exact: true }).last().waitFor();
    await analyst.picture('desk-draft');
    await analyst.page.setViewportSize(PHONE);
    await analyst.picture('desk-draft-phone');
    await analyst.page.setViewportSize(DESK);
    expect(await analyst.axe()).toEqual([]);
    await analyst.reads(/3 instellingen krijgen dit/);

    const [drafted] = (await cert.call(listWarnings, {})).warnings;
    expect(drafted?.releasedVersion).toBe(0); // nothing went out by writing
    await analyst.page.getByText(/^Bewaard om/).waitFor();
    await analyst.page.getByRole('group', { name: 'Wat de lezer ziet' }).waitFor();
    await analyst.press('s');
    const dialog = analyst.page.getByRole('dialog', { name: 'Versie 1 versturen' });
    await dialog.getByText(/Piket Lindemark \(24\/7-contact/).waitFor();
    expect(await dialog.getByText(/Petra Praktijk/).count()).toBe(0);
    await analyst.tabTo('Bent u alleen? Schrijf waarom');
    await analyst.type('Nachtdienst, de tweede man neemt niet op.');
    await analyst.picture('desk-release');
    await analyst.tabTo('Verstuur naar 3 instellingen');
    await analyst.press('Enter');

    await analyst.reads(/Er zijn 3 instellingen betrokken; 0 hebben gereageerd\./);
    expect((await cert.call(listWarnings, {})).warnings[0]?.releasedVersion).toBe(1);
    await analyst.press('j');
    await analyst.page.getByRole('link', { name: /\+31 6/ }).waitFor();
    await analyst.press('b');
    await analyst.page.getByRole('button', { name: /Ik bel niet meer/ }).waitFor();
    await analyst.picture('desk-board');
    await analyst.page.setViewportSize(PHONE);
    await analyst.picture('desk-board-phone');
    await analyst.page.setViewportSize(DESK);
    await analyst.tabTo('Notitie');
    await analyst.type('Terugbellen om 8 uur');
    await analyst.tabTo('Voicemail');
    await analyst.press('Enter');
    await analyst.page.getByText('Terugbellen om 8 uur').last().waitFor();
    expect(await analyst.axe()).toEqual([]);
    await analyst.page.goto(`${place.url}/open-warnings`);
    await analyst.reads(/open w/);
    await analyst.picture('desk-warnings');
    expect(await analyst.axe()).toEqual([]);
  },
  240_000,
);

test.skipIf(!here)('of two analysts in one draft the second sees who saved what, and chooses; nothing is overwritten', async () => {
  const { id: matterId } = await cert.call(openMatter, { body: { title: 'Golf van phishing', source: 'telefoon' } });
  const texts = { nl: { title: 'Golf van phishing', summary: 'Er gaat valse post rond.', actions: [{ text: 'Waarschuw uw mensen.' }] } };
  const { id } = await cert.call(draftWarning, { body: { matterId, urgency: 'this-week', texts } });
  const analyst = await seats.sit(`${place.url}/drafts/${id}`, { token: await place.tokenFor(ANALYST) });
  await analyst.page.getByText(/^Bewaard om/).waitFor();
  const second = await place.clientFor({ ...ANALYST, name: 'Tweede analist' });
  await analyst.page.route('**/draft', (asked) => asked.abort()); // what the first types does not come through
  await analyst.tabTo('In het kort');
  await analyst.press('End');
  await analyst.type(' Dit schrijft de eerste.');
  place.machine.setNow(new Date().toISOString()); // the place's clock stands still of itself
  await second.call(changeDraft, { params: { id }, body: { texts: { nl: { ...texts.nl, summary: 'De tweede was eerst.' } } } });
  // It hears of the other's text at once, so it may tell of that before it tells that its own did not come through.
  const told = analyst.page.getByRole('heading', { name: /^Tweede analist bewaarde dit concept/ });
  await analyst.page
    .getByText(/^Geen verbinding/)
    .or(told)
    .first()
    .waitFor();
  await analyst.page.unroute('**/draft');
  await told.waitFor();
  await analyst.picture('desk-draft-conflict');
  const kept = await cert.call(showWarning, { params: { id } });
  expect(kept.versions[0]?.texts.nl.summary).toBe('De tweede was eerst.');
  await analyst.tabTo('Ga verder met mijn tekst');
  await analyst.press('Enter');
  await analyst.page.getByText(/^Bewaard om/).waitFor();
  expect((await cert.call(showWarning, { params: { id } })).versions[0]?.texts.nl.summary).toMatch(/Dit schrijft de eerste/);
});

test.skipIf(!here)('what is typed without a connection is kept through a reload and sent when there is one again', async () => {
  const { id: matterId } = await cert.call(openMatter, { body: { title: 'Storing bij een leverancier', source: 'telefoon' } });
  const texts = { nl: { title: 'Storing', summary: 'Er is een storing.', actions: [{ text: 'Bel uw leverancier.' }] } };
  const { id } = await cert.call(draftWarning, { body: { matterId, urgency: 'this-week', texts } });
  const analyst = await seats.sit(`${place.url}/drafts/${id}`, { token: await place.tokenFor(ANALYST) });
  await analyst.page.getByText(/^Bewaard om/).waitFor();
  await analyst.page.route('**/draft', (asked) => asked.abort());
  await analyst.tabTo('In het kort');
  await analyst.press('End');
  await analyst.type(' Het duurt tot de avond.');
  await analyst.page.getByText(/^Geen verbinding/).waitFor();
  await analyst.page.reload();
  await analyst.page
    .getByText(/Het duurt tot de avond/)
    .first()
    .waitFor();
  await analyst.page.unroute('**/draft');
  await analyst.page.getByText(/^Bewaard om/).waitFor();
  expect((await cert.call(showWarning, { params: { id } })).versions[0]?.texts.nl.summary).toMatch(/Het duurt tot de avond/);
});

test.skipIf(!here)(
  'the name desk, the advisories, who is on the telephone and the sources read well and say what to do when empty',
  async () => {
    const desk = await seats.sit(`${place.url}/names`, { token: await place.tokenFor(ANALYST) });
    for (const page of ['queue', 'names', 'advisories', 'institutions', 'sources', 'help-requests', 'situation']) {
      await desk.page.goto(`${place.url}/${page}`);
      await desk.page.getByRole('heading', { level: 1 }).waitFor();
      await desk.page.setViewportSize(PHONE);
      await desk.picture(`desk-${page}-phone`);
      await desk.page.setViewportSize(DESK);
      await desk.picture(`desk-${page}`);
      expect(await desk.axe(), page).toEqual([]);
    }
  },
);
