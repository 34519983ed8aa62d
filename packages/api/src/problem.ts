import Type from 'typebox';

/** What a sentence says of this very case, for who shows it in another language: at most ten names, numbers and moments (core/basics/facts.ts). */
export const FactsShape = Type.Record(
  Type.String({ pattern: '^[a-z][A-Za-z]{0,29}$' }),
  Type.Union([Type.String({ maxLength: 500 }), Type.Number()]),
  {
    maxProperties: 10,
  },
);

/** A problem or a refusal on the wire: RFC 9457's fields, with our stable code and what to do about it. */
export const ProblemShape = Type.Object({
  status: Type.Integer(),
  code: Type.String(),
  title: Type.String(),
  hint: Type.Optional(Type.String()),
  facts: Type.Optional(FactsShape),
  problems: Type.Optional(
    Type.Array(
      Type.Object({
        code: Type.String(),
        at: Type.String(),
        message: Type.String(),
        hint: Type.Optional(Type.String()),
        facts: Type.Optional(FactsShape),
        source: Type.Optional(Type.String()),
      }),
    ),
  ),
});
