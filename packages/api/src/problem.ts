import Type from 'typebox';

/** A problem or a refusal on the wire: RFC 9457's fields, with our stable code and what to do about it. */
export const ProblemShape = Type.Object({
  status: Type.Integer(),
  code: Type.String(),
  title: Type.String(),
  hint: Type.Optional(Type.String()),
  problems: Type.Optional(
    Type.Array(
      Type.Object({
        code: Type.String(),
        at: Type.String(),
        message: Type.String(),
        hint: Type.Optional(Type.String()),
        source: Type.Optional(Type.String()),
      }),
    ),
  ),
});
