import { afterAll, expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { addContact, addInstitution } from '@forewarn/api/institutions.ts';
import { showServiceDesk } from '@forewarn/api/service-desk.ts';
import { draftWarning, releaseWarning } from '@forewarn/api/warnings.ts';
import { startServiceDesk, type FakeServiceDesk } from '@forewarn/fakes/service-desk/start-service-desk.ts';
import { workJobs } from '@forewarn/server/warnings/example-matter.test-support.ts';
import { workServiceDesk } from '@forewarn/server/warnings/work-service-desk.ts';
import type { TokenHolder } from '@forewarn/server/sessions/tokens.ts';
import { PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

const NAME = 'Ziekenhuis Lindemark';
let place: PortalPlace;
let seats: Seats;
let ciso: TokenHolder;
let desk: FakeServiceDesk;

onStage(
  async (stage) => {
    ({ seats, place } = stage);
    desk = await startServiceDesk({ userName: 'forewarn', password: 'lang wachtwoord' });
    const cert = await place.clientFor(ANALYST);
    const { id } = await cert.call(addInstitution, { body: { name: NAME, sector: 'hospital' } });
    ciso = { kind: 'institution', name: 'Ciska de Ciso', institutionId: idOf<'Institution'>(id), roles: ['ciso'] };
    await cert.call(addContact, { params: { id }, body: { name: 'Ciska de Ciso', role: 'ciso', email: 'ciso@lindemark.example' } });
    const title = 'Meridiaan EPD: lek wordt misbruikt';
    const { id: warning } = await cert.call(draftWarning, {
      body: {
        matter: { title, source: 'telefoon', scope: { products: [], suppliers: [], sectors: ['hospital'], regions: [] } },
        urgency: 'this-week',
        tlp: 'GREEN',
        audience: { certainties: ['certain', 'likely', 'possible', 'for-information'], excluded: [] },
        texts: { nl: { title, summary: 'Er is een lek.', actions: [{ text: 'Werk Meridiaan EPD bij.' }] } },
      },
    });
    await cert.call(releaseWarning, { params: { id: warning }, body: { alone: { because: 'Eén analist in dit verhaal.' } } });
  },
  { FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes' },
);
afterAll(() => desk?.stop());

/** Whatever stands on the page, not its heading alone. */
const shows = ({ page }: Seat, text: string | RegExp) => page.getByText(text).first().waitFor();

test.skipIf(!here)('a CISO makes a link for the calendar, copies it, and takes back that it was ended', async () => {
  const seat = await seats.sit(`${place.url}/people`, { token: await place.tokenFor(ciso), screen: PHONE });
  await seat.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await seat.tabTo('Uw termijnen in uw agenda');
  await seat.press('Enter');
  await seat.reads('U heeft nog geen link voor uw agenda of feedlezer.');
  await seat.picture('feeds-empty-phone');
  expect(await seat.axe()).toEqual([]);
  await seat.tabTo('Waarvoor is de link?');
  await seat.type('Outlook van Ciska');
  await seat.press('Enter');
  await shows(seat, 'De link "Outlook van Ciska" is klaar');
  await seat.picture('feeds-made-phone');
  await seat.tabTo('Kopieer het adres van de agenda');
  await seat.press('Enter');
  await shows(seat, 'Gekopieerd.');
  const address = await seat.page.evaluate<string>('navigator.clipboard.readText()');
  const read = async () => (await fetch(`${place.url}${new URL(address).pathname}`)).status;
  expect(await read()).toBe(200);
  await seat.page.reload();
  await shows(seat, 'Laatst gebruikt:');
  expect(await seat.page.content()).not.toContain(address);
  await seat.tabTo('Trek in: Outlook van Ciska');
  await seat.press('Enter');
  await shows(seat, 'De link "Outlook van Ciska" werkt niet meer.');
  await seat.reads('U heeft nog geen link voor uw agenda of feedlezer.');
  expect(await read()).toBe(404);
  await seat.picture('feeds-ended-phone');
  await seat.tabTo('Maak ongedaan');
  await seat.press('Enter');
  await seat.reads('U heeft 1 link in gebruik.');
  expect(await read()).toBe(200);
  expect(await seat.axe()).toEqual([]);
});

test.skipIf(!here)('the CISO connects the service desk, is told what is wrong, and sees there how each point stands', async () => {
  const seat = await seats.sit(`${place.url}/people`, { token: await place.tokenFor(ciso) });
  await seat.tabTo('Koppeling met uw servicedesk');
  await seat.press('Enter');
  await seat.reads('U heeft nog geen koppeling met uw servicedesk.');
  await seat.picture('desk-empty');
  await seat.tabTo('Adres van de API');
  await seat.type(desk.url);
  await seat.tabTo('Gebruikersnaam');
  await seat.type('forewarn');
  await seat.tabTo('Wachtwoord');
  await seat.type('fout wachtwoord');
  await seat.press('Enter');
  await shows(seat, 'weigert deze gebruikersnaam of dit wachtwoord');
  await seat.reads('De koppeling met uw servicedesk werkt nu niet.');
  await seat.picture('desk-refused');
  await seat.tabTo('Wachtwoord');
  await seat.type('lang wachtwoord');
  await seat.press('Enter');
  await shows(seat, 'De koppeling werkt.');
  await seat.reads('De koppeling met uw servicedesk werkt.');
  expect(await seat.page.content()).not.toContain('lang wachtwoord');
  await seat.tabTo('Naar uw openstaande punten');
  await seat.press('Enter');
  await seat.reads(/U heeft 1 openstaand punt/);
  await seat.tabTo(/^- checkbox "Kies alle punten"/);
  await seat.press('Space');
  await seat.tabTo('Stuur naar de servicedesk');
  await seat.press('Enter');
  await shows(seat, '1 punt gaat naar uw servicedesk.');
  await workJobs(place.machine, 'work-service-desk', workServiceDesk);
  const [made] = desk.incidents();
  expect(made?.briefDescription).toContain('Meridiaan EPD');
  await seat.page.reload();
  await shows(seat, 'I 2611 001, Geregistreerd');
  desk.move(made?.externalNumber ?? '', 'Gereed', true);
  await workServiceDesk(place.machine, { institutionId: ciso.kind === 'institution' ? ciso.institutionId : '' });
  await seat.page.reload();
  await shows(seat, 'I 2611 001, Gereed');
  await shows(seat, 'Gesloten bij de servicedesk. Geef hier nog uw antwoord.');
  await seat.picture('desk-points');
  expect(await seat.axe()).toEqual([]);
  const phone = await seats.sit(`${place.url}/people/service-desk`, { token: await place.tokenFor(ciso), screen: PHONE });
  await phone.reads('De koppeling met uw servicedesk werkt.');
  await phone.picture('desk-phone');
  expect(await phone.axe()).toEqual([]);
  const { incidents } = await (await place.clientFor(ciso)).call(showServiceDesk, {});
  expect(incidents).toMatchObject([{ status: 'Gereed', closed: true, proposes: 'fixed' }]);
});
