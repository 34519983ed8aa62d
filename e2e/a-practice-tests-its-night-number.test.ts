import { expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { addContact, addInstitution, showInstitution } from '@forewarn/api/institutions.ts';
import { listTestCallsToMake, recordTestCall } from '@forewarn/api/number-tests.ts';
import { openpgpPair } from '@forewarn/server/deliveries/channels/email/keys/keys.test-support.ts';
import type { TokenHolder } from '@forewarn/server/sessions/tokens.ts';
import { PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

const NAME = 'Huisartsenpraktijk De Linde';
let place: PortalPlace;
let seats: Seats;
let institutionId: string;
let practice: TokenHolder;

onStage(async (stage) => {
  ({ seats, place } = stage);
  const cert = await place.clientFor(ANALYST);
  ({ id: institutionId } = await cert.call(addInstitution, { body: { name: NAME, sector: 'first-line' } }));
  for (const [name, role, phone] of [
    ['Pien Praktijk', 'practice-manager', '000 000 00 01'],
    ['Doktersdienst', '24-7', '000 000 00 02'],
  ])
    await cert.call(addContact, {
      params: { id: institutionId },
      body: { name, role, phone, email: `${name?.split(' ')[0]?.toLowerCase()}@linde.example` },
    });
  practice = { kind: 'institution', name: 'Pien Praktijk', institutionId: idOf<'Institution'>(institutionId), roles: ['it'] };
});

/** Whatever stands on the page, not its heading alone. */
const shows = ({ page }: Seat, text: string | RegExp) => page.getByText(text).first().waitFor();
const names = async () =>
  (await (await place.clientFor(ANALYST)).call(showInstitution, { params: { id: institutionId } })).contacts.map(({ name }) => name);

test.skipIf(!here)('a practice has its number for the night tested, and reads what came of it', async () => {
  const seat = await seats.sit(`${place.url}/people`, { token: await place.tokenFor(practice), screen: PHONE });
  await shows(seat, 'Dit nummer is nog nooit getest.');
  await seat.picture('people-phone');
  await seat.tabTo('Test mijn 24/7-nummer: Doktersdienst');
  await seat.press('Enter');
  await shows(seat, 'Wij bellen dit nummer om het te testen.');
  const cert = await place.clientFor(ANALYST);
  const [asked] = (await cert.call(listTestCallsToMake, {})).calls;
  expect(asked).toMatchObject({ institution: NAME, contact: 'Doktersdienst', phone: '000 000 00 02' });
  await cert.call(recordTestCall, { params: { id: asked?.id ?? '' }, body: { outcome: 'voicemail', note: 'Bandje zonder naam.' } });
  await seat.page.reload();
  await shows(seat, 'Bij de laatste test kregen wij de voicemail.');
  await shows(seat, 'Bandje zonder naam.');
  await seat.picture('people-failed-phone');
  expect(await seat.axe()).toEqual([]);
});

test.skipIf(!here)('who must hear first is put first by keyboard, and put back', async () => {
  const seat = await seats.sit(`${place.url}/people`, { token: await place.tokenFor(practice) });
  await shows(seat, 'Wij vragen deze mensen van boven naar beneden.');
  await seat.tabTo('Vraag Doktersdienst eerder');
  await seat.press('Enter');
  await shows(seat, 'Doktersdienst staat nu op plaats 1.');
  expect(await names()).toEqual(['Doktersdienst', 'Pien Praktijk']);
  // The first cannot go earlier: the way back has the focus.
  expect(await seat.page.locator(':focus').ariaSnapshot()).toContain('Vraag Doktersdienst later');
  await seat.picture('people-order');
  await seat.tabTo('Maak ongedaan');
  await seat.press('Enter');
  await shows(seat, 'De volgorde is weer zoals hij was.');
  expect(await names()).toEqual(['Pien Praktijk', 'Doktersdienst']);
});

test.skipIf(!here)('a key is pasted, reads when it ends and what happens then, and is taken away', async () => {
  const key = (await openpgpPair('Pien', 'pien@linde.example', { expiresAfterSeconds: 20 * 365 * 24 * 3_600 })).publicKey;
  const seat = await seats.sit(`${place.url}/people`, { token: await place.tokenFor(practice), screen: PHONE });
  await seat.tabTo('Versleutelde mail aan Pien Praktijk');
  await seat.press('Enter');
  await shows(seat, 'Mail aan dit contact gaat niet versleuteld.');
  await seat.tabTo(/^- textbox "Plak een openbare/);
  await seat.type('dit is geen sleutel');
  await seat.tabTo('Bewaar de sleutel');
  await seat.press('Enter');
  await shows(seat, 'Dit is geen sleutel of certificaat.');
  await seat.tabTo(/^- textbox "Plak een openbare/);
  await seat.press('Control+a', 'Delete');
  await seat.page.keyboard.insertText(key);
  await seat.tabTo('Bewaar de sleutel');
  await seat.press('Enter');
  await shows(seat, 'Mail aan Pien Praktijk gaat voortaan versleuteld.');
  await shows(seat, 'Lever voor die tijd een nieuwe in');
  await seat.picture('keys-phone');
  await seat.tabTo('Verwijder de sleutel');
  await seat.press('Enter');
  await shows(seat, 'Mail aan dit contact gaat niet versleuteld.');
});
