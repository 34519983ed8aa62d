import Type from 'typebox';
import { FACT_CHARACTERS_MAX, FACTS_MAX } from '@forewarn/core/basics/facts.ts';

/** What a sentence says of this very case, for who shows it in another language: so many names, numbers and moments (core/basics/facts.ts). */
export const FactsShape = Type.Record(
  Type.String({ pattern: '^[a-z][A-Za-z]{0,29}$' }),
  Type.Union([Type.String({ maxLength: FACT_CHARACTERS_MAX }), Type.Number()]),
  {
    maxProperties: FACTS_MAX,
  },
);

/** What is wrong with parts of what was handed in (core/basics/problem.ts). */
export const PartProblems = Type.Optional(
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
);

/** A problem or a refusal on the wire: RFC 9457's fields, with our stable code and what to do about it. */
export const ProblemShape = Type.Object({
  status: Type.Integer(),
  code: Type.String(),
  title: Type.String(),
  hint: Type.Optional(Type.String()),
  facts: Type.Optional(FactsShape),
  problems: PartProblems,
});
