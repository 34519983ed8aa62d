import Type from 'typebox';
import { SECTORS } from '@forewarn/core/institutions/institution.ts';
import { route } from './route-shape.ts';

const Count = Type.Union([Type.Integer(), Type.Literal('not-shown')], {
  description: '"not-shown": fewer than five, or another would give it away.',
});

export const showSituation = route({
  method: 'GET',
  path: '/api/situation',
  access: 'read-branch-numbers',
  summary:
    'The sector as series for charts: open warnings, exposure by day, answers by sector. To a branch organisation: its own members, small numbers left out.',
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
