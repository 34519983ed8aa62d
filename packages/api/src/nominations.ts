import Type from 'typebox';
import {
  NOMINATION_STATES,
  NOMINATIONS_MAX,
  NOMINATIONS_OF_BRANCH_MAX,
  type NominationState,
} from '@forewarn/core/institutions/nomination.ts';
import { ProblemsShape } from './institutions.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Words = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const State = Type.Unsafe<NominationState>({ type: 'string', enum: [...NOMINATION_STATES] });

/** An institution as its branch organisation brings it; the sector may be in words. */
const NominationInputShape = Type.Object({
  name: Type.String({ maxLength: 200 }),
  sector: Words(200),
  staff: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  city: Words(200),
  kvk: Words(50),
  contactName: Words(200),
  email: Words(320),
  phone: Words(50),
});
const NominationShape = Type.Object({
  id: Id,
  name: Type.String(),
  sector: Type.Optional(Type.String()),
  staff: Type.Optional(Type.Integer()),
  city: Type.Optional(Type.String()),
  kvk: Type.Optional(Type.String()),
  contactName: Type.String(),
  email: Type.String(),
  phone: Type.Optional(Type.String()),
  proposedAt: Type.String(),
});
const Count = Type.Optional(Type.Integer({ description: 'Absent: from one to four, or what would give that away.' }));

/** `repeated`: this branch organisation brought it before. */
const OutcomesShape = Type.Object({
  outcomes: Type.Array(
    Type.Union([
      Type.Object({ kind: Type.Literal('proposed') }),
      Type.Object({ kind: Type.Literal('repeated') }),
      Type.Object({ kind: Type.Literal('refused'), problems: ProblemsShape }),
    ]),
  ),
});

export const nominate = route({
  method: 'POST',
  path: '/api/nominations',
  access: 'nominate',
  summary: 'A branch organisation brings institutions. Each joins only after the CERT accepted it and it said yes itself.',
  body: Type.Object({ nominations: Type.Array(NominationInputShape, { minItems: 1, maxItems: NOMINATIONS_MAX }) }),
  response: OutcomesShape,
});

export const previewNominations = route({
  method: 'POST',
  path: '/api/nominations/preview',
  access: 'nominate',
  summary:
    'What bringing these institutions would do, with nothing written: one outcome a line, in their order. Who is a member already is not told.',
  body: Type.Object({ nominations: Type.Array(NominationInputShape, { minItems: 1, maxItems: NOMINATIONS_OF_BRANCH_MAX }) }),
  response: OutcomesShape,
});

export const listOwnNominations = route({
  method: 'GET',
  path: '/api/nominations/own',
  access: 'nominate',
  summary: 'What a branch organisation handed in itself, and how many of them joined, wait and do not join: numbers, never which.',
  response: Type.Object({
    nominations: Type.Array(NominationShape),
    proposed: Type.Integer(),
    confirmed: Count,
    waiting: Count,
    refused: Count,
  }),
});

export const listNominations = route({
  method: 'GET',
  path: '/api/nominations',
  access: 'read-nominations',
  summary:
    'Institutions that branch organisations bring, with where each stands. What waits for the CERT comes first, then what is settled, each the oldest first.',
  query: Type.Object({
    after: Type.Optional(
      Type.String({ maxLength: 60, description: '`next` of the page before. What is no such thing begins at the beginning.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 500 })),
  }),
  response: Type.Object({
    nominations: Type.Array(
      Type.Intersect([NominationShape, Type.Object({ branch: Type.String(), state: State, institutionId: Type.Optional(Id) })]),
    ),
    waiting: Type.Integer({ description: 'How many wait for the CERT in all, on this page or not.' }),
    total: Type.Integer(),
    next: Type.Optional(Type.String()),
  }),
});

export const decideNominations = route({
  method: 'POST',
  path: '/api/nominations/decisions',
  access: 'add-institutions',
  summary: 'Accepts nominations, each of which is then invited by one mail, or refuses them. What was decided stays as it is.',
  body: Type.Object({
    ids: Type.Array(Id, { minItems: 1, maxItems: NOMINATIONS_MAX }),
    decision: Type.Union([Type.Literal('accepted'), Type.Literal('refused')]),
  }),
  response: Type.Object({ decided: Type.Integer() }),
});
