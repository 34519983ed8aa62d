import Type, { type Static } from 'typebox';
import { URGENCIES, type Urgency } from '@forewarn/core/deliveries/urgency.ts';
import { SECTORS } from '@forewarn/core/institutions/institution.ts';
import { route } from './route-shape.ts';

const Count = Type.Union([Type.Integer(), Type.Literal('not-shown')], {
  description: '"not-shown": fewer than five, or another would give it away.',
});

const Minutes = Type.Array(
  Type.Object({
    urgency: Type.Unsafe<Urgency>({ type: 'string', enum: [...URGENCIES] }),
    asked: Type.Integer({ description: 'Warnings, or institutions that one asked something.' }),
    done: Type.Integer({ description: 'Of those: that did it.' }),
    median: Type.Optional(Type.Number({ description: 'Of those that did it, in minutes (nearest rank).' })),
    p90: Type.Optional(Type.Number({ description: 'Minutes that nine in ten of those that did it stayed within (nearest rank).' })),
  }),
);

export const showSituation = route({
  method: 'GET',
  path: '/api/situation',
  access: 'read-branch-numbers',
  summary:
    'The sector as series for charts: open warnings, exposure by day, answers by sector, and how long warning, reading and answering took. To a branch organisation: its own members, small numbers left out.',
  query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 90 })) }),
  response: Type.Object({
    openWarnings: Type.Array(Type.Object({ urgency: Type.String(), warnings: Type.Integer() })),
    exposure: Type.Array(
      Type.Object({ day: Type.String(), exposed: Count, answered: Count }, { description: 'At the end of the day, in UTC.' }),
      {
        description:
          'Institutions that an open warning asked something and that had not said it is done; and those that had answered at all.',
      },
    ),
    minutes: Type.Optional(
      Type.Object(
        {
          warn: Type.Unsafe<Static<typeof Minutes>>({
            ...Minutes,
            description: 'From when the CERT knew (the advisory came in or the matter was opened) to the first release.',
          }),
          read: Type.Unsafe<Static<typeof Minutes>>({
            ...Minutes,
            description: 'From the first message that arrived, or the release where none did, to the first reading of each institution.',
          }),
          answer: Type.Unsafe<Static<typeof Minutes>>({ ...Minutes, description: 'From the same to its first answer that stands.' }),
        },
        {
          description:
            'By urgency, of warnings that were released, and institutions that were first asked, in these days; without exercises. Not told to a branch organisation.',
        },
      ),
    ),
    answers: Type.Array(
      Type.Object({
        sector: Type.String({ description: SECTORS.join(', ') }),
        asked: Count,
        fixed: Count,
        working: Count,
        notAffected: Count,
        needHelp: Count,
        silent: Count,
      }),
    ),
  }),
});

export const listSuppliers = route({
  method: 'GET',
  path: '/api/suppliers',
  access: 'read-matching',
  summary: 'Suppliers that members rely on, as each is written most, those of most institutions first; at most 2,000.',
  response: Type.Object({ suppliers: Type.Array(Type.Object({ name: Type.String(), institutions: Type.Integer() })) }),
});

const Dependent = Type.Object({
  institutionId: Type.String(),
  institution: Type.String(),
  sector: Type.String(),
  how: Type.Array(Type.String({ description: 'supplier, connection, managed-by, tenant, product.' })),
  through: Type.Optional(Type.String({ description: 'Second step: the institution that supplies it in turn.' })),
});

export const listDependents = route({
  method: 'GET',
  path: '/api/suppliers/:key/dependents',
  access: 'read-matching',
  summary: 'Who relies on a supplier, and who relies on those in turn where one of them is a supplier itself. At most 2,000 of each.',
  params: Type.Object({ key: Type.String({ minLength: 1, maxLength: 200, description: 'The name of the supplier.' }) }),
  response: Type.Object({
    supplier: Type.String(),
    direct: Type.Array(Dependent),
    indirect: Type.Array(Dependent),
    edges: Type.Array(Type.Object({ from: Type.String(), to: Type.String() }), { description: 'From who relies to on whom, by name.' }),
  }),
});
