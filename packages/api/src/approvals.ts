import Type from 'typebox';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: Id });
const Note = Type.String({ minLength: 1, maxLength: 2_000 });
const Optional = Type.Optional(Type.String());

const ApprovalShape = Type.Object({
  id: Id,
  version: Type.Integer(),
  askedAt: Type.String(),
  askedBy: Type.String(),
  note: Optional,
  decidedAt: Optional,
  decidedBy: Optional,
  decision: Type.Optional(Type.String({ description: 'approved or sent-back; absent: still asked.' })),
  because: Optional,
  holds: Type.Boolean({ description: 'It is about the draft as it is now.' }),
});

export const FourEyesShape = Type.Object({
  kind: Type.String({ description: 'not-needed, second-person, alone, missing.' }),
  author: Optional,
  second: Optional,
  because: Optional,
});

export const listApprovals = route({
  method: 'GET',
  path: '/api/warnings/:id/approvals',
  access: 'draft-warnings',
  summary:
    'Who was asked to approve an act-now release, and what they said; newest first. And whether the asker may release the draft now.',
  params: Params,
  response: Type.Object({ fourEyes: Type.Optional(FourEyesShape), approvals: Type.Array(ApprovalShape) }),
});

export const askApproval = route({
  method: 'POST',
  path: '/api/warnings/:id/approvals',
  access: 'draft-warnings',
  summary: 'Asks a second person to approve the draft as it is. A draft that changes is asked about anew.',
  params: Params,
  body: Type.Object({ note: Type.Optional(Note) }),
  response: ApprovalShape,
});

export const decideApproval = route({
  method: 'POST',
  path: '/api/warnings/:id/approvals/:approvalId/decision',
  access: 'release-warnings',
  summary: 'Approves the draft or sends it back; not by who wrote it or asked.',
  params: Type.Object({ id: Id, approvalId: Id }),
  body: Type.Object({ decision: Type.Union([Type.Literal('approved'), Type.Literal('sent-back')]), because: Type.Optional(Note) }),
  response: ApprovalShape,
});
