import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/number-tests.ts';
import { cleanText, holdsBsnLike } from '@forewarn/core/basics/clean-text.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { numberTest, type TestCallOutcome } from '@forewarn/core/institutions/number-test.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { findContacts, markConfirmed } from './contact-store.ts';
import { findInstitution } from './institution-store.ts';
import {
  AT_NIGHT,
  endTestCall,
  holdTestCall,
  insertTestCall,
  listTestCalls,
  listWaitingTestCalls,
  type StoredTestCall,
} from './number-test-store.ts';

const NO_SUCH = refuse('no-such', 'There is no such test call.');
const NO_INSTITUTION = refuse('no-such', 'There is no such institution.');

/** "Test mijn 24/7-nummer": a member asks, somebody of the CERT rings, and what came of it is kept. */
export function registerTestCallRoutes(app: FastifyInstance, machine: Machine): void {
  const { database, clock } = machine;

  register(app, routes.listTestCalls, ({ principal, params }) =>
    asPrincipal(database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return NO_INSTITUTION;
      const subject = { kind: 'institution', id: params.id };
      await recordReading(trx, machine, { principal, action: 'test-calls-read', subject, institutionId: params.id });
      const calls = await listTestCalls(trx, params.id);
      const numbers = (await findContacts(trx, [params.id])).flatMap(({ id, name, role, phone }) => {
        if (phone === undefined || !AT_NIGHT.includes(role)) return [];
        const its = calls.filter(({ contactId }) => contactId === id);
        return [{ contactId: id, contact: name, role, phone, ...numberTest(its, clock.now()) }];
      });
      const reminder = numbers.some(({ state }) => state === 'never' || state === 'failed' || state === 'due');
      return { reminder, numbers, calls: calls.map(shown) };
    }),
  );

  register(app, routes.askTestCall, ({ principal, params, body }) =>
    asPrincipal(database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return NO_INSTITUTION;
      const contact = (await findContacts(trx, [params.id])).find(({ id }) => id === body.contactId);
      if (contact === undefined) return refuse('no-such', 'There is no such contact.');
      if (contact.phone === undefined) return refuse('no-number', 'This contact has no telephone number.', 'Add it first.');
      const at = clock.now();
      const id = newId<'TestCall'>(at);
      const isNew = await insertTestCall(trx, {
        id,
        institutionId: params.id,
        contactId: contact.id,
        askedAt: at,
        askedBy: principalName(principal),
      });
      const subject = { kind: 'contact', id: contact.id };
      if (isNew) await record(trx, { principal, at, action: 'test-call-asked', subject, institutionId: params.id, details: { call: id } });
      const waiting = (await listTestCalls(trx, params.id)).find((call) => call.contactId === contact.id && call.calledAt === undefined);
      return waiting === undefined ? NO_SUCH : shown(waiting);
    }),
  );

  register(app, routes.listTestCallsToMake, ({ principal }) =>
    asPrincipal(database, principal, async (trx) => {
      await recordReading(trx, machine, { principal, action: 'test-calls-read', subject: { kind: 'test-calls', id: 'waiting' } });
      return { calls: [...(await listWaitingTestCalls(trx))] };
    }),
  );

  register(app, routes.recordTestCall, ({ principal, params, body }) => recordCall(machine, principal, params.id, body));
}

function recordCall(
  { database, clock }: Machine,
  principal: Principal,
  id: string,
  given: { readonly outcome: TestCallOutcome; readonly note?: string },
) {
  const note = cleanText(given.note ?? '', 1_000);
  if (holdsBsnLike(note))
    return refuse('input-unreadable', 'The note seems to hold a citizen service number, so it was not stored.', undefined, {
      about: 'bsn-like',
    });
  return asPrincipal(database, principal, async (trx) => {
    const call = await holdTestCall(trx, id);
    if (call === undefined) return NO_SUCH;
    if (call.calledAt !== undefined)
      return refuse('call-made', `This call was made on ${call.calledAt} by ${call.calledBy}.`, 'Ask for another test call.', {
        at: call.calledAt,
        by: call.calledBy ?? '',
      });
    const at = clock.now();
    const by = principalName(principal);
    const made = { outcome: given.outcome, note: note === '' ? undefined : note };
    await endTestCall(trx, id, { ...made, at, by });
    if (given.outcome === 'spoken') await markConfirmed(trx, [call.contactId], by, at);
    const { institutionId, contactId } = call;
    const subject = { kind: 'contact', id: contactId };
    await record(trx, { principal, at, action: 'test-call-made', subject, institutionId, details: { call: id, outcome: given.outcome } });
    return shown({ ...call, ...made, calledAt: at, calledBy: by });
  });
}

function shown({ institutionId: _, ...call }: StoredTestCall) {
  return call;
}
