import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { buildApp } from '../http/build-app.ts';
import { decideNominations } from '../institutions/decide-nominations.ts';
import { nominate } from '../institutions/nominate.ts';
import { registerNominationPageRoutes } from '../institutions/nomination-page-routes.ts';
import { listFollowed } from '../institutions/nomination-store.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { mailNomination } from './mail-nomination.ts';

const CERT: Principal = { kind: 'cert', name: 'Analist', roles: ['analyst'] };
let mailbox: Mailbox;
let machine: TestMachine;
beforeAll(async () => {
  mailbox = await startMailbox();
  machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl });
});
afterAll(async () => {
  await machine?.close();
  await mailbox?.stop();
});

test('an invitation goes out under one id however often it is tried, its button leads to the page, and who answered hears no more', async () => {
  const branchId = newId<'Branch'>(machine.clock.now());
  await machine.database.pool.query('insert into forewarn.branches (id, name) values ($1, $2)', [branchId, 'Zorg voor Geest']);
  const branch = { kind: 'branch', name: 'Koepel', branchId, roles: ['branch'] } as const;
  await nominate(machine, branch, [{ name: 'Praktijk 1', contactName: 'Manager 1', email: 'praktijk1@dalem.example' }]);
  const [brought] = await asPrincipal(machine.database, CERT, (trx) => listFollowed(trx, { limit: 10 }));
  const invite = (isReminder = false) => mailNomination(machine, { nominationId: brought!.id, isReminder });
  await invite();
  expect(mailbox.mails()).toEqual([]); // the CERT has not accepted it

  expect(await decideNominations(machine, CERT, [brought!.id], 'accepted')).toBe(1);
  await expect(
    mailNomination({ ...machine, config: { ...machine.config, smtpUrl: undefined } }, { nominationId: brought!.id, isReminder: false }),
  ).rejects.toThrow('no mail server');
  await invite();
  await invite();
  await invite(true);
  const mails = mailbox.mails();
  expect(mails.map(({ rcptTo }) => rcptTo)).toEqual(Array(3).fill('praktijk1@dalem.example'));
  expect(mails[0]!.messageId).toBe(mails[1]!.messageId);
  expect(mails[2]!.messageId).not.toBe(mails[0]!.messageId);
  expect(mails[2]!.text).toContain('Dit is onze enige herinnering.');

  const app = await buildApp(machine);
  registerNominationPageRoutes(app, machine);
  const url = new RegExp(`${machine.publicUrl}(/j/[A-Za-z0-9_-]+)`).exec(mails[0]!.text)?.[1] ?? '';
  expect((await app.inject({ method: 'GET', url })).body).toContain('Doet Praktijk 1 mee?');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await app.inject({ method: 'POST', url, payload: 'say=no', headers })).body).toContain('U doet niet mee.');
  await invite(true);
  expect(mailbox.mails()).toHaveLength(3);
  await app.close();
});
