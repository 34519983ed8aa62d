import Type from 'typebox';
import { HELD_BECAUSE } from '@forewarn/core/deliveries/decide-arrival.ts';
import { WEEKDAYS, type Weekday } from '@forewarn/core/deliveries/local-time.ts';
import { CHANNELS, type Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { WISH_LIMITS } from '@forewarn/core/deliveries/read-wishes.ts';
import { URGENCIES, type Urgency } from '@forewarn/core/deliveries/urgency.ts';
import { CONTACT_ROLES, type ContactRole } from '@forewarn/core/institutions/contact.ts';
import { PRODUCT_KINDS, type ProductKind } from '@forewarn/core/products/catalogue/catalogue.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Time = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', maxLength: 5 });
const Day = Type.String({ format: 'date', maxLength: 10 });
const Days = Type.Array(Type.Unsafe<Weekday>({ type: 'string', enum: [...WEEKDAYS] }), { minItems: 1, maxItems: 7 });
const Language = Type.Union([Type.Literal('nl'), Type.Literal('en')]);

/** How a contact wants to be told: core/deliveries/wishes.ts. */
export const WishesShape = Type.Object(
  {
    zone: Type.String({ maxLength: 64, description: 'Of the IANA database, as Europe/Amsterdam.' }),
    channels: Type.Array(Type.Unsafe<Channel>({ type: 'string', enum: [...CHANNELS] }), {
      maxItems: CHANNELS.length,
      description: 'In order; what may wait comes through the first that there is. Empty: through all.',
    }),
    hours: Type.Optional(Type.Object({ days: Days, from: Time, until: Time }, { additionalProperties: false })),
    bundle: Type.Object({ days: Days, at: Time }, { additionalProperties: false }),
    floor: Type.Unsafe<Urgency>({ type: 'string', enum: [...URGENCIES], description: 'The least urgent that comes at once.' }),
    severityMin: Type.Optional(Type.Number({ minimum: 0, maximum: 10 })),
    topics: Type.Optional(
      Type.Object(
        {
          kinds: Type.Array(Type.Unsafe<ProductKind>({ type: 'string', enum: [...PRODUCT_KINDS] }), { maxItems: PRODUCT_KINDS.length }),
          suppliers: Type.Array(Type.String({ maxLength: WISH_LIMITS.supplierCharacters }), { maxItems: WISH_LIMITS.suppliers }),
          matters: Type.Array(Type.Unsafe<'advisory' | 'report' | 'wave'>({ type: 'string', enum: ['advisory', 'report', 'wave'] }), {
            maxItems: 3,
          }),
        },
        { additionalProperties: false },
      ),
    ),
    away: Type.Array(Type.Object({ from: Day, until: Day, standIn: Type.Optional(Id) }, { additionalProperties: false }), {
      maxItems: WISH_LIMITS.holidays,
    }),
    endOfWeek: Type.Boolean(),
  },
  { additionalProperties: false },
);

export const ContactWishesShape = Type.Object({
  contactId: Id,
  contact: Type.String(),
  role: Type.Unsafe<ContactRole>({ type: 'string', enum: [...CONTACT_ROLES] }),
  language: Language,
  wishes: WishesShape,
  isUsual: Type.Boolean({ description: 'Nothing was said: this is what the role usually gets.' }),
  changedAt: Type.Optional(Type.String()),
  changedBy: Type.Optional(Type.String()),
  through: Type.Optional(Type.String({ description: 'contact, institution, or cert: on the telephone.' })),
  mayChange: Type.Boolean(),
  isSelf: Type.Boolean({ description: 'The account that asks is this contact.' }),
  nextBundleAt: Type.String(),
  waiting: Type.Integer({ description: 'Messages that go with it.' }),
  awayUntil: Type.Optional(Type.String({ description: 'On holiday today, until and with this day.' })),
});

