import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount } from '@forewarn/api/accounts.ts';
import { startIdentityProvider, type IdentityProvider } from '@forewarn/fakes/identity-provider/start-identity-provider.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { mailSignInCode } from '@forewarn/server/deliveries/mail-sign-in-code.ts';
import { mailSignInNotice } from '@forewarn/server/deliveries/mail-sign-in-notice.ts';
import { workJobs } from '@forewarn/server/warnings/example-matter.test-support.ts';
import { browserHere, openBrowser, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, portalPlace, type PortalPlace } from './portal-place.ts';

const here = browserHere() !== undefined;
if (!here) console.log('the browser stories were skipped: there is no Chromium here (apt-get install chromium)');

const RIETMARK = '01930000-0000-7000-8000-000000000001';
const MINUTE_MS = 60_000;

let folder: string;
let place: PortalPlace;
let seats: Seats;
let mailbox: Mailbox;
let service: IdentityProvider;
let mirjam: Seat;
beforeAll(async () => {
  if (!here) return;
  seats = await openBrowser(); // first: it may build the portal
  const port = await freePort();
  mailbox = await startMailbox();
  service = await startIdentityProvider([`http://localhost:${port}/sign-in/oidc/rietmark/back`]);
  folder = mkdtempSync(join(tmpdir(), 'forewarn-account-'));
  writeFileSync(join(folder, 'secret'), service.clientSecret);
  const file = join(folder, 'providers.json');
  writeFileSync(file, JSON.stringify({ providers: [ofService()] }));
  place = await portalPlace({ FOREWARN_OIDC: file, FOREWARN_SMTP_URL: mailbox.smtpUrl }, port);
  clockAt(-60); // real services have real clocks: the story ends at ours
  await place.machine.database.pool.query(
    `insert into forewarn.institutions (id, name, sector, joined_at) values ($1, 'GGZ Rietmark', 'ggz', now() - interval '1 year')`,
    [RIETMARK],
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
  await withPasskeys(mirjam);
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

test.skipIf(!here)('a colleague signs in through the organisation and comes back to the page that was asked for', async () => {
  service.person({ sub: 'tom', email: 'tom@rietmark.example', email_verified: true });
  clockAt(0); await invite('Tom Bakker','tom@rietmark.example','it');
  const tom = await seats.sit(`${place.url}/open-points`, {});
  await tom.reads('Meld u aan bij');
  await tom.picture('account-3-sign-in');
  await tom.page.evaluate(() => localStorage.setItem('forewarn.language', 'nl'));
  await tom.page.reload();
  await tom.tabTo('Meld u aan via GGZ Rietmark');
  await tom.press('Enter');
  tom.page.on('console', (m) => console.log('CONSOLE', m.text())); tom.page.on('requestfailed', (r) => console.log('FAILED', r.url(), r.failure()?.errorText)); tom.page.on('response', (r) => console.log('RESP', r.status(), r.url().slice(0,90)));
  await tom.page.waitForTimeout(6000); console.log('DBG', tom.page.url(), await tom.page.content());
  await tom.page.waitForURL('**/open-points');
});

/** The clock of Forewarn, in minutes from the real one. */
function clockAt(minutes: number): void {
  place.machine.setNow(new Date(Date.now() + minutes * MINUTE_MS).toISOString());
}

/** A passkey of this machine, without a hand to open it. */
async function withPasskeys({ page }: Seat): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
}

/** Has the CERT invite somebody of GGZ Rietmark; the link of the mail that came. */
async function invite(name: string, email: string, role: string): Promise<{ readonly link: string }> {
  const cert = await place.clientFor(ANALYST);
  await cert.call(addAccount, { body: { kind: 'institution', institutionId: RIETMARK, name, email, roles: [role] } });
  await workJobs(place.machine, 'mail-sign-in-notice', mailSignInNotice);
  const mail = await mailbox.waitFor(({ rcptTo, text }) => rcptTo === email && text.includes('#code='));
  return { link: /http:\S+#code=[A-Za-z0-9_-]+/.exec(mail.text)?.[0] ?? '' };
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

/** One that nobody has now: the service must know where it sends people back to before Forewarn listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
