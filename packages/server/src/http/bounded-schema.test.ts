import { expect, test } from 'vitest';
import Type from 'typebox';
import { boundedSchema } from './bounded-schema.ts';

test('a whole number without a bound gets that of the database, one with a bound keeps its own', () => {
  const shape = Type.Object({
    sequence: Type.Integer({ minimum: 1 }),
    list: Type.Array(Type.Integer({ maximum: 5 })),
    part: Type.Number(),
  });
  expect(boundedSchema(shape)).toMatchObject({
    properties: {
      sequence: { minimum: 1, maximum: 2_147_483_647 },
      list: { items: { maximum: 5, minimum: -2_147_483_647 } },
      part: { type: 'number' },
    },
  });
  expect(shape.properties.sequence).not.toHaveProperty('maximum');
});
