import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount } from '@forewarn/api/accounts.ts';
import { addContact } from '@forewarn/api/institutions.ts';
import { listAcknowledgements } from '@forewarn/api/warnings.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { asSystem } from '@forewarn/server/database/as-principal.ts';
import { startDeliverer, type Deliverer } from '@forewarn/server/deliveries/deliverer.ts';
import { mailSignInNotice } from '@forewarn/server/deliveries/mail-sign-in-notice.ts';
import { findAccount } from '@forewarn/server/sessions/account-store.ts';
import { freePort } from '@forewarn/server/server-process.test-support.ts';
import { beginSession } from '@forewarn/server/sessions/session.ts';
import {
  ELZENBOCHT,
  exampleMatter,
  RIETMARK,
  TEXTS,
  workJobs,
  type ExampleMatter,
} from '@forewarn/server/warnings/example-matter.test-support.ts';
import { openBrowser, PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, portalPlace, type PortalPlace } from './portal-place.ts';
import { here } from './stage.test-support.ts';

const WIL = 'wil@maatschap.example';
let place: PortalPlace;
let seats: Seats;
let mailbox: Mailbox;
let deliverer: Deliverer;
let matter: ExampleMatter;
let invited: { readonly account: string; readonly elzenbocht: string };
beforeAll(async () => {
  if (!here) return;
  seats = await openBrowser(); // first: it may build the portal
  mailbox = await startMailbox();
  place = await portalPlace({ FOREWARN_SMTP_URL: mailbox.smtpUrl }, await freePort());
  matter = await exampleMatter(place.machine);
  invited = await inviteWil();
});
afterAll(async () => {
  await seats?.close();
  await deliverer?.stop();
  await place?.stop();
  await mailbox?.stop();
});

/** Wil works for both; each institution invites the same address, and the practice tells Wil of its warnings. */
async function inviteWil(): Promise<typeof invited> {
  const accounts: string[] = [];
  const elzenbocht = matter.ids[ELZENBOCHT] ?? '';
  for (const name of [RIETMARK, ELZENBOCHT]) {
    const institutionId = idOf<'Institution'>(matter.ids[name] ?? '');
    const ciso = await place.clientFor({ kind: 'institution', name: `CISO van ${name}`, institutionId, roles: ['ciso'] });
    const body = { kind: 'institution', name: 'Wil', email: WIL, roles: ['ciso'] } as const;
    accounts.push((await ciso.call(addAccount, { body: { ...body, roles: [...body.roles] } })).id);
  }
  const cert = await place.clientFor(ANALYST);
  await cert.call(addContact, { params: { id: elzenbocht }, body: { name: 'Wil', role: 'ciso', email: WIL } });
  return { account: accounts[0] ?? '', elzenbocht };
}

async function signIn(seat: Seat, accountId: string): Promise<void> {
  const secret = await asSystem(place.machine.database, 'test', async (trx) => {
    const account = await findAccount(trx, accountId);
    if (account === undefined) throw new Error('Wil is there');
    return beginSession(trx, account, 'passkey', { network: '192.0.2.7', device: 'x' }, place.machine.clock.now());
  });
  await seat.page.context().addCookies([{ name: 'forewarn_session', value: secret, url: place.url, httpOnly: true, sameSite: 'Strict' }]);
}

const looksAt = (wil: Seat, name: string) => wil.page.getByText(`U kijkt bij ${name}`, { exact: true }).waitFor();

