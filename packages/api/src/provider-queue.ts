import Type from 'typebox';
import { URGENCIES, type Urgency } from '@forewarn/core/deliveries/urgency.ts';
import { ABUSE_CHECKS, ANSWERS, type AbuseCheck, type Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { AnsweredVersion, OpenPointShape } from './open-points.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });

export const showProviderQueue = route({
  method: 'GET',
  path: '/api/provider/queue',
  access: 'read-customers',
  summary: 'One queue of an IT provider over all customers that let it read, by warning.',
  query: Type.Object({
    language: Type.Optional(Type.Unsafe<'nl' | 'en'>({ type: 'string', enum: ['nl', 'en'], default: 'nl' })),
  }),
  response: Type.Object({
    customers: Type.Integer({ description: 'That let it read.' }),
    left: Type.Integer({ description: 'Customers above what is shown at once.' }),
    warnings: Type.Array(
      Type.Object({
        warningId: Id,
        reference: Type.String(),
        tlp: Type.String(),
        title: Type.Optional(Type.String()),
        urgency: Type.Unsafe<Urgency>({ type: 'string', enum: [...URGENCIES] }),
        products: Type.Array(Type.String()),
        told: Type.Integer({ description: 'Customers that were told.' }),
        done: Type.Integer({ description: 'Of those the ones with nothing open.' }),
        customers: Type.Array(
          Type.Object({
            institutionId: Id,
            institution: Type.String(),
            mayAnswer: Type.Boolean({ description: 'The consent of this customer is for answering too.' }),
            points: Type.Array(OpenPointShape),
          }),
        ),
      }),
    ),
  }),
});

export const answerForCustomers = route({
  method: 'POST',
  path: '/api/provider/answers',
  access: 'answer-for-customers',
  summary: 'One answer for several customers at once, each recorded on its behalf. What is refused is told at its place.',
  body: Type.Object(
    {
      points: Type.Array(
        Type.Object(
          {
            institutionId: Id,
            warningId: Id,
            line: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' })),
            version: AnsweredVersion,
          },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: 500 },
      ),
      answer: Type.Unsafe<Answer>({ type: 'string', enum: [...ANSWERS] }),
      abuseCheck: Type.Optional(Type.Unsafe<AbuseCheck>({ type: 'string', enum: [...ABUSE_CHECKS] })),
      remark: Type.Optional(Type.String({ maxLength: 2_000 })),
      why: Type.Optional(Type.String({ maxLength: 1_000 })),
      until: Type.Optional(Type.String({ maxLength: 10 })),
      forwardedTo: Type.Optional(Type.String({ maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    answered: Type.Integer(),
    results: Type.Array(
      Type.Object({
        institutionId: Id,
        warningId: Id,
        line: Type.Optional(Type.String()),
        outcome: Type.Unsafe<'answered' | 'unchanged' | 'refused'>({ type: 'string', enum: ['answered', 'unchanged', 'refused'] }),
        acknowledgementId: Type.Optional(Id),
        code: Type.Optional(Type.String()),
        message: Type.Optional(Type.String()),
      }),
    ),
  }),
});
