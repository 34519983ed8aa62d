import { expect, test } from 'vitest';
import { listDrills, showDrill } from '@forewarn/api/drills.ts';
import { addContact, addInstitution } from '@forewarn/api/institutions.ts';
import { releaseWarning } from '@forewarn/api/warnings.ts';
import type { Client } from '@forewarn/api/client.ts';
import { DESK, PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
let cert: Client;
onStage(async (stage) => {
  ({ seats, place } = stage);
  place.machine.setNow(new Date().toISOString());
  cert = await place.clientFor(ANALYST);
});

test.skipIf(!here)(
  'a tabletop is begun by keyboard, answered on a telephone that says that nothing is real, ended, and its report read',
  async () => {
    const { id: rietmark } = await cert.call(addInstitution, { body: { name: 'GGZ Rietmark', sector: 'ggz' } });
    await cert.call(addInstitution, { body: { name: 'Psychologiepraktijk Elzenbocht', sector: 'ggz-small' } });
    await cert.call(addContact, {
      params: { id: rietmark },
      body: { name: 'Ruud Rietmark', role: 'security', email: 'ruud@rietmark.example', order: 1 },
    });
    const analyst = await seats.sit(`${place.url}/drills`, { token: await place.tokenFor(ANALYST) });
    await analyst.reads('Er loopt geen oefening.');
    await analyst.picture('drills');
    expect(await analyst.axe()).toEqual([]);
    await analyst.tabTo('Begin een tafeloefening');
    await analyst.press('Enter');
    await analyst.page.getByRole('dialog', { name: 'Begin een tafeloefening' }).waitFor();
    await analyst.type('Najaarsoefening');
    await analyst.picture('drill-begin');
    await analyst.press('Enter');
    await analyst.reads(/Klaar voor 2 deelnemers\. Er is nog niets verstuurd\./);
    await analyst.tabTo('Bekijk en verstuur de tekst');
    await analyst.press('Enter');
    await analyst.reads(/2 instellingen krijgen dit/);
    await analyst.page.getByText('Dit is niet echt.', { exact: false }).waitFor();
    await analyst.picture('drill-draft');

    const [drill] = (await cert.call(listDrills, {})).drills;
    await cert.call(releaseWarning, { params: { id: drill!.warningId }, body: { alone: { because: 'Nachtdienst, alleen.' } } });
    const member = await seats.sit(`${place.url}/home`, {
      token: await place.tokenFor({ kind: 'institution', name: 'Ruud', institutionId: rietmark, roles: ['ciso'] }),
      screen: PHONE,
    });
    await member.page.getByText('U doet mee aan een oefening').waitFor();
    await member.picture('drill-member-home');
    await member.tabTo(/OEFENING: Ransomware/);
    await member.press('Enter');
    await member.page.getByText('Dit is niet echt.', { exact: false }).first().waitFor();
    await member.picture('drill-member');
    expect(await member.axe()).toEqual([]);
    await member.tabTo('Geldt niet voor ons');
    await member.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    await member.page.getByRole('radio', { name: 'Opgelost', exact: true, checked: true }).waitFor();
    await member.tabTo('Verstuur uw antwoord');
    await member.press('Enter');
    await expect.poll(async () => (await cert.call(showDrill, { params: { id: drill!.id } })).report.answered.count).toBe(1);

    await analyst.page.goto(`${place.url}/drills/${drill!.id}`);
    await analyst.reads('Antwoord van 1 van de 2 deelnemers.');
    await analyst.picture('drill-report');
    await analyst.page.setViewportSize(PHONE);
    await analyst.picture('drill-report-phone');
    await analyst.page.setViewportSize(DESK);
    expect(await analyst.axe()).toEqual([]);
    await analyst.tabTo('Beëindig de oefening');
    await analyst.press('Enter');
    await analyst.page.getByText(/is afgelopen/).waitFor();
    await analyst.page.goto(`${place.url}/queue`);
    await analyst.reads(/0 zaken|niets/i);
  },
);
