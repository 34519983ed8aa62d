import Type, { type TSchema } from 'typebox';
import type { Rating, Sheet } from '@forewarn/core/advisories/likelihood-damage.ts';
import { LEVELS, RATED, type Level, type Rated } from '@forewarn/core/advisories/likelihood-damage.ts';
import { PROPOSED_URGENCIES, type ProposedUrgency } from '@forewarn/core/advisories/priority-rules.ts';
import { SSVC_POINTS, type SsvcAnswer, type SsvcDecision } from '@forewarn/core/advisories/ssvc.ts';
import { route } from './route-shape.ts';

const Params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Urgency = Type.Unsafe<ProposedUrgency>({ type: 'string', enum: [...PROPOSED_URGENCIES] });
const LevelShape = Type.Unsafe<Level>({ type: 'string', enum: [...LEVELS] });
const Sentence = Type.Object({ nl: Type.String(), en: Type.String() });
const Said = {
  rule: Type.String({ description: 'The row of the table of rules; stable.' }),
  urgency: Urgency,
  sentence: Sentence,
};
const Decides = Type.Boolean({ description: 'This one decided; the others are shown beside it.' });
const listOf = <Value>(description: string) => Type.Unsafe<Value>({ description });
const optional = <Shape extends TSchema>(shape: Shape) => Type.Optional(shape);

const ExploitedShape = Type.Object({
  kind: Type.Union([Type.Literal('list'), Type.Literal('publisher'), Type.Literal('ssvc')]),
  by: Type.String({ description: 'Name of the list, the publisher, or who answered.' }),
  keeper: Sentence,
  cve: optional(Type.String()),
  since: optional(Type.String({ description: 'YYYY-MM-DD, as the list says.' })),
  seenAt: optional(Type.String({ description: 'When Forewarn first read it there.' })),
  dueOn: optional(Type.String({ description: 'By when agencies of the United States must have mended it (CISA BOD 22-01).' })),
  reportedBy: optional(Type.String()),
  ransomware: optional(Type.Boolean()),
  decides: Decides,
});

const PriorityShape = Type.Object({
  ...Said,
  others: Type.Array(Type.Object(Said), { description: 'What else holds, most urgent first.' }),
  inputs: Type.Object({
    exploited: Type.Array(ExploitedShape),
    exploitPublic: Type.Array(Type.String(), { description: 'Who says that there is code to exploit it.' }),
    scores: Type.Array(
      Type.Object({
        by: Type.String(),
        cve: optional(Type.String()),
        version: Type.String(),
        vector: Type.String(),
        baseScore: Type.Number(),
        decides: Decides,
      }),
      { description: 'CVSS base scores, by whoever gives one to the same CVE. The highest decides.' },
    ),
    epss: Type.Array(
      Type.Object({
        cve: Type.String(),
        score: Type.Number({ description: 'Chance of being exploited within 30 days, 0 to 1.' }),
        percentile: optional(Type.Number({ description: 'Share of all CVEs that score lower, 0 to 1.' })),
        scoreDate: Type.String(),
        decides: Decides,
      }),
    ),
    ssvc: Type.Object({
      points: listOf<typeof SSVC_POINTS>('Questions with their answers.'),
      decisions: listOf<readonly SsvcDecision[]>("What CISA's coordinator table and the deployer table say, or what is missing for it."),
      answers: listOf<readonly SsvcAnswer[]>('Who answered what; those that count first.'),
    }),
    likelihoodDamage: Type.Object({
      ratings: Type.Array(
        Type.Object({
          by: Type.String(),
          likelihood: optional(LevelShape),
          damage: optional(LevelShape),
          because: optional(Type.String()),
          decides: Decides,
        }),
      ),
      sheets: listOf<Readonly<Record<Rated, Sheet>>>('Questions and points of the working sheet, and which of them were not recovered.'),
      answers: listOf<Readonly<Record<string, string>>>("The analyst's answers to them."),
      bySheet: listOf<Readonly<Record<Rated, Rating>>>(`What these answers give, for ${RATED.join(' and ')}.`),
    }),
    reach: Type.Object({
      concerned: Type.Integer({ description: 'Institutions that it concerns.' }),
      internet: Type.Integer({ description: 'Of those, where it can be reached from the internet.' }),
      unknownExposure: Type.Integer({ description: 'Of those, where nobody knows.' }),
      withoutInventory: Type.Integer({ description: 'Institutions without any inventory.' }),
    }),
  }),
});

export const showPriority = route({
  method: 'GET',
  path: '/api/advisories/:id/priority',
  access: 'read-sources-of-advisories',
  summary: 'One proposed urgency with one sentence why, and every input beside it with whose it is.',
  params: Params,
  response: PriorityShape,
});

const Answered = Type.Object({ kind: Type.Literal('answered') });

export const answerSsvc = route({
  method: 'PUT',
  path: '/api/advisories/:id/ssvc',
  access: 'rate-advisories',
  summary: 'Answers questions of SSVC; null takes an answer back. What is absent stays.',
  params: Params,
  body: Type.Object({
    // Null first: the validator would read it as an empty text.
    answers: Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.Null(), Type.String({ maxLength: 40 })]), {
      description: `Questions: ${Object.keys(SSVC_POINTS).join(', ')}.`,
      maxProperties: 20,
    }),
    cve: Type.Optional(Type.String({ maxLength: 40, description: 'Of this vulnerability; absent: of the advisory as a whole.' })),
  }),
  response: Answered,
});

export const answerLikelihoodDamage = route({
  method: 'PUT',
  path: '/api/advisories/:id/likelihood-damage',
  access: 'rate-advisories',
  summary: 'Answers the sheet of kans and schade, or gives the levels; another level than the sheet or the publisher gives needs a reason.',
  params: Params,
  body: Type.Object({
    answers: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 40 }), { maxProperties: 40 })),
    likelihood: Type.Optional(LevelShape),
    damage: Type.Optional(LevelShape),
    because: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  response: Answered,
});
