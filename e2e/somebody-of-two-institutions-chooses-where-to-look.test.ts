import { expect, test } from 'vitest';
import { addAccount } from '@forewarn/api/accounts.ts';
import { addInstitution } from '@forewarn/api/institutions.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { asSystem } from '@forewarn/server/database/as-principal.ts';
import { findAccount } from '@forewarn/server/sessions/account-store.ts';
import { beginSession } from '@forewarn/server/sessions/session.ts';
import { PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage((stage) => ({ seats, place } = stage));

/** Wil works for both; each institution invites the same address. */
async function inviteWil(): Promise<{ readonly account: string; readonly elzenbocht: string }> {
  const cert = await place.clientFor(ANALYST);
  const invited: string[] = [];
  const institutions: string[] = [];
  for (const name of ['GGZ Rietmark', 'Praktijk Elzenbocht']) {
    const { id } = await cert.call(addInstitution, { body: { name, sector: 'ggz' } });
    const ciso = await place.clientFor({
      kind: 'institution',
      name: `CISO van ${name}`,
      institutionId: idOf<'Institution'>(id),
      roles: ['ciso'],
    });
    const body = { kind: 'institution', name: 'Wil', email: 'wil@maatschap.example', roles: ['ciso'] } as const;
    invited.push((await ciso.call(addAccount, { body: { ...body, roles: [...body.roles] } })).id);
    institutions.push(id);
  }
  return { account: invited[0] ?? '', elzenbocht: institutions[1] ?? '' };
}

async function signIn(seat: Seat, accountId: string): Promise<void> {
  const secret = await asSystem(place.machine.database, 'test', async (trx) => {
    const account = await findAccount(trx, accountId);
    if (account === undefined) throw new Error('Wil is there');
    return beginSession(trx, account, 'passkey', { network: '192.0.2.7', device: 'x' }, place.machine.clock.now());
  });
  await seat.page.context().addCookies([{ name: 'forewarn_session', value: secret, url: place.url, httpOnly: true, sameSite: 'Strict' }]);
}

test.skipIf(!here)('somebody of two institutions signs in once, chooses where to look, and finds it chosen the next time', async () => {
  const { account, elzenbocht } = await inviteWil();
  const wil = await seats.sit(`${place.url}/start`, { screen: PHONE });
  await wil.page.getByRole('heading', { level: 1 }).waitFor();
  await signIn(wil, account);
  await wil.page.goto(`${place.url}/start`);
  const looksAt = (name: string) => wil.page.getByText(`U kijkt bij ${name}`, { exact: true }).waitFor();
  await looksAt('GGZ Rietmark');
  await wil.tabTo(/combobox "Bij welke organisatie wilt u kijken/);
  await wil.type('Praktijk');
  await wil.tabTo('Wissel');
  await wil.press('Enter');
  await wil.page.waitForURL(`**/home?for=${elzenbocht}`);
  await looksAt('Praktijk Elzenbocht');
  await wil.page.getByRole('heading', { level: 1 }).waitFor();
  await wil.picture('several-institutions-phone');
  expect(await wil.axe()).toEqual([]);
  // Links keep it, and the people are those of the practice.
  await wil.tabTo(/link "Onze mensen"/);
  await wil.press('Enter');
  await wil.page.waitForURL(`**/people?for=${elzenbocht}`);
  await looksAt('Praktijk Elzenbocht');
  // The next time begins where Wil looked last; an address of an institution of which Wil has no account opens nothing.
  await wil.page.goto(`${place.url}/start`);
  await wil.page.waitForURL(`**/home?for=${elzenbocht}`);
  await wil.page.goto(`${place.url}/home?for=01930000-0000-7000-8000-00000000ffff`);
  await wil.reads('U kunt niet voor deze deelnemer werken.');
  await wil.page.goto(`${place.url}/home?for=${elzenbocht}`);
  await looksAt('Praktijk Elzenbocht');
  await wil.tabTo(/combobox "Bij welke organisatie wilt u kijken/);
  await wil.type('GGZ');
  await wil.tabTo('Wissel');
  await wil.press('Enter');
  await looksAt('GGZ Rietmark');
  await wil.page.goto(`${place.url}/start`);
  await wil.page.waitForURL('**/home');
  await looksAt('GGZ Rietmark');
});
