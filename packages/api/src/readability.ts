import Type from 'typebox';
import { route } from './route-shape.ts';

export const checkReadability = route({
  method: 'POST',
  path: '/api/readability',
  access: 'draft-warnings',
  summary: 'How a text reads at B1: words in a sentence, long words, untranslated English, steps that ask nothing. Keeps nothing.',
  body: Type.Object({
    language: Type.Union([Type.Literal('nl'), Type.Literal('en')]),
    texts: Type.Array(
      Type.Object({
        at: Type.String({ minLength: 1, maxLength: 100, description: 'Comes back with each finding.' }),
        text: Type.String({ maxLength: 20_000 }),
        isAction: Type.Optional(Type.Boolean()),
      }),
      { minItems: 1, maxItems: 60 },
    ),
  }),
  response: Type.Object({
    sentences: Type.Integer(),
    words: Type.Integer(),
    wordsPerSentence: Type.Number(),
    longWordsPercent: Type.Integer(),
    findings: Type.Array(
      Type.Object({
        code: Type.String({ description: 'long-sentence, long-word, english-word, formal-word, no-imperative, no-action.' }),
        at: Type.String(),
        words: Type.String(),
        instead: Type.Optional(Type.String()),
      }),
      { description: 'At most 100.' },
    ),
  }),
});
