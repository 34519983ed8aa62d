import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount, addProvider, giveConsent } from '@forewarn/api/accounts.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Account } from '@forewarn/core/institutions/account.ts';
import { startIdentityProvider, type IdentityProvider } from '@forewarn/fakes/identity-provider/start-identity-provider.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { mailSignInCode } from '@forewarn/server/deliveries/mail-sign-in-code.ts';
import { mailSignInNotice } from '@forewarn/server/deliveries/mail-sign-in-notice.ts';
import { freePort } from '@forewarn/server/server-process.test-support.ts';
import { workJobs } from '@forewarn/server/warnings/example-matter.test-support.ts';
import { browserHere, openBrowser, PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, portalPlace, type PortalPlace } from './portal-place.ts';

const here = browserHere() !== undefined;
if (!here) console.log('the browser stories were skipped: there is no Chromium here (apt-get install chromium)');

const RIETMARK = '01930000-0000-7000-8000-000000000001';
const ELZENBOCHT = '01930000-0000-7000-8000-000000000002';
/** Of nobody that consents. */
const STRANGER = '01930000-0000-7000-8000-000000000003';
const MINUTE_MS = 60_000;

let folder: string;
let place: PortalPlace;
let seats: Seats;
let mailbox: Mailbox;
let service: IdentityProvider;
let mirjam: Seat;
let otherDevice: () => Promise<void>;
beforeAll(async () => {
  if (!here) return;
  seats = await openBrowser(); // first: it may build the portal
  // The service must know where it sends people back to before Forewarn listens.
  const port = await freePort();
  mailbox = await startMailbox();
  service = await startIdentityProvider([`http://localhost:${port}/sign-in/oidc/rietmark/back`]);
  folder = mkdtempSync(join(tmpdir(), 'forewarn-account-'));
  writeFileSync(join(folder, 'secret'), service.clientSecret);
  const file = join(folder, 'providers.json');
  writeFileSync(file, JSON.stringify({ providers: [ofService()] }));
  place = await portalPlace({ FOREWARN_OIDC: file, FOREWARN_SMTP_URL: mailbox.smtpUrl }, port);
  clockAt(-20); // real services have real clocks: the story ends at ours
  for (const [id, name] of [
    [RIETMARK, 'GGZ Rietmark'],
    [ELZENBOCHT, 'Praktijk Elzenbocht'],
    [STRANGER, 'Ziekenhuis Lindemark'],
  ])
    await place.machine.database.pool.query(
      `insert into forewarn.institutions (id, name, sector, joined_at) values ($1, $2, 'ggz', now() - interval '1 year')`,
      [id, name],
    );
});
afterAll(async () => {
  await seats?.close();
  await place?.stop();
  await service?.stop();
  await mailbox?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!here)('an invitation leads through to a first sign-in, and its code is in no address that is sent or kept', async () => {
  const { link } = await invite('Mirjam de Wit', 'mirjam@rietmark.example', 'ciso');
  const code = link.split('#code=')[1] ?? '';
  expect(code).toHaveLength(43);
  const sent: string[] = [];
  mirjam = await seats.sit(place.url, {});
  mirjam.page.context().on('request', (request) => sent.push(request.url().split('#')[0] ?? '', JSON.stringify(request.headers())));
  otherDevice = await withPasskeys(mirjam);
  await mirjam.page.goto(link);
  await mirjam.reads('Welkom bij');
  expect(mirjam.page.url()).not.toContain(code);
  await mirjam.picture('account-1-invited');
  await mirjam.tabTo('Hoe noemt u dit apparaat?');
  await mirjam.press('Control+A');
  await mirjam.type('Laptop van mijn werk');
  await mirjam.press('Enter');
  await mirjam.page.getByRole('navigation', { name: 'Menu' }).waitFor();
  expect(new URL(mirjam.page.url()).pathname).toBe('/home');
  expect(sent.length).toBeGreaterThan(5);
  expect(sent.filter((text) => text.includes(code))).toEqual([]);
  const again = await seats.sit(link, {});
  await again.reads('Welkom bij');
  await withPasskeys(again);
  await again.tabTo('Maak uw passkey');
  await again.press('Enter');
  await again.page.getByText('Deze code is al gebruikt, of is verlopen.').waitFor();
});

test.skipIf(!here)('what matters asks once more who she is: cancelled it is said, shown it goes on with what she typed', async () => {
  clockAt(-12);
  await mirjam.page.goto(`${place.url}/people`);
  await mirjam.reads(/bereiken/);
  await mirjam.tabTo('button "Nodig uit"');
  await mirjam.press('Shift+Tab', 'Shift+Tab', 'Shift+Tab');
  await mirjam.type('Tom Bakker');
  await mirjam.press('Tab');
  await mirjam.type('tom@rietmark.example');
  await mirjam.press('Enter');
  const dialog = mirjam.page.getByRole('dialog', { name: 'Meld u opnieuw aan' });
  await dialog.waitFor();
  await mirjam.picture('account-2-again');
  await mirjam.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await mirjam.page.getByRole('alert').getByText('Dit is niet gedaan: u liet niet opnieuw zien wie u bent.').waitFor();
  const typed = () => mirjam.page.getByRole('textbox', { name: 'E-mailadres' }).last().inputValue();
  expect(await typed()).toBe('tom@rietmark.example');
  expect(await accountNames()).not.toContain('Tom Bakker');
  await mirjam.tabTo('button "Nodig uit"');
  await mirjam.press('Enter');
  await dialog.waitFor();
  expect(await mirjam.page.getByRole('dialog').count()).toBe(1);
  await showingAgain(/^- button "Meld u aan met uw passkey"/);
  await mirjam.press('Enter');
  await mirjam.page.getByText('Tom Bakker is uitgenodigd.').waitFor();
  expect(await accountNames()).toContain('Tom Bakker');
});

test.skipIf(!here)('a code by mail and her own organisation show it as well, and the page stays', async () => {
  clockAt(-6);
  await mirjam.tabTo('Sluit af: Tom Bakker');
  await mirjam.press('Enter');
  await showingAgain(/^- button "Stuur een code naar mirjam@rietmark.example"/);
  await mirjam.press('Enter');
  await mirjam.page.getByText('Kijk in uw mail.').waitFor();
  await mirjam.type(await mailedCode());
  await mirjam.press('Enter');
  await mirjam.page.getByText('Tom Bakker kan zich niet meer aanmelden.').waitFor();
  clockAt(0);
  service.person({ sub: 'mirjam', email: 'mirjam@rietmark.example', email_verified: true });
  await mirjam.tabTo('Open weer: Tom Bakker');
  await mirjam.press('Enter');
  await showingAgain(/^- button "Meld u aan via GGZ Rietmark"/);
  const window = mirjam.page.context().waitForEvent('page');
  await mirjam.press('Enter');
  await mirjam.page.getByText('Meld u aan in het venster van GGZ Rietmark.').waitFor();
  await window;
  await mirjam.page.getByText('Tom Bakker kan zich weer aanmelden.').waitFor();
});

test.skipIf(!here)('a colleague signs in through the organisation and comes back to the page that was asked for', async () => {
  service.person({ sub: 'tom', email: 'tom@rietmark.example', email_verified: true });
  const tom = await seats.sit(`${place.url}/open-points`, {});
  await tom.reads('Meld u aan bij');
  await tom.picture('account-3-sign-in');
  expect(await tom.axe()).toEqual([]);
  await tom.tabTo('Meld u aan via GGZ Rietmark');
  await tom.press('Enter');
  await tom.page.waitForURL('**/open-points');
});

test.skipIf(!here)(
  'on her account she sees who she is, ends a session elsewhere, and names, removes and brings back a passkey',
  async () => {
    const elsewhere = await seats.sit(place.url, {});
    await elsewhere.tabTo('Uw e-mailadres');
    await elsewhere.type('mirjam@rietmark.example');
    await elsewhere.press('Enter');
    await elsewhere.page.getByText('Kijk in uw mail.').waitFor();
    await elsewhere.type(await mailedCode());
    await elsewhere.press('Enter');
    await elsewhere.page.getByRole('navigation', { name: 'Menu' }).waitFor();

    await mirjam.tabTo('Uw account: Mirjam de Wit');
    await mirjam.press('Enter');
    await mirjam.reads('U bent aangemeld als Mirjam de Wit.');
    await mirjam.page.getByText('Europe/Amsterdam').waitFor();
    await mirjam.picture('account-4-own');
    await mirjam.tabTo('Geef een andere naam: Laptop van mijn werk');
    await mirjam.press('Enter');
    await mirjam.press('Control+A');
    await mirjam.type('Werklaptop');
    await mirjam.press('Enter');
    await mirjam.page.getByText('De passkey heet nu Werklaptop.').waitFor();
    await mirjam.tabTo('Verwijder passkey: Werklaptop');
    await mirjam.press('Enter');
    await mirjam.page.getByRole('dialog', { name: 'Dit is uw laatste passkey' }).waitFor();
    await mirjam.picture('account-5-last');
    await mirjam.press('Escape');
    await mirjam.tabTo('Maak een passkey op dit apparaat');
    await mirjam.press('Enter');
    await mirjam.page.getByText('Dit apparaat maakte geen passkey.').waitFor(); // it has one for her already
    await otherDevice();
    await mirjam.tabTo('Maak een passkey op dit apparaat');
    await mirjam.press('Enter');
    await mirjam.page.getByText('is gemaakt.').waitFor();
    await mirjam.tabTo('Verwijder passkey: Werklaptop');
    await mirjam.press('Enter');
    await mirjam.page.getByText('Met passkey Werklaptop komt niemand meer binnen.').waitFor();
    await mirjam.tabTo('Maak ongedaan');
    await mirjam.press('Enter');
    await mirjam.page.getByText('Passkey Werklaptop werkt weer.').waitFor();

    await mirjam.tabTo(/button "Beëindig: /);
    await mirjam.press('Enter');
    await mirjam.page.getByText('Daar bent u nu afgemeld.').waitFor();
    await elsewhere.page.reload();
    await elsewhere.reads('Meld u aan bij');
    await mirjam.page.setViewportSize(PHONE);
    await mirjam.picture('account-4-phone');
    expect(await mirjam.axe()).toEqual([]);
    await mirjam.picture('account-4-phone-dark');
  },
);

test.skipIf(!here)('an IT provider sees on every page for whom it acts, switches by keyboard, and its links keep it', async () => {
  const kees = await seats.sit(place.url, { token: await providerToken() });
  await kees.page.waitForURL('**/customers');
  await actFor(kees, 'GGZ Rietmark');
  await kees.page.waitForURL(`**/home?for=${RIETMARK}`);
  await kees.page.getByRole('form', { name: 'U werkt voor' }).getByText('GGZ Rietmark').first().waitFor();
  await kees.tabTo('link "Onze punten"');
  await kees.press('Enter');
  await kees.page.waitForURL(`**/open-points?for=${RIETMARK}`);
  await kees.page.getByRole('heading', { level: 1 }).waitFor();
  await kees.picture('account-6-acting');
  await kees.page.setViewportSize(PHONE);
  await kees.picture('account-6-acting-phone');
  expect(await kees.axe()).toEqual([]);
  await kees.tabTo('Uw account: Kees Kwartel');
  await kees.press('Enter');
  await kees.reads('U bent aangemeld als Kees Kwartel.');
  expect(kees.page.url()).toContain(`for=${RIETMARK}`);
  await actFor(kees, 'Praktijk Elzenbocht');
  await kees.page.waitForURL(`**/home?for=${ELZENBOCHT}`);
  await kees.page.goto(`${place.url}/open-points?for=${STRANGER}`);
  await kees.reads('U kunt niet voor deze deelnemer werken.');
  await mirjam.page.goto(`${place.url}/open-points?for=${ELZENBOCHT}`);
  await mirjam.reads('U kunt niet voor deze deelnemer werken.');
});

test.skipIf(!here)(
  'all that their pages asked is described, and but for the service of their organisation they asked nobody else',
  async () => {
    const undescribed = await seats.takeUndescribed();
    expect(undescribed.filter((line) => !line.includes(service.issuer))).toEqual([]);
  },
);

/** Walks to one way in the dialog; the dialog itself, which has the focus first, is not taken for it. */
async function showingAgain(way: RegExp): Promise<void> {
  await mirjam.page.getByRole('dialog', { name: 'Meld u opnieuw aan' }).waitFor();
  await mirjam.tabTo(way);
}

/** The clock of Forewarn, in minutes from the real one. */
function clockAt(minutes: number): void {
  place.machine.setNow(new Date(Date.now() + minutes * MINUTE_MS).toISOString());
}

/** A passkey of this machine, without a hand to open it. What comes back puts another device in its place. */
async function withPasskeys({ page }: Seat): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const add = () =>
    devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    });
  const { authenticatorId } = await add();
  return async () => {
    await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    await add();
  };
}

