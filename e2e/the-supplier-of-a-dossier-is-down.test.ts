import { expect, test } from 'vitest';
import { listNotices } from '@forewarn/api/deliveries.ts';
import { addContact, addInstitution } from '@forewarn/api/institutions.ts';
import { putInventory, putRelations } from '@forewarn/api/inventories.ts';
import { listQueue } from '@forewarn/api/queue.ts';
import { listWarnings, previewRelease, showWarning } from '@forewarn/api/warnings.ts';
import type { Client } from '@forewarn/api/client.ts';
import { DESK, PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

const MERIDIAAN = 'Meridiaan Zorgsoftware';

let place: PortalPlace;
let seats: Seats;
let cert: Client;
onStage(async (stage) => {
  ({ seats, place } = stage);
  place.machine.setNow(new Date().toISOString());
  cert = await place.clientFor(ANALYST);
});

/** DOMAIN §6 S2: one supplier, touched in four ways; and one hospital with another dossier and no connection. */
const CAST = [
  ['Ziekenhuis Lindemark', 'hospital', `${MERIDIAAN},Meridiaan EPD,6.2,on-prem`, false],
  ['Streekziekenhuis Kwelderoord', 'hospital', `${MERIDIAAN},Meridiaan EPD,,cloud`, false],
  ['Huisartsenpraktijk Kwelmark', 'gp', `${MERIDIAAN},Meridiaan EPD,,cloud tenant B`, false],
  ['Medisch Laboratorium Kwartelveen', 'laboratory', 'Ander,Labstraat,9.4,on-prem', true],
  ['GGZ Rietmark', 'ggz', 'Kompas Software,Kompas EPD,,cloud', false],
] as const;

async function joinCast(): Promise<void> {
  for (const [place_, [name, sector, line, isConnected]] of CAST.entries()) {
    const { id } = await cert.call(addInstitution, { body: { name, sector } });
    const email = `piket@instelling${place_}.example`;
    await cert.call(addContact, { params: { id }, body: { name: `Piket van ${name}`, role: '24-7', email, order: 1 } });
    const body = new TextEncoder().encode(`leverancier,product,versie,hosting\n${line}\n`);
    await cert.call(putInventory, { params: { id, name: 'lijst' }, query: {}, body });
    const relations = [{ kind: 'connection' as const, supplier: MERIDIAAN, connection: 'vpn' as const }];
    if (isConnected) await cert.call(putRelations, { params: { id }, body: { relations } });
  }
}

/** Fills in the part of the text that was added last: for whom, by a label, and what they read. */
async function writePart(analyst: Seat, name: string, forWhom: string, summary: string): Promise<void> {
  await analyst.tabTo('Voeg een deel toe');
  await analyst.press('Enter');
  const part = analyst.page.getByRole('region', { name: /^Deel \d$/ }).last();
  await part.getByLabel('Naam (alleen voor de balie)').focus();
  await analyst.type(name);
  await part.getByLabel(forWhom, { exact: true }).focus();
  await analyst.press('Space');
  await part.getByLabel('In het kort, voor dit deel').focus();
  await analyst.type(summary);
}

test.skipIf(!here)(
  'the supplier of a dossier is down: a matter from nothing, each variant its own text, planned, called off and sent, and withdrawn in the end',
  async () => {
    await joinCast();
    const analyst = await seats.sit(`${place.url}/queue`, { token: await place.tokenFor(ANALYST) });
    await analyst.reads('Er liggen 0 zaken in de wachtrij.');
    await analyst.press('o');
    await analyst.page.getByRole('dialog').waitFor();
    await analyst.type('Meridiaan heeft ransomware');
    await analyst.tabTo('Van wie weet u dit?');
    await analyst.type('telefoon, Ziekenhuis Lindemark');
    await analyst.tabTo('Leverancier');
    await analyst.type(MERIDIAAN);
    await analyst.tabTo('Product');
    await analyst.type('Meridiaan EPD');
    await analyst.tabTo('Varianten of omgevingen');
    await analyst.type('on-prem');
    await analyst.press('Enter');
    await analyst.type('tenant B');
    await analyst.press('Enter');
    await analyst.type('cloud');
    await analyst.picture('desk-open-matter');
    await analyst.tabTo('Open een zaak');
    await analyst.press('Enter');
    await analyst.page.getByRole('heading', { level: 2, name: 'Meridiaan heeft ransomware' }).waitFor();
    expect((await cert.call(listQueue, { query: {} })).matters[0]?.confirmation).toEqual({ kind: 'unconfirmed' });
    await analyst.picture('desk-queue-matter');
    await analyst.press('s');
    await analyst.reads('U begint een waarschuwing over: Meridiaan heeft ransomware');
    await analyst.tabTo('In het kort');
    await analyst.type('Meridiaan heeft ransomware. <img src=x onerror=alert(1)> Zie hxxps://meridiaan.example.');
    await analyst.tabTo('Stap 1');
    await analyst.type('Blokkeer de koppeling met Meridiaan.');
    await analyst.tabTo('Maak het concept');
    await analyst.press('Enter');
    await analyst.reads(/4 instellingen krijgen dit/);

    await writePart(
      analyst,
      'on-prem',
      `${MERIDIAAN} Meridiaan EPD on-prem`,
      'Verbreek de VPN en de beheertoegang. Uw EPD mag blijven draaien.',
    );
    await writePart(analyst, 'tenant B', `${MERIDIAAN} Meridiaan EPD tenant B`, 'Uw dossier doet het niet. Bel uw IT-bedrijf.');
    await writePart(analyst, 'cloud', `${MERIDIAAN} Meridiaan EPD cloud`, 'Start de noodprocedure voor het EPD.');
    await analyst.page.getByText(/^Bewaard om/).waitFor();
    await analyst.page.getByText('1 instelling leest dit').nth(2).waitFor();
    const [warning] = (await cert.call(listWarnings, {})).warnings;
    const id = warning?.id ?? '';
    const preview = await cert.call(previewRelease, { params: { id } });
    expect(Object.fromEntries(preview.institutions.map(({ institution, part }) => [institution, part]))).toEqual({
      'Ziekenhuis Lindemark': 'on-prem',
      'Streekziekenhuis Kwelderoord': 'cloud',
      'Huisartsenpraktijk Kwelmark': 'tenant B',
      'Medisch Laboratorium Kwartelveen': undefined, // by its connection alone: what everybody reads
    });
    await analyst.picture('desk-draft-parts');
    await analyst.page.setViewportSize(PHONE);
    await analyst.picture('desk-draft-parts-phone');
    await analyst.page.setViewportSize(DESK);
    expect(await analyst.page.locator('img').count()).toBe(0); // pasted markup is text
    expect(await analyst.axe()).toEqual([]);
    await analyst.reads(/4 instellingen krijgen dit/);

    await plan(analyst);
    await analyst.page.getByText(/^Gaat vanzelf weg over/).waitFor();
    await analyst.picture('desk-planned');
    await analyst.tabTo('Verstuur niet vanzelf');
    await analyst.press('Enter');
    await analyst.page.getByText('De planning is weg. Het concept blijft.').waitFor();
    await analyst.press('s');
    await analyst.tabTo('Bent u alleen? Schrijf waarom');
    await analyst.type('Nachtdienst.');
    await analyst.tabTo('Verstuur naar 4 instellingen');
    await analyst.press('Enter');
    await analyst.reads(/Er zijn 4 instellingen betrokken/);

    await analyst.tabTo('Trek in');
    await analyst.press('Enter');
    await analyst.type('De storing was niet bij Meridiaan.');
    await analyst.picture('desk-withdraw');
    // Without a connection it does not go by itself later: it says so, and what was typed is there when the dialog opens again.
    await analyst.page.route('**/withdraw', (route) => route.abort());
    await analyst.press('Tab', 'Tab');
    await analyst.press('Enter');
    await analyst.page.getByRole('dialog').getByText('Er is geen verbinding met de server.').waitFor();
    await analyst.page.unroute('**/withdraw');
    await analyst.press('Escape');
    await analyst.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await cert.call(showWarning, { params: { id } })).state).toBe('open');
    await analyst.tabTo('Trek in');
    await analyst.press('Enter');
    await analyst.page.getByRole('dialog').getByText('De storing was niet bij Meridiaan.').waitFor();
    await analyst.press('Tab', 'Tab');
    await analyst.press('Enter');
    await analyst.page.getByText(/^Ingetrokken door Analist van dienst/).waitFor();
    expect((await cert.call(showWarning, { params: { id } })).state).toBe('withdrawn');
    expect((await cert.call(listNotices, { query: {} })).notices).toEqual([]);
  },
  240_000,
);

