import Type from 'typebox';
import { URGENCIES, type Urgency } from '@forewarn/core/deliveries/urgency.ts';
import { CERTAINTIES, type Certainty } from '@forewarn/core/matching/match.ts';
import { UNKNOWN_BECAUSE, type UnknownBecause } from '@forewarn/core/matching/applicability.ts';
import { ABUSE_CHECKS, ANSWERS, type AbuseCheck, type Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { OPEN_STATES, type OpenState } from '@forewarn/core/warnings/open-point.ts';
import type { PointAtDesk } from '@forewarn/core/warnings/point-at-desk.ts';
import { ReaderLanguage } from './reader-language.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const UrgencyShape = Type.Unsafe<Urgency>({ type: 'string', enum: [...URGENCIES] });
const CertaintyShape = Type.Unsafe<Certainty>({ type: 'string', enum: [...CERTAINTIES] });
const AnswerShape = Type.Unsafe<Answer>({ type: 'string', enum: [...ANSWERS] });
const AbuseCheckShape = Type.Unsafe<AbuseCheck>({ type: 'string', enum: [...ABUSE_CHECKS] });
const StateShape = Type.Unsafe<OpenState>({ type: 'string', enum: [...OPEN_STATES] });
const Of = { institutionId: Type.Optional(Type.String({ format: 'uuid', description: 'For the CERT: whose.' })) };
export const OfMember = Type.Object({ ...Of, language: ReaderLanguage });
const Line = Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' });

const StepShape = Type.Object({ text: Type.String(), role: Type.Optional(Type.String()), dueAt: Type.Optional(Type.String()) });

const GivenAnswerShape = Type.Object({
  id: Id,
  answer: AnswerShape,
  abuseCheck: Type.Optional(AbuseCheckShape),
  answeredAs: Type.String(),
  answeredAt: Type.String(),
  confirmed: Type.Boolean(),
  forwardedTo: Type.Optional(Type.String()),
  until: Type.Optional(Type.String()),
  provider: Type.Optional(Type.String({ description: 'The IT provider that gave it on behalf of the institution.' })),
});

export const OpenPointShape = Type.Object({
  id: Type.String({ description: 'Of this point among all: the warning, a slash, and the line of the inventory.' }),
  warningId: Id,
  reference: Type.String(),
  version: Type.Integer(),
  tlp: Type.String(),
  title: Type.Optional(Type.String({ description: 'Absent where its label keeps it from you: sign in another way.' })),
  urgency: UrgencyShape,
  certainty: CertaintyShape,
  reason: Type.Optional(Type.String()),
  because: Type.String({ description: '"U krijgt dit omdat …", for this line alone.' }),
  product: Type.Optional(Type.String()),
  supplier: Type.Optional(Type.String()),
  line: Type.Optional(
    Type.String({ description: 'Of the inventory, as answers and assignments name it; absent: the warning as a whole.' }),
  ),
  item: Type.Optional(
    Type.Object({
      label: Type.String({ description: 'The line itself is never freer than AMBER+STRICT.' }),
      inventory: Type.String(),
      key: Type.String(),
      installedVersion: Type.Optional(Type.String()),
      exposure: Type.String(),
      importance: Type.Optional(Type.Integer({ description: '1 critical to 4 low.' })),
      owner: Type.Optional(Type.String({ description: 'As the inventory has it.' })),
      quantity: Type.Optional(Type.Integer()),
    }),
  ),
  state: StateShape,
  asksYou: Type.Boolean({ description: 'Something is to be done by the institution now.' }),
  askedAt: Type.String(),
  ageHours: Type.Integer({ description: 'Since it was asked.' }),
  deadlineAt: Type.Optional(Type.String()),
  isOverdue: Type.Boolean(),
  steps: Type.Array(StepShape),
  answer: Type.Optional(GivenAnswerShape),
  assignment: Type.Optional(
    Type.Object({
      accountId: Type.Optional(Id),
      contactId: Type.Optional(Id),
      name: Type.String(),
      assignedAt: Type.String(),
      assignedBy: Type.String(),
    }),
  ),
  atDesk: Type.Optional(
    Type.Object(
      {
        kind: Type.Unsafe<PointAtDesk['kind']>({
          type: 'string',
          enum: ['waiting', 'open', 'closed'],
          description: 'Closed: the desk is done with it, and an answer is to be given here.',
        }),
        number: Type.Optional(Type.String()),
        status: Type.Optional(Type.String({ description: 'As the desk words it.' })),
        checkedAt: Type.Optional(Type.String()),
      },
      { description: 'How it stands at the service desk of the institution, where it was sent there.' },
    ),
  ),
});

export const showHome = route({
  method: 'GET',
  path: '/api/home',
  access: 'read-warnings',
  summary: "A member's first screen: something to do, nothing to do, or not known; the one thing, the one button, the number for help.",
  query: OfMember,
  response: Type.Object({
    kind: Type.Unsafe<'things-to-do' | 'nothing-to-do' | 'not-known'>({
      type: 'string',
      enum: ['things-to-do', 'nothing-to-do', 'not-known'],
    }),
    institutionId: Id,
    institution: Type.String(),
    thingsToDo: Type.Integer(),
    inventory: Type.Optional(
      Type.Unsafe<UnknownBecause>({ type: 'string', enum: [...UNKNOWN_BECAUSE], description: 'Why nobody can say for sure.' }),
    ),
    top: Type.Optional(
      Type.Object({
        point: OpenPointShape,
        paragraph: Type.Optional(Type.String({ description: 'At most 120 words.' })),
        button: Type.Object({
          kind: Type.Unsafe<'forward' | 'answer'>({ type: 'string', enum: ['forward', 'answer'] }),
          to: Type.Optional(Type.String({ description: 'The IT provider that it is forwarded to.' })),
        }),
        tlp: Type.String(),
      }),
    ),
    doneForYou: Type.Array(
      Type.Object({
        warningId: Id,
        reference: Type.String(),
        tlp: Type.String(),
        title: Type.Optional(Type.String()),
        provider: Type.String(),
        answer: AnswerShape,
        abuseCheck: Type.Optional(AbuseCheckShape),
        answeredAt: Type.String(),
      }),
      { description: '"Kwartel ICT heeft dit voor u opgelost": what IT providers answered, the newest first.' },
    ),
    drills: Type.Array(
      Type.Object({
        warningId: Id,
        reference: Type.String(),
        tlp: Type.String(),
        title: Type.Optional(Type.String()),
        asksYou: Type.Boolean(),
      }),
      { description: 'Exercises that it takes part in; they count in nothing above.' },
    ),
    itProvider: Type.Optional(Type.String()),
    help: Type.Object({ name: Type.String(), phone: Type.String() }),
  }),
});

export const listOpenPoints = route({
  method: 'GET',
  path: '/api/open-points',
  access: 'read-warnings',
  summary: 'What is open for an institution, per warning and line of the inventory: the most urgent and important first.',
  query: OfMember,
  response: Type.Object({
    institutionId: Id,
    counts: Type.Object({ open: Type.Integer(), asksYou: Type.Integer(), overdue: Type.Integer(), warnings: Type.Integer() }),
    points: Type.Array(OpenPointShape),
    drillPoints: Type.Array(OpenPointShape, { description: 'Of exercises that it takes part in; they count in nothing.' }),
    hasServiceDesk: Type.Boolean({ description: 'There is one to send points to.' }),
    boardSentences: Type.Array(Type.Object({ warningId: Id, reference: Type.String(), tlp: Type.String(), sentence: Type.String() }), {
      description: 'One for each warning with open points, ready for the board.',
    }),
  }),
});

const PointShape = Type.Object(
  { warningId: Id, line: Type.Optional(Line) },
  { additionalProperties: false, description: 'As the open points name it; without line: the warning as a whole.' },
);
const Points = Type.Array(PointShape, { minItems: 1, maxItems: 200 });
/** Of a point that is answered: an answer may have waited for a connection, and is to the version that was read when it was given. */
export const AnsweredVersion = Type.Optional(
  Type.Integer({ minimum: 1, description: 'The version that was read; absent: the one in force.' }),
);
const AnsweredPoints = Type.Array(Type.Object({ ...PointShape.properties, version: AnsweredVersion }, { additionalProperties: false }), {
  minItems: 1,
  maxItems: 200,
});

export const answerOpenPoints = route({
  method: 'POST',
  path: '/api/open-points/answers',
  access: 'answer-warnings',
  summary: 'Gives one answer for several points at once. Each is told apart: one that is refused leaves the others answered.',
  body: Type.Object(
    {
      ...Of,
      points: AnsweredPoints,
      answer: AnswerShape,
      abuseCheck: Type.Optional(AbuseCheckShape),
      remark: Type.Optional(Type.String({ maxLength: 2_000 })),
      why: Type.Optional(Type.String({ maxLength: 1_000 })),
      until: Type.Optional(Type.String({ maxLength: 10, description: 'YYYY-MM-DD' })),
      forwardedTo: Type.Optional(Type.String({ maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    answered: Type.Integer(),
    results: Type.Array(
      Type.Object({
        warningId: Id,
        line: Type.Optional(Type.String()),
        outcome: Type.Unsafe<'answered' | 'unchanged' | 'refused'>({ type: 'string', enum: ['answered', 'unchanged', 'refused'] }),
        acknowledgementId: Type.Optional(Id),
        code: Type.Optional(Type.String({ description: 'Of a refusal.' })),
        message: Type.Optional(Type.String()),
      }),
    ),
  }),
});

export const assignOpenPoints = route({
  method: 'PUT',
  path: '/api/open-points/assignments',
  access: 'answer-warnings',
  summary: 'Says which colleague looks after these points: an account or a contact of the institution. Neither: nobody any more.',
  body: Type.Object({ ...Of, points: Points, accountId: Type.Optional(Id), contactId: Type.Optional(Id) }, { additionalProperties: false }),
  response: Type.Object({ assigned: Type.Integer(), to: Type.Optional(Type.String()) }),
});

export const listNotApplicable = route({
  method: 'GET',
  path: '/api/not-applicable',
  access: 'read-warnings',
  summary: '"Niet op ons van toepassing": warnings of the last year that do not concern an institution, with which kind of not.',
  query: Type.Object({
    ...Of,
    language: ReaderLanguage,
    before: Type.Optional(Type.String({ format: 'uuid', description: 'What the page before gave as next.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 250 })),
  }),
  response: Type.Object({
    institutionId: Id,
    warnings: Type.Array(
      Type.Object({
        id: Id,
        reference: Type.String(),
        openedAt: Type.String(),
        urgency: UrgencyShape,
        tlp: Type.String(),
        title: Type.String(),
        kind: Type.Unsafe<'not-concerned' | 'not-known'>({
          type: 'string',
          enum: ['not-concerned', 'not-known'],
          description: 'Not known: the inventory is empty or old, and silence proves nothing.',
        }),
        because: Type.String({ description: 'As the applicability of an advisory: fixed, version-not-affected, not-in-inventory, …' }),
        silent: Type.Object(
          {
            label: Type.String(),
            lines: Type.Array(
              Type.Object({
                because: Type.String(),
                inventory: Type.String(),
                key: Type.String(),
                product: Type.String(),
                installedVersion: Type.Optional(Type.String()),
                said: Type.Optional(
                  Type.Object(
                    { by: Type.String(), at: Type.Optional(Type.String({ description: 'As its publisher dates it.' })) },
                    { description: 'Whose word it is, where a document says that the product is not affected (VEX).' },
                  ),
                ),
              }),
            ),
          },
          { description: 'Lines that are named and not concerned.' },
        ),
      }),
    ),
    next: Type.Optional(Type.String()),
  }),
});

export const reportUse = route({
  method: 'POST',
  path: '/api/not-applicable/uses',
  access: 'change-inventory',
  summary: '"Gebruiken wij dit toch?": it becomes a line of the ICT-foto, and the CERT hears of it.',
  body: Type.Object(
    {
      ...Of,
      warningId: Id,
      product: Type.String({ minLength: 1, maxLength: 200 }),
      supplier: Type.Optional(Type.String({ maxLength: 200 })),
      version: Type.Optional(Type.String({ maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ inventory: Type.String(), key: Type.String() }),
});

export const exportOpenPoints = route({
  method: 'GET',
  path: '/api/open-points/export',
  access: 'read-warnings',
  summary: 'The open points as a file, for a meeting or a spreadsheet.',
  query: Type.Object({
    ...Of,
    language: ReaderLanguage,
    format: Type.Optional(Type.Unsafe<'csv' | 'pdf'>({ type: 'string', enum: ['csv', 'pdf'], default: 'csv' })),
  }),
});
