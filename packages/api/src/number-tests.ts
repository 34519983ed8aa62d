import Type from 'typebox';
import { CONTACT_ROLES, type ContactRole } from '@forewarn/core/institutions/contact.ts';
import { TEST_CALL_OUTCOMES, type NumberTest, type TestCallOutcome } from '@forewarn/core/institutions/number-test.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const OutcomeShape = Type.Unsafe<TestCallOutcome>({ type: 'string', enum: [...TEST_CALL_OUTCOMES] });
const RoleShape = Type.Unsafe<ContactRole>({ type: 'string', enum: [...CONTACT_ROLES] });

const TestCallShape = Type.Object({
  id: Id,
  contactId: Id,
  contact: Type.String(),
  askedAt: Type.String(),
  askedBy: Type.String(),
  outcome: Type.Optional(OutcomeShape),
  note: Type.Optional(Type.String()),
  calledAt: Type.Optional(Type.String()),
  calledBy: Type.Optional(Type.String()),
});

const NumberShape = Type.Object({
  contactId: Id,
  contact: Type.String(),
  role: RoleShape,
  phone: Type.String(),
  state: Type.Unsafe<NumberTest['state']>({
    type: 'string',
    enum: ['never', 'waiting', 'good', 'failed', 'due'],
    description: 'Due: somebody spoke, more than a year ago.',
  }),
  lastOutcome: Type.Optional(OutcomeShape),
  lastSpokenAt: Type.Optional(Type.String()),
  testBy: Type.Optional(Type.String()),
});

export const listTestCalls = route({
  method: 'GET',
  path: '/api/institutions/:id/test-calls',
  access: 'read-institutions',
  summary: 'The numbers of an institution that may be rung at night, whether each is known to work, and the test calls that were made.',
  params: Type.Object({ id: Id }),
  response: Type.Object({
    reminder: Type.Boolean({ description: 'Some number was never tested, failed, or was tested more than a year ago.' }),
    numbers: Type.Array(NumberShape),
    calls: Type.Array(TestCallShape),
  }),
});

export const askTestCall = route({
  method: 'POST',
  path: '/api/institutions/:id/test-calls',
  access: 'change-institution',
  summary: '"Test mijn 24/7-nummer": the CERT rings it. Asked twice is asked once.',
  params: Type.Object({ id: Id }),
  body: Type.Object({ contactId: Id }, { additionalProperties: false }),
  response: TestCallShape,
});

export const listTestCallsToMake = route({
  method: 'GET',
  path: '/api/test-calls',
  access: 'follow-up',
  summary: 'Test calls that members asked for and nobody has made yet, the oldest first.',
  response: Type.Object({
    calls: Type.Array(
      Type.Object({
        id: Id,
        institutionId: Id,
        institution: Type.String(),
        contactId: Id,
        contact: Type.String(),
        role: RoleShape,
        phone: Type.Optional(Type.String()),
        askedAt: Type.String(),
        askedBy: Type.String(),
      }),
    ),
  }),
});

export const recordTestCall = route({
  method: 'POST',
  path: '/api/test-calls/:id/outcome',
  access: 'follow-up',
  summary: 'What came of a test call. Written once; who was spoken to is a contact that is confirmed.',
  params: Type.Object({ id: Id }),
  body: Type.Object({ outcome: OutcomeShape, note: Type.Optional(Type.String({ maxLength: 1_000 })) }, { additionalProperties: false }),
  response: TestCallShape,
});
