import { expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { addContact, addInstitution } from '@forewarn/api/institutions.ts';
import { draftWarning, releaseWarning } from '@forewarn/api/warnings.ts';
import { listWishes } from '@forewarn/api/wishes.ts';
import { PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

const NAME = 'Ziekenhuis Lindemark';
let place: PortalPlace;
let seats: Seats;
let institutionId: string;

onStage(async (stage) => {
  ({ seats, place } = stage);
  const cert = await place.clientFor(ANALYST);
  ({ id: institutionId } = await cert.call(addInstitution, { body: { name: NAME, sector: 'hospital' } }));
  for (const [name, role, email] of [
    ['Ciska de Ciso', 'ciso', 'ciso@lindemark.example'],
    ['Sjors Systeem', 'systeembeheer', 'beheer@lindemark.example'],
  ])
    await cert.call(addContact, { params: { id: institutionId }, body: { name, role, email } });
  for (const [title, urgency] of [
    ['Phishing met de naam van een zorgverzekeraar', 'act-now'],
    ['Meridiaan EPD: lek in de koppeling', 'this-week'],
    ['Infuuspomp: handleiding gewijzigd', 'for-information'],
    ['Nieuwe voorlichting over wachtwoorden', 'for-information'],
  ] as const) {
    const { id } = await cert.call(draftWarning, {
      body: {
        matter: { title, source: 'telefoon', scope: { products: [], suppliers: [], sectors: ['hospital'], regions: [] } },
        urgency,
        tlp: 'GREEN',
        audience: { certainties: ['certain', 'likely', 'possible', 'for-information'], excluded: [] },
        texts: { nl: { title, summary: 'Dit speelt nu.', actions: [{ text: 'Lees dit.' }] } },
      },
    });
    await cert.call(releaseWarning, { params: { id }, body: { alone: { because: 'Eén analist in dit verhaal.' } } });
  }
});

/** Whatever stands on the page, not its heading alone. */
const shows = ({ page }: Seat, text: string) => page.getByText(text).first().waitFor();

test.skipIf(!here)(
  'a CISO sees on a telephone what the last month would have been, lets this week come in the daily message, and goes on holiday',
  async () => {
    const token = await place.tokenFor({
      kind: 'institution',
      name: NAME,
      institutionId: idOf<'Institution'>(institutionId),
      roles: ['ciso'],
    });
    const ciso = await seats.sit(`${place.url}/people/wishes`, { token, screen: PHONE });
    await ciso.reads(/Nu handelen krijgt u altijd meteen/);
    await shows(ciso, 'Meteen: Nu handelen en Deze week.');
    await shows(ciso, 'Er wachten 2 berichten.');
    await ciso.picture('wishes-phone');
    await ciso.tabTo('Wijzig wat Ciska de Ciso krijgt');
    await ciso.press('Enter');
    await shows(ciso, '2 berichten apart, en 2 in 1 dagbericht.');
    await shows(ciso, 'Daarvan was er 1 Nu handelen.');
    await ciso.page.getByLabel('Wat komt meteen?').selectOption({ label: 'Alleen Nu handelen' });
    await shows(ciso, '1 bericht apart, en 3 in 1 dagbericht.');
    await ciso.page.getByRole('button', { name: 'Voeg een vakantie toe' }).click();
    await ciso.page.getByLabel('Eerste dag').fill('2026-12-21');
    await ciso.page.getByLabel('Laatste dag').fill('2027-01-03');
    await ciso.page.getByLabel('Wie neemt waar?').selectOption({ label: 'Sjors Systeem' });
    await ciso.picture('wishes-form-phone');
    await ciso.page.getByText('Meer kiezen').click();
    await ciso.picture('wishes-form-more-phone');
    await ciso.page.getByRole('button', { name: 'Bewaar' }).click();
    await shows(ciso, 'Meteen: alleen Nu handelen.');
    expect(await ciso.axe()).toEqual([]);
    const { contacts } = await (await place.clientFor(ANALYST)).call(listWishes, { params: { id: institutionId } });
    expect(contacts.map(({ contact, isUsual, wishes, through }) => [contact, isUsual, wishes.floor, wishes.away.length, through])).toEqual([
      ['Ciska de Ciso', false, 'act-now', 1, 'institution'],
      ['Sjors Systeem', true, 'this-week', 0, undefined],
    ]);
  },
);

test.skipIf(!here)('the CERT, with the institution on the telephone, reads the same and puts it back', async () => {
  const analyst = await seats.sit(`${place.url}/institutions/${institutionId}`, { token: await place.tokenFor(ANALYST) });
  await analyst.tabTo('Wat deze instelling van ons krijgt');
  await analyst.press('Enter');
  await analyst.reads(/Dit krijgt Ziekenhuis Lindemark van ons/);
  await analyst.picture('wishes-desk');
  await analyst.tabTo('Terug naar het gewone: Ciska de Ciso');
  await analyst.press('Enter');
  await shows(analyst, 'Opgeslagen.');
  const { contacts } = await (await place.clientFor(ANALYST)).call(listWishes, { params: { id: institutionId } });
  expect(await analyst.axe()).toEqual([]);
  expect(contacts.every(({ isUsual }) => isUsual)).toBe(true);
});
