import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/doors.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { describeKeys, keyFault } from '@forewarn/core/deliveries/contact-key.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { register } from '../http/register.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { addContactKey } from './add-contact-key.ts';
import type { KeyToEncrypt } from './channels/channel.ts';
import { findKeys } from './contact-key-store.ts';
import { describeDoorFault } from '@forewarn/core/deliveries/door-fault.ts';
import { channelsOf, laterDoorsOf } from '@forewarn/core/deliveries/doors.ts';
import { addPushSubscription, removePushSubscription } from './add-push-subscription.ts';
import { changeChat } from './change-chat.ts';
import { openLaterChannels } from './channels/gateway/read-gateways.ts';
import { pushKeys } from './channels/push/push-keys.ts';
import { findDoorFaults } from './door-fault-store.ts';
import { findSubscriptions } from './push-store.ts';
import { removeContactKey } from './remove-contact-key.ts';

/** The doors of a contact: by which ways it can be reached, and what goes through them. */
export function registerDoorRoutes(app: FastifyInstance, machine: Machine): void {
  registerKeyRoutes(app, machine);
  registerDeviceRoutes(app, machine);

  register(app, routes.listDoors, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const contact = (await findContacts(trx, [params.id])).find(({ id }) => id === params.contactId);
      if (contact === undefined) return refuse('no-such', 'There is no such contact.');
      await noteReading(trx, machine, principal, 'doors', params);
      const faults = await findDoorFaults(trx, contact.id);
      const later = laterDoorsOf(contact, openLaterChannels(machine.config));
      return {
        doors: [...channelsOf(contact), ...later].map((door) => {
          const fault = faults.find(({ channel, address }) => channel === door.channel && address === door.address);
          const inWords =
            fault === undefined
              ? undefined
              : { nl: describeDoorFault(fault.why, 'nl'), en: describeDoorFault(fault.why, 'en'), since: fault.since };
          return { ...door, isLater: later.includes(door), ...(inWords === undefined ? {} : { fault: inWords }) };
        }),
      };
    }),
  );

  register(app, routes.changeChat, ({ principal, params, body }) =>
    changeChat(machine, principal, { institutionId: params.id, contactId: params.contactId, url: body.url }),
  );

  register(app, routes.removeChat, ({ principal, params }) =>
    changeChat(machine, principal, { institutionId: params.id, contactId: params.contactId }),
  );
}

function registerDeviceRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showPushKey, async () => ({ publicKey: pushKeys(machine.config).publicKey }));

  register(app, routes.listDevices, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const contact = (await findContacts(trx, [params.id])).find(({ id }) => id === params.contactId);
      if (contact === undefined) return refuse('no-such', 'There is no such contact.');
      await noteReading(trx, machine, principal, 'devices', params);
      const devices = await findSubscriptions(trx, contact.id);
      return { devices: devices.map(({ id, device, addedAt, usedAt }) => ({ id, device, addedAt, usedAt })) };
    }),
  );

  register(app, routes.addDevice, ({ principal, params, body }) =>
    addPushSubscription(machine, principal, { ...body, institutionId: params.id, contactId: params.contactId }),
  );

  register(app, routes.removeDevice, ({ principal, params }) =>
    removePushSubscription(machine, principal, { institutionId: params.id, contactId: params.contactId, id: params.deviceId }),
  );
}

function registerKeyRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listKeys, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const now = machine.clock.now();
      const contact = (await findContacts(trx, [params.id])).find(({ id }) => id === params.contactId);
      if (contact === undefined) return refuse('no-such', 'There is no such contact.');
      await noteReading(trx, machine, principal, 'keys', params);
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

/** The CERT looked at how somebody is reached; told of to the institution. */
function noteReading(
  trx: Transaction,
  machine: Machine,
  principal: Principal,
  what: 'doors' | 'devices' | 'keys',
  { id: institutionId, contactId }: { readonly id: string; readonly contactId: string },
): Promise<void> {
  return recordReading(trx, machine, {
    principal,
    action: `contact-${what}-read`,
    subject: { kind: 'contact', id: contactId },
    institutionId,
  });
}

function keyShown({ bytes: _, ...key }: KeyToEncrypt, now: Instant) {
  return { ...key, addresses: [...key.addresses], fault: keyFault(key, now) };
}
