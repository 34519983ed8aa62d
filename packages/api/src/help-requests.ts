import Type from 'typebox';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: Id });
const Optional = Type.Optional(Type.String());

const Asked = {
  id: Id,
  warningId: Id,
  reference: Type.String(),
  urgency: Type.String(),
  askedAt: Type.String(),
  askedBy: Type.String(),
  remark: Optional,
  dueAt: Type.String({ description: 'By when somebody rings back.' }),
  owner: Type.Optional(Type.String({ description: 'Who of the CERT does it.' })),
  ownedSince: Optional,
  endedAt: Optional,
  endedBecause: Type.Optional(Type.String({ description: 'done or taken-back.' })),
};

export const HelpRequestShape = Type.Object({
  ...Asked,
  institutionId: Id,
  institution: Type.String(),
  contact: Optional,
  phone: Optional,
  ownerAccountId: Type.Optional(Type.String({ description: 'The account of `owner`, where it is known: two may bear one name.' })),
  endedBy: Optional,
  note: Optional,
  isLate: Type.Boolean(),
});

export const listHelpRequests = route({
  method: 'GET',
  path: '/api/help-requests',
  access: 'read-concerned',
  summary: 'Who asked for help or to be rung back: open ones, those that are due first; or those that ended, newest first. At most 500.',
  query: Type.Object({
    ended: Type.Optional(Type.Boolean()),
    owner: Type.Optional(Type.String({ maxLength: 300, description: 'A name, whoever bears it.' })),
    ownerAccountId: Type.Optional(Id),
  }),
  response: Type.Object({ helpRequests: Type.Array(HelpRequestShape) }),
});

export const takeHelpRequest = route({
  method: 'PUT',
  path: '/api/help-requests/:id/owner',
  access: 'follow-up',
  summary: 'Takes a request, or gives it to a colleague.',
  params: Params,
  body: Type.Object({ accountId: Type.Optional(Id) }),
  response: HelpRequestShape,
});

export const leaveHelpRequest = route({
  method: 'DELETE',
  path: '/api/help-requests/:id/owner',
  access: 'follow-up',
  summary: 'Lets go of a request: nobody does it.',
  params: Params,
  response: HelpRequestShape,
});

export const endHelpRequest = route({
  method: 'POST',
  path: '/api/help-requests/:id/done',
  access: 'follow-up',
  summary: 'Done, with what was said or done.',
  params: Params,
  body: Type.Object({ note: Type.String({ minLength: 1, maxLength: 4_000 }) }),
  response: HelpRequestShape,
});

export const reopenHelpRequest = route({
  method: 'DELETE',
  path: '/api/help-requests/:id/done',
  access: 'follow-up',
  summary: 'Not done after all.',
  params: Params,
  response: HelpRequestShape,
});

export const listOwnHelpRequests = route({
  method: 'GET',
  path: '/api/institutions/:id/help-requests',
  access: 'read-answers',
  summary: 'What an institution asked, who does it and by when; with who can read it, and that it is no legal notification.',
  params: Params,
  query: Type.Object({ language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])) }),
  response: Type.Object({ notice: Type.String(), helpRequests: Type.Array(Type.Object(Asked)) }),
});