/** Tomorrow at this hour. */
async function plan(analyst: Seat): Promise<void> {
  await analyst.press('s');
  const dialog = analyst.page.getByRole('dialog');
  await dialog.getByLabel('Bent u alleen? Schrijf waarom').focus();
  await analyst.type('Nachtdienst.');
  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 16);
  await dialog.getByLabel('Verstuur op (leeg: nu)').fill(tomorrow);
  await dialog.getByRole('button', { name: 'Plan voor 4 instellingen' }).focus();
  await analyst.press('Enter');
}

test.skipIf(!here)(
  'notices, reports, suppliers and follow-up rules read well, with and without colour, on a desk and on a telephone',
  async () => {
    const desk = await seats.sit(`${place.url}/suppliers?supplier=${encodeURIComponent(MERIDIAAN)}`, {
      token: await place.tokenFor(ANALYST),
    });
    await desk.page.getByRole('link', { name: 'Medisch Laboratorium Kwartelveen' }).first().waitFor();
    await desk.page.getByRole('link', { name: 'GGZ Rietmark' }).waitFor({ state: 'detached' });
    const report = desk.page.getByLabel('Nog te doen');
    for (const page of [`suppliers?supplier=${encodeURIComponent(MERIDIAAN)}`, 'notices', 'policies', 'reports']) {
      await desk.page.goto(`${place.url}/${page}`);
      await desk.page.getByRole('heading', { level: 1 }).waitFor();
      const name = page.split('?')[0] ?? page;
      await desk.page.setViewportSize(PHONE);
      await desk.picture(`desk-${name}-phone`);
      await desk.page.setViewportSize(DESK);
      await desk.picture(`desk-${name}`);
      expect(await desk.axe(), page).toEqual([]);
    }
    await desk.page.goto(`${place.url}/reports`);
    await report.focus();
    await desk.press('Control+End');
    await desk.type(' Bel Meridiaan om 8 uur.');
    await desk.page.reload();
    expect(await report.inputValue()).toMatch(/Bel Meridiaan om 8 uur/); // what was typed outlives a reload
    await desk.page.emulateMedia({ media: 'print' });
    await desk.picture('desk-reports-print');
  },
);
