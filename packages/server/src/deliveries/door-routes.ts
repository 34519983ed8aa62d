import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/doors.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { describeKeys, keyFault } from '@forewarn/core/deliveries/contact-key.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { addContactKey } from './add-contact-key.ts';
import type { KeyToEncrypt } from './channels/channel.ts';
import { findKeys } from './contact-key-store.ts';
import { removeContactKey } from './remove-contact-key.ts';

/** The doors of a contact: by which ways it can be reached, and what goes through them. */
export function registerDoorRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listKeys, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const now = machine.clock.now();
      const contact = (await findContacts(trx, [params.id])).find(({ id }) => id === params.contactId);
      if (contact === undefined) return refuse('no-such', 'There is no such contact.');
      const keys = await findKeys(trx, contact.id);
      const [nl, en] = [describeKeys(keys, 'nl', now), describeKeys(keys, 'en', now)];
      return { keys: keys.map((key) => keyShown(key, now)), ...(nl === undefined || en === undefined ? {} : { inWords: { nl, en } }) };
    }),
  );

  register(app, routes.addKey, async ({ principal, params, body }) => {
    const added = await addContactKey(machine, principal, { institutionId: params.id, contactId: params.contactId, key: body.key });
    return isRefusal(added) ? added : keyShown(added, machine.clock.now());
  });

  register(app, routes.removeKey, ({ principal, params }) =>
    removeContactKey(machine, principal, { institutionId: params.id, contactId: params.contactId, keyId: params.keyId }),
  );
}

function keyShown({ bytes: _, ...key }: KeyToEncrypt, now: Instant) {
  return { ...key, addresses: [...key.addresses], fault: keyFault(key, now) };
}
