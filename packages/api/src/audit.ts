import Type from 'typebox';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import { route } from './route-shape.ts';
import { AcknowledgementShape, PersonalReasonShape } from './warnings.ts';

const Id = Type.String({ format: 'uuid' });
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256.' });
const At = Type.String({ description: 'RFC 3339, UTC, with six decimals.' });

const ReaderShape = Type.Object({
  at: Type.String(),
  who: Type.String({ description: 'cert, operator, institution.' }),
  name: Type.String(),
  what: Type.String({ description: 'institution-read, inventory-read, concerned-read, matches-read, …-searched, …-exported.' }),
  subject: Type.Object({ kind: Type.String(), id: Type.String() }),
  amongOthers: Type.Boolean({ description: 'It was a list of many institutions, with this one in it.' }),
  origin: Type.Optional(Type.String()),
});

export const listReaders = route({
  method: 'GET',
  path: '/api/institutions/:id/readers',
  access: 'read-readers',
  summary: 'Who has looked at our data? Readings by others than the institution itself, the newest first.',
  params: Type.Object({ id: Id }),
  query: Type.Object({
    before: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$', description: 'What the page before gave as next.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  }),
  response: Type.Object({ readers: Type.Array(ReaderShape), next: Type.Optional(Type.String()) }),
});

/** As it is hashed: SHA-256 over its canonical JSON (RFC 8785) is the digest. */
const EntryShape = Type.Object({
  id: Type.Integer(),
  at: At,
  actorKind: Type.String(),
  actor: Type.String(),
  actingFor: Type.Union([Type.String(), Type.Null()]),
  origin: Type.Union([Type.String(), Type.Null()]),
  action: Type.String(),
  subjectKind: Type.String(),
  subject: Type.String(),
  institutionId: Type.Union([Type.String(), Type.Null()]),
  // oxlint-disable-next-line no-explicit-any
  details: Type.Unsafe<any>({}),
  salt: Type.String(),
});

const TrailShape = Type.Object({
  entries: Type.Array(
    Type.Object({
      sequence: Type.Integer(),
      hash: Hash,
      digest: Hash,
      at: At,
      action: Type.String(),
      entry: Type.Optional(EntryShape),
    }),
  ),
  links: Type.Array(Type.Array(Type.Object({ sequence: Type.Integer(), sealedAt: At, previous: Hash, digest: Hash })), {
    description: 'hash = SHA-256 of five lines: forewarn-audit/1, sequence, sealedAt, previous, digest.',
  }),
  checkpoints: Type.Array(
    Type.Object({ kind: Type.String(), sequence: Type.Integer(), hash: Hash, at: At, key: Type.String(), signature: Type.String() }),
    { description: 'Ed25519 over the canonical JSON of format, kind, sequence, hash, at, key.' },
  ),
  publicKey: Type.String({ description: 'PEM.' }),
});

export const ProofShape = Type.Object({
  format: Type.String(),
  madeAt: Type.String(),
  cert: Type.String(),
  warning: Type.Object({ id: Id, reference: Type.String(), state: Type.String(), endedAt: Type.Optional(Type.String()) }),
  institution: Type.Object({ id: Id, name: Type.String() }),
  told: Type.Array(
    Type.Object({
      version: Type.Integer(),
      kind: Type.String({ description: 'initial, update, correction, withdrawal.' }),
      releasedAt: Type.String(),
      urgency: Type.String(),
      tlp: Type.String(),
      decision: Type.String(),
      because: Type.Optional(Type.String()),
      certainty: Type.String(),
      label: Type.String(),
      reasons: Type.Array(PersonalReasonShape),
    }),
  ),
  messages: Type.Array(
    Type.Object({ key: Type.String(), sha256: Hash, message: Type.Unsafe<Message>({ type: 'object', additionalProperties: true }) }),
    { description: 'The exact words. sha256 is over the canonical JSON of message, and stands in the trail.' },
  ),
  deliveries: Type.Array(
    Type.Object({
      id: Id,
      messageKey: Type.String(),
      contact: Type.String(),
      channel: Type.String(),
      address: Type.String(),
      messageId: Type.Optional(Type.String()),
      plannedAt: Type.String(),
      state: Type.String(),
      acceptedAt: Type.Optional(Type.String()),
      endedBecause: Type.Optional(Type.String()),
      attempts: Type.Array(
        Type.Object({
          attempt: Type.Integer(),
          beganAt: Type.String(),
          endedAt: Type.String(),
          outcome: Type.String(),
          reason: Type.Optional(Type.String()),
          response: Type.Optional(Type.String({ description: 'What the receiving server said.' })),
        }),
      ),
    }),
  ),
  read: Type.Array(Type.Object({ at: At, action: Type.String(), by: Type.String(), origin: Type.Optional(Type.String()) })),
  answers: Type.Array(AcknowledgementShape),
  trail: TrailShape,
});

export const showProof = route({
  method: 'GET',
  path: '/api/warnings/:id/proof/:institutionId',
  access: 'read-proof',
  fresh: true,
  summary:
    'Proof pack: what the institution was told, when and through what, read, answered and corrected, with its audit entries and their way to a signed checkpoint.',
  params: Type.Object({ id: Id, institutionId: Id }),
  response: ProofShape,
});

export const printProof = route({
  method: 'GET',
  path: '/api/warnings/:id/proof/:institutionId/print',
  access: 'read-proof',
  fresh: true,
  summary: 'The proof pack on paper: tagged PDF/A-2a, in Dutch or English. What can be computed again is in the JSON.',
  params: Type.Object({ id: Id, institutionId: Id }),
  query: Type.Object({ language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])) }),
});

export const exportTrail = route({
  method: 'GET',
  path: '/api/audit/export',
  access: 'export-audit',
  fresh: true,
  summary: 'The sealed trail for an auditor, as a file: JSON Lines (from which every hash can be computed again) or CSV.',
  query: Type.Object({
    format: Type.Optional(Type.Union([Type.Literal('jsonl'), Type.Literal('csv')])),
    from: Type.Optional(Type.String({ format: 'date-time', description: 'Entries made from then on.' })),
    to: Type.Optional(Type.String({ format: 'date-time', description: 'Entries made before then.' })),
  }),
});
