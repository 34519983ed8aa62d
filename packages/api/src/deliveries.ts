import Type from 'typebox';
import { HELD_BECAUSE, type HeldBecause } from '@forewarn/core/deliveries/decide-arrival.ts';
import { FAILURE_REASONS, type FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import { CHANNELS, type Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 }));
const ChannelShape = Type.Unsafe<Channel>({ type: 'string', enum: [...CHANNELS] });
const ReasonShape = Type.Unsafe<FailureReason>({ type: 'string', enum: [...FAILURE_REASONS] });

export const DELIVERY_STATES = ['planned', 'held', 'sent', 'failed', 'cancelled'] as const;
/** Why it waits for the daily bundle of its contact. */
export const HeldBecauseShape = Type.Unsafe<HeldBecause>({ type: 'string', enum: [...HELD_BECAUSE] });
const StateShape = Type.Unsafe<(typeof DELIVERY_STATES)[number]>({ type: 'string', enum: [...DELIVERY_STATES] });

export const DeliveryShape = Type.Object({
  id: Type.String({ description: 'Also the left side of the Message-ID, at every attempt.' }),
  messageKey: Type.String(),
  thread: Type.String(),
  institutionId: Id,
  contactId: Id,
  contactName: Type.String(),
  channel: ChannelShape,
  address: Type.String({ description: 'As it was when the delivery was planned.' }),
  urgent: Type.Boolean(),
  state: StateShape,
  attempts: Type.Integer(),
  lastReason: Type.Optional(Type.String({ description: 'Why the last attempt failed.' })),
  lastResponse: Type.Optional(Type.String({ description: 'What the other side said.' })),
  plannedAt: Type.String(),
  nextAttemptAt: Type.Optional(Type.String()),
  endedAt: Type.Optional(Type.String({ description: 'When it was sent, failed for good or was cancelled.' })),
  endedBecause: Type.Optional(Type.String()),
  heldBecause: Type.Optional(HeldBecauseShape),
});

export const AttemptShape = Type.Object({
  attempt: Type.Integer(),
  beganAt: Type.String(),
  endedAt: Type.String(),
  outcome: Type.Union([Type.Literal('sent'), Type.Literal('failed-for-now'), Type.Literal('failed-for-good')]),
  reason: Type.Optional(ReasonShape),
  response: Type.Optional(Type.String()),
});

export const listDeliveries = route({
  method: 'GET',
  path: '/api/deliveries',
  access: 'read-deliveries',
  summary: 'What went out and what did not, newest first.',
  query: Type.Object({
    state: Type.Optional(StateShape),
    channel: Type.Optional(ChannelShape),
    institutionId: Type.Optional(Id),
    warningId: Type.Optional(Id),
    thread: Type.Optional(Type.String({ maxLength: 200 })),
    after: Type.Optional(Type.String({ format: 'uuid', description: 'The `next` of the page before.' })),
    limit: Limit,
  }),
  response: Type.Object({ deliveries: Type.Array(DeliveryShape), next: Type.Optional(Type.String()) }),
});

export const showDelivery = route({
  method: 'GET',
  path: '/api/deliveries/:id',
  access: 'read-deliveries',
  summary: 'One delivery with every attempt.',
  params: Type.Object({ id: Id }),
  response: Type.Intersect([DeliveryShape, Type.Object({ tries: Type.Array(AttemptShape) })]),
});

export const retryDelivery = route({
  method: 'POST',
  path: '/api/deliveries/:id/retry',
  access: 'work-deliveries',
  summary: "Tries a delivery that waits or failed again at once, to the contact's address of today. It keeps its id and Message-ID.",
  params: Type.Object({ id: Id }),
  response: DeliveryShape,
});

const SentenceShape = Type.Object(
  { nl: Type.String(), en: Type.String() },
  { description: 'What it says, in each language; one that was raised by an earlier version in English alone.' },
);

export const NoticeShape = Type.Object({
  id: Id,
  kind: Type.String(),
  key: Type.String({ description: 'What it is about: the id of a contact, a source, a delivery.' }),
  sentence: SentenceShape,
  raisedAt: Type.String(),
  resolvedAt: Type.Optional(Type.String()),
});

export const listNotices = route({
  method: 'GET',
  path: '/api/notices',
  access: 'read-deliveries',
  summary: 'What the CERT itself must know and do something about, newest first.',
  query: Type.Object({
    kind: Type.Optional(Type.String({ maxLength: 100 })),
    resolved: Type.Optional(Type.Boolean({ description: 'Those that were resolved, too. Default false.' })),
    after: Type.Optional(Type.String({ format: 'uuid' })),
    limit: Limit,
  }),
  response: Type.Object({ notices: Type.Array(NoticeShape), next: Type.Optional(Type.String()) }),
});

export const resolveNotice = route({
  method: 'POST',
  path: '/api/notices/:id/resolve',
  access: 'work-deliveries',
  summary: 'Says that a notice is dealt with. The same trouble later raises a new one.',
  params: Type.Object({ id: Id }),
  response: NoticeShape,
});

export const READ_MAIL_KINDS = ['bounce', 'delay', 'complaint', 'out-of-office', 'reply', 'other', 'set-aside'] as const;
const ReadMailKind = Type.Unsafe<(typeof READ_MAIL_KINDS)[number]>({ type: 'string', enum: [...READ_MAIL_KINDS] });

export const listReadMails = route({
  method: 'GET',
  path: '/api/read-mails',
  access: 'read-deliveries',
  summary: "What came to the CERT's mailbox and what it was taken for, newest first. The mails themselves stay there.",
  query: Type.Object({ kind: Type.Optional(ReadMailKind), after: Type.Optional(Type.String({ format: 'uuid' })), limit: Limit }),
  response: Type.Object({
    mails: Type.Array(
      Type.Object({
        id: Id,
        kind: ReadMailKind,
        deliveryId: Type.Optional(Id),
        sender: Type.String({ description: 'As the mail says it; nobody vouches for it.' }),
        subject: Type.String(),
        note: Type.String({ description: 'What a server said, or why it was set aside.' }),
        readAt: Type.String(),
      }),
    ),
    next: Type.Optional(Type.String()),
  }),
});

export const listChannels = route({
  method: 'GET',
  path: '/api/channels',
  access: 'read-deliveries',
  summary: 'How each channel does: open or not, down or not, and what came of what was planned in a day.',
  response: Type.Object({
    channels: Type.Array(
      Type.Object({
        channel: Type.Unsafe<Channel>({ type: 'string', enum: [...CHANNELS] }),
        isOpen: Type.Boolean({ description: 'The settings open it.' }),
        sent: Type.Integer(),
        failed: Type.Integer(),
        waiting: Type.Integer({ description: 'Due, and not out yet.' }),
        held: Type.Integer({ description: 'For a daily bundle.' }),
        down: Type.Optional(Type.Object({ since: Type.String(), sentence: SentenceShape })),
      }),
    ),
  }),
});