const ReplayShape = Type.Object({
  contactId: Id,
  atOnce: Type.Integer({ description: 'Messages by themselves.' }),
  actNow: Type.Integer({ description: 'Of those, act now.' }),
  bundled: Type.Integer({ description: 'Messages in bundles.' }),
  bundles: Type.Integer({ description: 'Bundles that went, each one message.' }),
  byBecause: Type.Object(
    Object.fromEntries(HELD_BECAUSE.map((because) => [because, Type.Optional(Type.Integer())])) as Record<
      (typeof HELD_BECAUSE)[number],
      ReturnType<typeof Type.Optional<ReturnType<typeof Type.Integer>>>
    >,
    { description: 'Why those in bundles waited.' },
  ),
});

export const listWishes = route({
  method: 'GET',
  path: '/api/institutions/:id/wishes',
  access: 'read-institutions',
  summary: 'How each contact of an institution wants to be told; who said nothing with what the role usually gets.',
  params: Type.Object({ id: Id }),
  response: Type.Object({ contacts: Type.Array(ContactWishesShape) }),
});

export const changeWishes = route({
  method: 'PUT',
  path: '/api/institutions/:id/contacts/:contactId/wishes',
  access: 'keep-wishes',
  summary: 'Changes how a contact wants to be told: by itself, by its CISO or IT, or by the CERT that has it on the telephone.',
  params: Type.Object({ id: Id, contactId: Id }),
  body: Type.Object({ wishes: WishesShape, language: Type.Optional(Language) }, { additionalProperties: false }),
  response: ContactWishesShape,
});

export const forgetWishes = route({
  method: 'DELETE',
  path: '/api/institutions/:id/contacts/:contactId/wishes',
  access: 'keep-wishes',
  summary: 'Back to what the role of the contact usually gets.',
  params: Type.Object({ id: Id, contactId: Id }),
  response: ContactWishesShape,
});

export const replayWishes = route({
  method: 'POST',
  path: '/api/institutions/:id/contacts/:contactId/wishes-replay',
  access: 'read-institutions',
  summary: 'What the last 30 days would have looked like with these wishes. Changes nothing.',
  params: Type.Object({ id: Id, contactId: Id }),
  body: Type.Object({ wishes: WishesShape }, { additionalProperties: false }),
  response: ReplayShape,
});

const RelevanceShape = {
  told: Type.Integer(),
  judged: Type.Integer({ description: 'Of which somebody said something: an answer, or whether it was of use.' }),
  relevant: Type.Integer(),
  sharePercent: Type.Optional(Type.Integer({ description: 'Of those judged; absent while nothing was.' })),
  missed: Type.Integer({ description: 'Not sent, and used after all.' }),
  medianHours: Type.Optional(Type.Number({ description: 'From told to answered.' })),
};
const WeekShape = Type.Object({ week: Type.String({ description: 'The Monday.' }), ...RelevanceShape });

export const showRelevance = route({
  method: 'GET',
  path: '/api/institutions/:id/relevance',
  access: 'read-answers',
  summary: 'How much of what was sent concerned an institution, by what it said itself, week by week; and what that proposes.',
  params: Type.Object({ id: Id }),
  response: Type.Object({
    quarter: Type.Object(RelevanceShape),
    weeks: Type.Array(WeekShape, { description: 'The newest first.' }),
    proposals: Type.Array(
      Type.Object({
        kind: Type.Union([Type.Literal('not-used'), Type.Literal('raise-floor')]),
        product: Type.Optional(Type.String()),
        urgency: Type.Optional(Type.Unsafe<Urgency>({ type: 'string', enum: [...URGENCIES] })),
        floor: Type.Optional(Type.Unsafe<Urgency>({ type: 'string', enum: [...URGENCIES] })),
        told: Type.Integer(),
        relevant: Type.Optional(Type.Integer()),
      }),
    ),
  }),
});

export const showTotalRelevance = route({
  method: 'GET',
  path: '/api/relevance',
  access: 'read-concerned',
  summary: 'The same over all members, and those below 70 of a hundred.',
  response: Type.Object({
    quarter: Type.Object(RelevanceShape),
    weeks: Type.Array(WeekShape),
    below: Type.Array(Type.Object({ institutionId: Id, institution: Type.String(), ...RelevanceShape }), {
      description: 'The lowest first.',
    }),
  }),
});
