import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import * as routes from '@forewarn/api/wishes.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { awayNow, nextBundleAt } from '@forewarn/core/deliveries/decide-arrival.ts';
import { usualWishes, type Wishes } from '@forewarn/core/deliveries/wishes.ts';
import { may } from '@forewarn/core/institutions/permissions.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { findContacts } from '../institutions/contact-store.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { countWaiting } from './bundle-store.ts';
import { changeWishes } from './change-wishes.ts';
import { findOwnContacts, findWishes } from './wishes-store.ts';

type Described = Static<typeof routes.ContactWishesShape>;

/** "Wat u van ons krijgt": how each contact wants to be told. */
export function registerWishesRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listWishes, async ({ principal, params }) => {
    const contacts = await describe(machine, principal, params.id);
    return isRefusal(contacts) ? contacts : { contacts: [...contacts] };
  });

  register(app, routes.changeWishes, async ({ principal, params, body }) => {
    const change = { institutionId: params.id, contactId: params.contactId, wishes: body.wishes, language: body.language };
    const outcome = await changeWishes(machine, principal, change);
    return isRefusal(outcome) ? outcome : one(machine, principal, params.id, params.contactId);
  });

  register(app, routes.forgetWishes, async ({ principal, params }) => {
    const outcome = await changeWishes(machine, principal, { institutionId: params.id, contactId: params.contactId });
    return isRefusal(outcome) ? outcome : one(machine, principal, params.id, params.contactId);
  });
}

async function one(machine: Machine, principal: Principal, institutionId: string, contactId: string): Promise<Described | Refusal> {
  const contacts = await describe(machine, principal, institutionId);
  if (isRefusal(contacts)) return contacts;
  return contacts.find((contact) => contact.contactId === contactId) ?? refuse('no-such', 'There is no such contact.');
}

async function describe(machine: Machine, principal: Principal, institutionId: string): Promise<readonly Described[] | Refusal> {
  const now = machine.clock.now();
  const found = await asPrincipal(machine.database, principal, async (trx) => {
    if ((await findInstitution(trx, institutionId)) === undefined) return undefined;
    const subject = { kind: 'institution', id: institutionId };
    await recordReading(trx, machine, { principal, action: 'wishes-read', subject, institutionId });
    const accountId = 'accountId' in principal ? principal.accountId : undefined;
    return {
      contacts: await findContacts(trx, [institutionId]),
      stored: new Map((await findWishes(trx, [institutionId])).map((wished) => [wished.contactId, wished])),
      own: await findOwnContacts(trx, accountId, institutionId),
    };
  });
  if (found === undefined) return refuse('no-such', 'There is no such institution.');
  const waiting = await asSystem(machine.database, 'wishes', (trx) => countWaiting(trx, institutionId));
  const mayChangeAll = may(principal, 'keep-wishes') && (principal.kind === 'cert' || may(principal, 'change-institution'));
  return found.contacts.map(({ id, name, role, language }): Described => {
    const stored = found.stored.get(id);
    const wishes = stored?.wishes ?? usualWishes(role);
    const isSelf = found.own.has(id);
    const said = stored === undefined ? {} : { changedAt: stored.changedAt, changedBy: stored.changedBy, through: stored.through };
    return {
      contactId: id,
      contact: name,
      role,
      language,
      wishes: wishesShape(wishes),
      isUsual: stored === undefined,
      ...said,
      mayChange: mayChangeAll || (isSelf && may(principal, 'keep-wishes')),
      isSelf,
      nextBundleAt: nextBundleAt(wishes, now),
      waiting: waiting.get(id) ?? 0,
      awayUntil: awayNow(wishes, now)?.until,
    };
  });
}

/** As it goes over the wire: the same, in lists of its own. */
function wishesShape(wishes: Wishes): Static<typeof routes.WishesShape> {
  const { hours, topics, bundle } = wishes;
  return {
    ...wishes,
    channels: [...wishes.channels],
    bundle: { ...bundle, days: [...bundle.days] },
    hours: hours === undefined ? undefined : { ...hours, days: [...hours.days] },
    topics: topics === undefined ? undefined : { kinds: [...topics.kinds], suppliers: [...topics.suppliers], matters: [...topics.matters] },
    away: wishes.away.map((away) => ({ ...away })),
  };
}
