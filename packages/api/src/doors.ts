import Type from 'typebox';
import { KEY_FAULTS, KEY_KINDS, KEY_SOURCES, type KeyFault, type KeyKind, type KeySource } from '@forewarn/core/deliveries/contact-key.ts';
import { CHANNELS, type Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const ContactParams = Type.Object({ id: Id, contactId: Id });

export const KeyShape = Type.Object({
  id: Id,
  kind: Type.Unsafe<KeyKind>({ type: 'string', enum: [...KEY_KINDS] }),
  fingerprint: Type.String(),
  algorithm: Type.String(),
  addresses: Type.Array(Type.String({ description: 'That the key itself names.' })),
  expiresAt: Type.Optional(Type.String()),
  source: Type.Unsafe<KeySource>({ type: 'string', enum: [...KEY_SOURCES], description: 'wkd: found at the domain of the address.' }),
  addedAt: Type.String(),
  checkedAt: Type.String(),
  fault: Type.Optional(Type.Unsafe<KeyFault>({ type: 'string', enum: [...KEY_FAULTS], description: 'Why nothing is encrypted to it.' })),
});

export const listKeys = route({
  method: 'GET',
  path: '/api/institutions/:id/contacts/:contactId/keys',
  access: 'read-institutions',
  summary: 'The keys that mail to a contact may be encrypted to, newest first, and in words what that means for its mail.',
  params: ContactParams,
  response: Type.Object({
    keys: Type.Array(KeyShape),
    inWords: Type.Optional(Type.Object({ nl: Type.String(), en: Type.String() })),
  }),
});

export const addKey = route({
  method: 'POST',
  path: '/api/institutions/:id/contacts/:contactId/keys',
  access: 'change-institution',
  fresh: true,
  summary: 'Adds an OpenPGP key or an S/MIME certificate. From then on mail to the contact is encrypted to it.',
  params: ContactParams,
  body: Type.Object({
    key: Type.String({
      minLength: 1,
      maxLength: 200_000,
      description: 'OpenPGP public key (ASCII armor) or certificate (PEM); or base64 of either.',
    }),
  }),
  response: KeyShape,
});

export const removeKey = route({
  method: 'DELETE',
  path: '/api/institutions/:id/contacts/:contactId/keys/:keyId',
  access: 'change-institution',
  fresh: true,
  summary: 'Removes a key. Mail to the contact is no longer encrypted to it.',
  params: Type.Object({ id: Id, contactId: Id, keyId: Id }),
  response: Type.Object({ removed: Type.Boolean() }),
});

export const listDoors = route({
  method: 'GET',
  path: '/api/institutions/:id/contacts/:contactId/doors',
  access: 'read-institutions',
  summary: 'By which ways a contact is reached, in the order in which they are tried, and what is wrong with each, in words.',
  params: ContactParams,
  response: Type.Object({
    doors: Type.Array(
      Type.Object({
        channel: Type.Unsafe<Channel>({ type: 'string', enum: [...CHANNELS] }),
        address: Type.String(),
        isLater: Type.Boolean({ description: 'It rings: only when nobody answers, or when there is nothing else.' }),
        fault: Type.Optional(Type.Object({ nl: Type.String(), en: Type.String(), since: Type.String() })),
      }),
    ),
  }),
});

export const changeChat = route({
  method: 'PUT',
  path: '/api/institutions/:id/contacts/:contactId/chat',
  access: 'change-institution',
  summary: 'Gives a contact the workflow of Microsoft Teams that messages are posted to. Its address is never read back.',
  params: ContactParams,
  body: Type.Object({ url: Type.String({ minLength: 1, maxLength: 2_000 }) }),
  response: Type.Object({ host: Type.Optional(Type.String()) }),
});

export const removeChat = route({
  method: 'DELETE',
  path: '/api/institutions/:id/contacts/:contactId/chat',
  access: 'change-institution',
  summary: 'Takes the chat of a contact away.',
  params: ContactParams,
  response: Type.Object({ host: Type.Optional(Type.String()) }),
});

export const showPushKey = route({
  method: 'GET',
  path: '/api/push-key',
  access: 'read-self',
  summary: 'The public key that a browser asks for when it subscribes to push messages (VAPID).',
  response: Type.Object({ publicKey: Type.String() }),
});

export const listDevices = route({
  method: 'GET',
  path: '/api/institutions/:id/contacts/:contactId/devices',
  access: 'read-institutions',
  summary: 'The devices that get push messages for a contact.',
  params: ContactParams,
  response: Type.Object({
    devices: Type.Array(Type.Object({ id: Id, device: Type.String(), addedAt: Type.String(), usedAt: Type.Optional(Type.String()) })),
  }),
});

export const addDevice = route({
  method: 'POST',
  path: '/api/institutions/:id/contacts/:contactId/devices',
  access: 'change-institution',
  summary: 'Lets a device have push messages for a contact: that there is something, never what.',
  params: ContactParams,
  body: Type.Object({
    endpoint: Type.String({ minLength: 1, maxLength: 2_000 }),
    keys: Type.Object({ p256dh: Type.String({ maxLength: 200 }), auth: Type.String({ maxLength: 100 }) }),
    device: Type.String({ maxLength: 200 }),
  }),
  response: Type.Object({ id: Id }),
});

export const removeDevice = route({
  method: 'DELETE',
  path: '/api/institutions/:id/contacts/:contactId/devices/:deviceId',
  access: 'change-institution',
  summary: 'A device gets no push messages any more.',
  params: Type.Object({ id: Id, contactId: Id, deviceId: Id }),
  response: Type.Object({ removed: Type.Boolean() }),
});
