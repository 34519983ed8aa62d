import Type from 'typebox';
import { STARTER_ANSWERS, type StarterAnswer } from '@forewarn/core/inventories/starter-inventory.ts';
import { PRODUCT_KINDS, type ProductKind } from '@forewarn/core/inventories/starter-products.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });

export const showIctFoto = route({
  method: 'GET',
  path: '/api/ict-foto',
  access: 'read-inventory',
  summary:
    'The ICT-foto: forty products that institutions of this kind mostly use, most usual first, with what was tapped. Answers go to the starter inventory.',
  query: Type.Object({ institutionId: Type.Optional(Type.String({ format: 'uuid', description: 'For the CERT: whose.' })) }),
  response: Type.Object({
    institutionId: Id,
    inventory: Type.String({ description: 'Where "have" becomes a line.' }),
    progress: Type.Object({ answered: Type.Integer(), of: Type.Integer(), isDone: Type.Boolean() }),
    checkedAt: Type.Optional(Type.String({ description: '"Laatst gecontroleerd op": when a line of any inventory was last looked at.' })),
    mayBeOutdated: Type.Boolean({ description: 'There is no line, or none was looked at for twelve months.' }),
    tiles: Type.Array(
      Type.Object({
        product: Type.String({ description: 'Its id, for the answer.' }),
        name: Type.String(),
        supplier: Type.Optional(Type.String()),
        glyph: Type.Unsafe<ProductKind>({ type: 'string', enum: [...PRODUCT_KINDS], description: 'Which sign stands for it: its kind.' }),
        hosting: Type.String(),
        ofTen: Type.Integer({ description: 'Of ten comparable institutions; an expectation, not a count.' }),
        answer: Type.Optional(Type.Unsafe<StarterAnswer>({ type: 'string', enum: [...STARTER_ANSWERS] })),
        isSpared: Type.Boolean({ description: 'Need not be asked: another of its kind is there.' }),
      }),
    ),
  }),
});

export const confirmItems = route({
  method: 'POST',
  path: '/api/institutions/:id/inventories/:name/checks',
  access: 'change-inventory',
  summary: 'Says that lines are right as they are: these, or all of the inventory. Nothing else of them changes.',
  params: Type.Object({ id: Id, name: Type.String({ minLength: 1, maxLength: 100 }) }),
  body: Type.Object(
    { keys: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 150 }), { minItems: 1, maxItems: 1_000 })) },
    { additionalProperties: false },
  ),
  response: Type.Object({ checked: Type.Integer(), checkedAt: Type.String() }),
});
