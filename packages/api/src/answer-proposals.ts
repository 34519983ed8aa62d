import Type from 'typebox';
import { ANSWERS, type Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });

const ProposalShape = Type.Object({
  id: Id,
  deliveryId: Id,
  warningId: Id,
  institutionId: Id,
  contactId: Id,
  answer: Type.Unsafe<Answer>({ type: 'string', enum: [...ANSWERS], description: 'What the reply seems to say.' }),
  said: Type.String({ description: 'What was written; empty where it seemed to hold a citizen service number.' }),
  sender: Type.String({ description: 'As the mail says it; nobody vouches for it.' }),
  receivedAt: Type.String(),
  decision: Type.Optional(Type.Union([Type.Literal('taken'), Type.Literal('dismissed')])),
  decidedAt: Type.Optional(Type.String()),
  decidedBy: Type.Optional(Type.String()),
});

export const listAnswerProposals = route({
  method: 'GET',
  path: '/api/warnings/:id/answer-proposals',
  access: 'read-concerned',
  summary: 'What replies by mail seem to answer, those that nobody has decided first.',
  params: Type.Object({ id: Id }),
  response: Type.Object({ proposals: Type.Array(ProposalShape) }),
});

export const takeAnswerProposal = route({
  method: 'POST',
  path: '/api/answer-proposals/:id/take',
  access: 'follow-up',
  summary: "Takes what a reply seems to say as the institution's answer.",
  params: Type.Object({ id: Id }),
  response: ProposalShape,
});

export const dismissAnswerProposal = route({
  method: 'POST',
  path: '/api/answer-proposals/:id/dismiss',
  access: 'follow-up',
  summary: 'Says that a reply is no answer.',
  params: Type.Object({ id: Id }),
  response: ProposalShape,
});
