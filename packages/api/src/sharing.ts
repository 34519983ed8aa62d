import Type from 'typebox';
import type { Cell } from '@forewarn/core/sharing/sharing-tables.ts';
import { TLP_LABELS } from '@forewarn/core/sharing/tlp.ts';
import { route } from './route-shape.ts';

export const showSharingRules = route({
  method: 'GET',
  path: '/api/sharing-rules',
  access: 'anyone',
  summary: 'Who may see what of a text with a label, by which way and for what: the rule itself, looked up.',
  query: Type.Object({ language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])) }),
  response: Type.Object({
    labels: Type.Array(Type.String({ enum: [...TLP_LABELS] })),
    tables: Type.Array(
      Type.Object({
        title: Type.String(),
        rows: Type.Array(
          Type.Object({
            name: Type.String(),
            cells: Type.Array(Type.Unsafe<Cell>({ type: 'string', enum: ['yes', 'notice-only', 'no'] }), {
              description: 'One for each label, in their order.',
            }),
          }),
        ),
      }),
    ),
  }),
});

const CountsShape = Type.Object({
  counts: Type.Array(
    Type.Object({
      name: Type.String({ description: 'Sector, or how it stands: answered, silent, …' }),
      count: Type.Union([Type.Integer(), Type.Literal('not-shown')]),
    }),
  ),
  total: Type.Optional(Type.Integer({ description: 'Absent where anything is not shown.' })),
});

export const showToldCounts = route({
  method: 'GET',
  path: '/api/warnings/:id/told-counts',
  access: 'read-concerned',
  summary:
    'How many were told of a warning and how they stand, as a branch organisation may have it: no number from 1 to 4, nor what gives one away.',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  response: Type.Object({ reference: Type.String(), bySector: CountsShape, byStanding: CountsShape }),
});
