import Type from 'typebox';
import { KEY_FAULTS, KEY_KINDS, KEY_SOURCES, type KeyFault, type KeyKind, type KeySource } from '@forewarn/core/deliveries/contact-key.ts';
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
