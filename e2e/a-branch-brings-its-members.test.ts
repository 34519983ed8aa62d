import { expect, test } from 'vitest';
import { listNominations } from '@forewarn/api/nominations.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { newId } from '@forewarn/server/database/new-id.ts';
import { linkToken } from '@forewarn/server/sessions/link-token.ts';
import { DESK, PHONE, type Seat, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage((stage) => ({ seats, place } = stage));

const LIST = [
  'Naam;Sector;Plaats;Contact;Waar mailen wij;Opmerking',
  ...[1, 2, 3, 4, 5, 6].map((n) => `Praktijk ${n};ggz klein;Dalem;Manager ${n};p${n}@dalem.example;`),
  'Praktijk 7;ggz klein;Dalem;Manager 7;;belt liever',
  'Praktijk 8;ggz klein;Dalem;cliënt 123456782;p8@dalem.example;', // as a citizen service number is made
].join('\n');

async function tryList(branch: Seat, list = LIST): Promise<void> {
  await branch.tabTo('De lijst, met de kopjes');
  await branch.page.keyboard.insertText(list);
  await branch.tabTo('Bekijk wat dit doet');
  await branch.press('Enter');
}

test.skipIf(!here)(
  'a branch tries its list, puts a column right and brings six institutions, the desk accepts, one says yes from its mail, one says no, and the numbers say not which',
  async () => {
    const { machine } = place;
    const now = machine.clock.now();
    const branchId = newId<'Branch'>(now);
    const accountId = newId<'Account'>(now);
    await machine.database.pool.query('insert into forewarn.branches (id, name) values ($1, $2)', [branchId, 'Zorg voor Geest']);
    await machine.database.pool.query(
      `insert into forewarn.accounts (id, kind, name, roles, branch_id, created_at) values ($1, 'branch', 'Zorg voor Geest', '{branch}', $2, $3)`,
      [accountId, branchId, now],
    );
    const account = {
      id: idOf<'Account'>(accountId),
      kind: 'branch',
      name: 'Zorg voor Geest',
      roles: ['branch'],
      branchId,
      only: undefined,
    } as never;
    const branch = await seats.sit(`${place.url}/members/join`, {
      token: await place.tokenFor({ kind: 'account', name: 'Zorg voor Geest', account }),
    });
    await branch.reads('U meldde 0 leden aan.');
    await tryList(branch);
    await branch.reads('Wij lazen 8 regels. Er is nog niets verstuurd.');
    // Nothing is taken for an address: every line says what it lacks, and the branch says which column it is.
    await branch.page.getByText('Er is niemand om aan te melden.').waitFor();
    await branch.tabTo(/combobox "Waar mailen wij/);
    await branch.type('Contact: e');
    await branch.tabTo('Lees opnieuw');
    await branch.press('Enter');
    const row = (name: string | RegExp) => branch.page.getByRole('row', { name }).waitFor();
    await row(/8 Praktijk 7 geweigerd Er is geen e-mailadres\. Vul het adres in van iemand die ja mag zeggen\./);
    await row(/9 Praktijk 8 geweigerd Hier lijkt een burgerservicenummer te staan\./);
    await row(/2 Praktijk 1 aan te melden/);
    await branch.picture('joining-tried');
    await branch.page.setViewportSize(PHONE);
    await branch.picture('joining-tried-phone');
    await branch.page.setViewportSize(DESK);
    expect((await (await place.clientFor(ANALYST)).call(listNominations, { query: {} })).nominations).toEqual([]);
    await branch.tabTo('Meld 6 leden aan');
    await branch.press('Enter');
    await branch.page.getByText('6 aangemeld. 0 had u al aangemeld.').waitFor();
    await branch.reads('U meldde 6 leden aan.');

    // The same list again brings nobody twice.
    await branch.page.reload();
    await branch.reads('U meldde 6 leden aan.');
    await tryList(branch, LIST.replace('Waar mailen wij', 'E-mail'));
    await row(/2 Praktijk 1 al aangemeld/);
    await branch.page.getByText('Er is niemand om aan te melden.').waitFor();
    expect(await branch.axe()).toEqual([]);

    const token = await place.tokenFor(ANALYST);
    const desk = await seats.sit(`${place.url}/branches`, { token });
    await desk.reads('6 aanmeldingen wachten op u.');
    await desk.tabTo('Neem alle 6 aan');
    await desk.press('Enter');
    await desk.reads('0 aanmeldingen wachten op u.');
    await desk.picture('joining-desk');
    expect(await desk.axe()).toEqual([]);

    const { nominations } = await (await place.clientFor(ANALYST)).call(listNominations, { query: {} });
    const invited = (number: number) =>
      seats.sit(`${place.url}/j/${linkToken(nominations[number - 1]?.id ?? '', machine.linkSecret, 'nomination-link')}`, { screen: PHONE });
    const one = await invited(1);
    await one.reads('Doet Praktijk 1 mee?');
    await one.picture('joining-invited-phone');
    await one.tabTo('Ja, wij doen mee');
    await one.press('Enter');
    await one.reads('Dank u wel. U doet mee.');
    const two = await invited(2);
    await two.tabTo('Nee, wij doen niet mee');
    await two.press('Enter');
    await two.reads('Dank u wel. U doet niet mee.');

    const states = (await (await place.clientFor(ANALYST)).call(listNominations, { query: {} })).nominations.map(({ state }) => state);
    expect(states).toEqual(['confirmed', 'declined', 'invited', 'invited', 'invited', 'invited']);
    await branch.page.reload();
    await branch.reads('U meldde 6 leden aan.');
    expect(await branch.page.getByText('<5 of niet getoond').count()).toBe(3);
    await branch.picture('joining-branch');

    // More than a page: it says so, counts all that wait, and shows the rest when asked.
    await machine.database.pool.query(
      `with more as (insert into forewarn.nominations (id, branch_id, key, name, contact_name, email, proposed_at, proposed_by)
        select gen_random_uuid(), (select branch_id from forewarn.nominations limit 1), 'more ' || n, 'Meer ' || n, 'x', 'meer' || n || '@dalem.example',
          now(), 'x' from generate_series(1, 600) n returning id)
       insert into forewarn.nomination_outcomes (nomination_id) select id from more`,
    );
    await desk.page.reload();
    await desk.reads('600 aanmeldingen wachten op u.');
    await desk.page.getByText('U ziet de eerste 500 van 606 aanmeldingen.').waitFor();
    expect(await desk.page.getByRole('button', { name: 'Neem deze 500 aan' }).count()).toBe(1);
    await desk.picture('joining-desk-part');
    await desk.page.getByRole('button', { name: 'Toon meer' }).click();
    await desk.page.getByRole('button', { name: 'Neem alle 600 aan' }).waitFor();
    expect(await desk.page.getByText('U ziet de eerste').count()).toBe(0);
    expect(await desk.axe()).toEqual([]);
  },
);