/** Has the CERT invite somebody of GGZ Rietmark; the link of the mail that came. */
async function invite(name: string, email: string, role: string): Promise<{ readonly link: string }> {
  const cert = await place.clientFor(ANALYST);
  await cert.call(addAccount, { body: { kind: 'institution', institutionId: RIETMARK, name, email, roles: [role] } });
  await workJobs(place.machine, 'mail-sign-in-notice', mailSignInNotice);
  const mail = await mailbox.waitFor(({ rcptTo, text }) => rcptTo === email && text.includes('#code='));
  return { link: /http:\S+#code=[A-Za-z0-9_-]+/.exec(mail.text)?.[0] ?? '' };
}

/** The code of the newest mail. */
async function mailedCode(): Promise<string> {
  mailbox.empty();
  await workJobs(place.machine, 'mail-sign-in-code', mailSignInCode);
  const { text } = await mailbox.waitFor((mail) => mail.rcptTo === 'mirjam@rietmark.example');
  return /\b\d{4} ?\d{4}\b/.exec(text)?.[0] ?? '';
}

/** Kees of Kwartel ICT, which two of three institutions let read and answer for them. */
async function providerToken(): Promise<string> {
  const cert = await place.clientFor(ANALYST);
  const { id: providerId } = await cert.call(addProvider, { body: { name: 'Kwartel ICT' } });
  for (const institutionId of [RIETMARK, ELZENBOCHT]) {
    const own = await place.clientFor({ kind: 'institution', name: 'CISO', institutionId });
    await own.call(giveConsent, { params: { providerId }, body: { scopes: ['read', 'answer'] } });
  }
  const { id } = await cert.call(addAccount, {
    body: { kind: 'provider', providerId, name: 'Kees Kwartel', email: 'kees@kwartel.example', roles: ['provider'] },
  });
  const account: Account = { id: idOf<'Account'>(id), kind: 'provider', name: 'Kees Kwartel', roles: ['provider'], providerId };
  return place.tokenFor({ kind: 'account', name: 'Kees Kwartel', account });
}

async function actFor(seat: Seat, institution: string): Promise<void> {
  await seat.tabTo('Voor wie wilt u werken?');
  await seat.type(institution);
  await seat.tabTo('button "Wissel"');
  await seat.press('Enter');
}

async function accountNames(): Promise<readonly string[]> {
  const found = await place.machine.database.pool.query('select name from forewarn.accounts');
  return found.rows.map(({ name }) => String(name));
}

function ofService() {
  return {
    id: 'rietmark',
    name: 'GGZ Rietmark',
    issuer: service.issuer,
    clientId: service.clientId,
    clientSecretFile: join(folder, 'secret'),
    for: { kind: 'institution', institutionId: RIETMARK },
    domains: ['rietmark.example'],
    allowPrivate: true,
  };
}