test.skipIf(!here)('somebody of two institutions signs in once, chooses where to look, and finds it chosen the next time', async () => {
  const { account, elzenbocht } = invited;
  const wil = await seats.sit(`${place.url}/start`, { screen: PHONE });
  await wil.page.getByRole('heading', { level: 1 }).waitFor();
  await signIn(wil, account);
  await wil.page.goto(`${place.url}/start`);
  await looksAt(wil, 'GGZ Rietmark');
  await wil.tabTo(/combobox "Bij welke organisatie wilt u kijken/);
  await wil.type('Psycho');
  await wil.tabTo('Wissel');
  await wil.press('Enter');
  await wil.page.waitForURL(`**/home?for=${elzenbocht}`);
  await looksAt(wil, 'Psychologiepraktijk Elzenbocht');
  await wil.page.getByRole('heading', { level: 1 }).waitFor();
  await wil.picture('several-institutions-phone');
  expect(await wil.axe()).toEqual([]);
  // Links keep it, and the people are those of the practice.
  await wil.tabTo(/link "Onze mensen"/);
  await wil.press('Enter');
  await wil.page.waitForURL(`**/people?for=${elzenbocht}`);
  await looksAt(wil, 'Psychologiepraktijk Elzenbocht');
  // The next time begins where Wil looked last; an address of an institution of which Wil has no account opens nothing.
  await wil.page.goto(`${place.url}/start`);
  await wil.page.waitForURL(`**/home?for=${elzenbocht}`);
  await wil.page.goto(`${place.url}/home?for=01930000-0000-7000-8000-00000000ffff`);
  await wil.reads('U kunt niet voor deze deelnemer werken.');
  await wil.page.goto(`${place.url}/home?for=${elzenbocht}`);
  await looksAt(wil, 'Psychologiepraktijk Elzenbocht');
  await wil.tabTo(/combobox "Bij welke organisatie wilt u kijken/);
  await wil.type('GGZ');
  await wil.tabTo('Wissel');
  await wil.press('Enter');
  await looksAt(wil, 'GGZ Rietmark');
  await wil.page.goto(`${place.url}/start`);
  await wil.page.waitForURL('**/home');
  await looksAt(wil, 'GGZ Rietmark');
});

test.skipIf(!here)(
  'a mail of the other institution opens the page of that one, and what is answered without a connection is sent for it',
  async () => {
    const { account, elzenbocht } = invited;
    await workJobs(place.machine, 'mail-sign-in-notice', mailSignInNotice);
    const told = await mailbox.waitFor(({ subject }) => subject.includes('nog een organisatie'));
    expect(told.text).toContain(`/start?for=${elzenbocht}`);

    // Above GREEN a mail says only that there is something; it is read after signing in.
    await matter.match(ELZENBOCHT);
    const { id } = await matter.draft({ tlp: 'AMBER' });
    expect((await matter.release(id)).status).toBe(200);
    deliverer = await startDeliverer(place.machine);
    const { text } = await mailbox.waitFor(({ rcptTo, text: said }) => rcptTo === WIL && said.includes('/a/'));
    const link = /https?:\/\/\S+\/a\/[\w-]+/.exec(text)?.[0] ?? '';
    const wil = await seats.sit(link, { screen: PHONE });
    await signIn(wil, account);
    await wil.tabTo('Log in en lees verder');
    await wil.press('Enter');
    await wil.page.waitForURL(`**/home/${id}?for=${elzenbocht}`);
    await looksAt(wil, ELZENBOCHT);
    await wil.reads(TEXTS.nl.title);

    await wil.page.goto(`${place.url}/home?for=${elzenbocht}`);
    await wil.reads('Er is 1 ding dat u moet doen.');
    await wil.page.route('**/api/open-points/answers', (asked) => asked.abort());
    await wil.tabTo('Wij hebben dit niet');
    await wil.press('Enter');
    await wil.page.getByRole('dialog', { name: 'Waarom geldt dit niet voor u?' }).waitFor();
    await wil.tabTo('Wij gebruiken dit niet');
    await wil.press('Enter');
    const waiting = wil.page.getByRole('region', { name: 'Nog niet verstuurd' });
    await waiting.getByText(`antwoord op een waarschuwing voor ${ELZENBOCHT}`).waitFor();

    // Looking at the first institution again: it says for whom it waits, and goes for that one.
    await wil.page.goto(`${place.url}/home`);
    await looksAt(wil, RIETMARK);
    await waiting.getByText(`antwoord op een waarschuwing voor ${ELZENBOCHT}`).waitFor();
    await wil.picture('unsent-for-another-institution-phone');
    expect(await wil.axe()).toEqual([]);
    await wil.page.unroute('**/api/open-points/answers');
    await waiting.waitFor({ state: 'detached' });
    const { acknowledgements } = await (await place.clientFor(ANALYST)).call(listAcknowledgements, { params: { id }, query: {} });
    expect(acknowledgements.map(({ institutionId, answer, version }) => [institutionId, answer, version])).toEqual([
      [elzenbocht, 'not-affected', 1],
    ]);
  },
);
