import Type from 'typebox';
import { CONTACT_ROLES, type ContactRole } from '@forewarn/core/institutions/contact.ts';
import { FOLLOW_UP_ACTIONS, type FollowUpAction } from '@forewarn/core/warnings/follow-up-policy.ts';
import { URGENCIES, type Urgency } from '@forewarn/core/warnings/warning.ts';
import { TLP_LABELS, type TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { HeldBecauseShape } from './deliveries.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const UrgencyShape = Type.Unsafe<Urgency>({ type: 'string', enum: [...URGENCIES] });
const ActionShape = Type.Unsafe<FollowUpAction>({ type: 'string', enum: [...FOLLOW_UP_ACTIONS] });
const RoleShape = Type.Unsafe<ContactRole>({ type: 'string', enum: [...CONTACT_ROLES] });
const MINUTES_MAX = 365 * 24 * 60;

const StepShape = Type.Object({ afterMinutes: Type.Integer({ minimum: 1, maximum: MINUTES_MAX }), action: ActionShape });

/** core/warnings/follow-up-policy.ts. */
export const FollowUpPolicyShape = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
  urgency: UrgencyShape,
  staffBelow: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  managedBy: Type.Optional(Type.Union([Type.Literal('institution'), Type.Literal('it-provider')])),
  first: Type.Array(RoleShape, { maxItems: CONTACT_ROLES.length, description: 'Come before all others when the next contact is chosen.' }),
  steps: Type.Array(StepShape, { maxItems: 20, description: 'In order of time, after the institution was asked.' }),
});

const PoliciesShape = Type.Object({
  policies: Type.Array(FollowUpPolicyShape, { description: 'The first that fits an institution counts.' }),
  shipped: Type.Boolean({ description: 'True while nobody changed those that ship.' }),
});

export const listFollowUpPolicies = route({
  method: 'GET',
  path: '/api/follow-up-policies',
  access: 'read-concerned',
  summary: 'What is done, and when, for an institution that does not answer.',
  response: PoliciesShape,
});

export const replaceFollowUpPolicies = route({
  method: 'PUT',
  path: '/api/follow-up-policies',
  access: 'change-rules',
  summary: 'Replaces the policies for what is released from now on; an empty list brings back those that ship.',
  body: Type.Object({ policies: Type.Array(FollowUpPolicyShape, { maxItems: 100 }) }),
  response: PoliciesShape,
});

const MomentShape = Type.Object({
  at: Type.String(),
  byAction: Type.Record(Type.String(), Type.Integer()),
  byChannel: Type.Record(Type.String(), Type.Integer()),
  phones: Type.Integer({ description: 'Telephones that a person of the CERT rings.' }),
});

export const simulateFollowUp = route({
  method: 'POST',
  path: '/api/warnings/:id/follow-up-simulations',
  access: 'follow-up',
  summary:
    'What follow-up of the draft would do if nobody answered, moment by moment: "at 03.00 this would ring 9 phones". Changes nothing.',
  params: Type.Object({ id: Id }),
  body: Type.Object({
    releasedAt: Type.Optional(Type.String({ format: 'date-time', description: 'Default: now.' })),
    policies: Type.Optional(
      Type.Array(FollowUpPolicyShape, { maxItems: 100, description: 'To try before they are used. Default: those in force.' }),
    ),
  }),
  response: Type.Object({ moments: Type.Array(MomentShape), asked: Type.Integer(), withoutPolicy: Type.Integer() }),
});

const PhoneShape = Type.Object({
  contactId: Id,
  name: Type.String(),
  role: RoleShape,
  phone: Type.Optional(Type.String()),
  toRepair: Type.Optional(Type.String()),
});

export const CallShape = Type.Object({
  id: Id,
  contact: Type.Optional(Type.String()),
  outcome: Type.String(),
  note: Type.Optional(Type.String()),
  calledAt: Type.String(),
  calledBy: Type.String(),
});

export const FollowUpShape = Type.Object({
  warningId: Id,
  reference: Type.String(),
  title: Type.String(),
  tlp: Type.Unsafe<TlpLabel>({
    type: 'string',
    enum: [...TLP_LABELS],
    description: 'Of the warning: what is above its reader is left out by it.',
  }),
  institutionId: Id,
  institution: Type.String(),
  version: Type.Integer(),
  policy: Type.String(),
  askedAt: Type.String(),
  nextAt: Type.Optional(Type.String({ description: 'When something is done next by itself.' })),
  nextAction: Type.Optional(ActionShape),
  pausedAt: Type.Optional(Type.String()),
  pausedBy: Type.Optional(Type.String()),
  callSince: Type.Optional(Type.String({ description: 'Since when it is on the list of whom the CERT telephones.' })),
  callBecause: Type.Optional(Type.String({ description: 'step, unreachable, by-hand.' })),
  endedAt: Type.Optional(Type.String()),
  endedBecause: Type.Optional(Type.String({ description: 'answered, closed, withdrawn, spoken.' })),
  heldBy: Type.Optional(Type.String({ description: 'Who is telephoning at this moment.' })),
  heldUntil: Type.Optional(Type.String()),
  waiting: Type.Array(Type.Object({ contact: Type.String(), at: Type.String(), because: HeldBecauseShape }), {
    description: 'Contacts to whom it goes with their daily bundle, and when: they were not told yet.',
  }),
  phones: Type.Array(PhoneShape, { description: 'In the order in which they are rung.' }),
  calls: Type.Array(CallShape, { description: 'Newest first.' }),
});

export const listFollowUps = route({
  method: 'GET',
  path: '/api/warnings/:id/follow-ups',
  access: 'read-concerned',
  summary: 'The clock of every institution that the warning asked, ended ones included.',
  params: Type.Object({ id: Id }),
  response: Type.Object({ followUps: Type.Array(FollowUpShape) }),
});

export const showCallList = route({
  method: 'GET',
  path: '/api/call-list',
  access: 'read-concerned',
  summary: 'Whom to telephone, over all open warnings, those that wait longest first.',
  response: Type.Object({ followUps: Type.Array(FollowUpShape) }),
});

export const pauseFollowUps = route({
  method: 'POST',
  path: '/api/warnings/:id/follow-up-pauses',
  access: 'follow-up',
  summary: 'Pauses follow-up of a warning, or of one institution, or lets it go on.',
  params: Type.Object({ id: Id }),
  body: Type.Object({ paused: Type.Boolean(), institutionId: Type.Optional(Id) }),
  response: Type.Object({ changed: Type.Integer() }),
});

const OneParams = Type.Object({ id: Id, institutionId: Id });

export const holdCall = route({
  method: 'PUT',
  path: '/api/warnings/:id/follow-ups/:institutionId/hold',
  access: 'follow-up',
  summary:
    'Says that you are telephoning this institution, so that nobody else does: for ten minutes, or lets go. Puts it on the call list where it is not.',
  params: OneParams,
  body: Type.Object({ held: Type.Boolean() }),
  response: FollowUpShape,
});

export const recordCall = route({
  method: 'POST',
  path: '/api/warnings/:id/follow-ups/:institutionId/calls',
  access: 'follow-up',
  summary: 'Records what came of telephoning. "spoken" ends the clock; anything else leaves the institution on the list.',
  params: OneParams,
  body: Type.Object({
    outcome: Type.Union([Type.Literal('spoken'), Type.Literal('voicemail'), Type.Literal('no-answer'), Type.Literal('wrong-number')]),
    contactId: Type.Optional(Id),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
  }),
  response: FollowUpShape,
});
