import { expect, test } from 'vitest';
import { listNominations } from '@forewarn/api/nominations.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { newId } from '@forewarn/server/database/new-id.ts';
import { linkToken } from '@forewarn/server/sessions/link-token.ts';
import { PHONE, type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage((stage) => ({ seats, place } = stage));

const LIST = [
  'Naam;Sector;Plaats;Contact;E-mail',
  ...[1, 2, 3, 4, 5, 6].map((n) => `Praktijk ${n};ggz klein;Dalem;Manager ${n};p${n}@dalem.example`),
].join('\n');

test.skipIf(!here)(
  'a branch brings six institutions, the desk accepts, one says yes from its mail, one says no, and the numbers say not which',
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
    await branch.tabTo('Of plak de lijst, met de kopjes');
    await branch.page.keyboard.insertText(LIST);
    await branch.tabTo('Meld deze leden aan');
    await branch.press('Enter');
    await branch.reads('U meldde 6 leden aan.');
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
    await branch.page.evaluate("localStorage.setItem('forewarn.language', 'nl')");
    await branch.page.reload();
    await branch.reads('U meldde 6 leden aan.');
    expect(await branch.page.getByText('<5 of niet getoond').count()).toBe(3);
    await branch.picture('joining-branch');
  },
);
