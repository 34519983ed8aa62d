import Type, { type Static } from 'typebox';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: Id });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Action = Type.Union([Type.Literal('quarantine'), Type.Literal('accept')]);

export const SCHEDULE_SECONDS_MIN = 60;
export const SCHEDULE_SECONDS_MAX = 7 * 24 * 3600;
/** Kinds of source that may be asked for by name. */
const SOURCE_KINDS_ASKED = ['csaf', 'kev', 'eu-kev', 'epss', 'cve', 'osv', 'nvd'] as const;
const Schedule = Type.Integer({
  minimum: SCHEDULE_SECONDS_MIN,
  maximum: SCHEDULE_SECONDS_MAX,
  description: 'Seconds from one poll to the next; 900 where absent, for EPSS 10,800, OSV 3,600, NVD 7,200.',
});

export const SourcePolicyShape = Type.Object(
  {
    onBadHash: Type.Optional(Action),
    onBadSignature: Type.Optional(Action),
    onMissingSignature: Type.Optional(Action),
    onUnknownKey: Type.Optional(Action),
    allowHttp: Type.Optional(Type.Boolean({ description: 'Fetch without TLS.' })),
    since: Type.Optional(
      Type.Unsafe<Instant>({
        type: 'string',
        format: 'date-time',
        maxLength: 40,
        description: 'Of the NVD: what changed before is not asked for.',
      }),
    ),
    keyName: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
        description: "Name of the key that it is asked with, in the operator's file of keys.",
      }),
    ),
  },
  {
    additionalProperties: false,
    description: 'What a check does to a document; what is absent follows the defaults (docs/decisions/007-what-a-bad-signature-does.md).',
  },
);

const FaultShape = Type.Object({
  code: Type.String(),
  url: Type.String(),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
});

export const SourceShape = Type.Object({
  id: Id,
  name: Type.String(),
  kind: Type.String({ description: 'csaf-provider, csaf-aggregator, csaf-feed, csaf-directory, kev, eu-kev, epss, cve, osv or nvd.' }),
  url: Type.String(),
  allowPrivate: Type.Boolean(),
  scheduleSeconds: Type.Integer(),
  policy: SourcePolicyShape,
  addedAt: Type.String(),
  nextPollAt: Type.String(),
  lastAttemptAt: Type.Optional(Type.String()),
  lastSuccessAt: Type.Optional(Type.String({ description: 'The last poll that heard the publisher.' })),
  lastDurationMs: Type.Optional(Type.Integer()),
  newestDocumentAt: Type.Optional(Type.String()),
  lastFault: Type.Optional(
    Type.Intersect([FaultShape, Type.Object({ more: Type.Integer({ description: 'How many other faults the last poll had.' }) })]),
  ),
  failingSince: Type.Optional(Type.String()),
  documentCount: Type.Integer({ description: 'Stored and still listed.' }),
  quarantinedCount: Type.Integer({ description: 'Kept, and used for nothing until somebody releases them.' }),
  withdrawnCount: Type.Integer({ description: 'No longer listed.' }),
  waitingCount: Type.Integer({ description: 'Listed and not stored yet.' }),
  failingCount: Type.Integer(),
  delaySeconds: Type.Optional(
    Type.Integer({ description: 'From listing to storing, the middle of the last 30 days; absent where nothing new came.' }),
  ),
  providers: Type.Array(
    Type.Object({
      metadataUrl: Type.String(),
      name: Type.String(),
      role: Type.String(),
      fingerprints: Type.Array(Type.String(), { description: 'Of its keys, as its metadata state them.' }),
      keysAtHand: Type.Array(Type.String(), { description: 'Of those, the ones that could be fetched.' }),
    }),
  ),
});

export type SourceOnWire = Static<typeof SourceShape>;

const DiscoveredShape = Type.Object({
  kind: Type.String(),
  url: Type.String({ description: 'What is polled.' }),
  name: Type.String(),
  summary: Type.String({ description: 'What it is and offers, in a sentence.' }),
  tried: Type.Array(FaultShape, { description: 'Where it was looked for before.' }),
});

const NewSourceShape = Type.Object({
  url: Type.String({
    minLength: 1,
    maxLength: 2000,
    description: 'A domain, or the address of provider metadata, an aggregator, a ROLIE feed, a folder with index.txt, or a list.',
    examples: ['leverancier.example', 'https://leverancier.example/.well-known/csaf/provider-metadata.json'],
  }),
  kind: Type.Optional(
    Type.Union(
      [...SOURCE_KINDS_ASKED].map((kind) => Type.Literal(kind)),
      {
        description:
          'What it is: csaf (advisories), kev (CISA), eu-kev (EU), epss; or records: cve, osv, nvd. Lists and advisories are told by what is there where absent.',
      },
    ),
  ),
  name: Type.Optional(Name),
  allowPrivate: Type.Optional(
    Type.Boolean({ description: 'Its hosts may have private addresses. Only for a publisher inside your own network.' }),
  ),
  scheduleSeconds: Type.Optional(Schedule),
  policy: Type.Optional(SourcePolicyShape),
});

export const listSources = route({
  method: 'GET',
  path: '/api/sources',
  access: 'read-sources',
  summary: 'Where advisories come from, and how each source does.',
  response: Type.Object({ sources: Type.Array(SourceShape) }),
});

export const addSource = route({
  method: 'POST',
  path: '/api/sources',
  access: 'change-sources',
  summary: 'Looks what is at an address (CSAF 2.0 §7.3.1), adds it and polls it; says what was tried where nothing is found.',
  body: NewSourceShape,
  response: Type.Object({ id: Id, name: Type.String(), discovered: DiscoveredShape }),
});

export const checkSource = route({
  method: 'POST',
  path: '/api/source-checks',
  access: 'change-sources',
  summary: 'Looks what is at an address without adding it.',
  body: Type.Pick(NewSourceShape, ['url', 'kind', 'allowPrivate', 'policy']),
  response: DiscoveredShape,
});

export const showSource = route({
  method: 'GET',
  path: '/api/sources/:id',
  access: 'read-sources',
  summary: 'One source with what fails, each in words, and how far each of its listings is stored.',
  params: Params,
  response: Type.Intersect([
    SourceShape,
    Type.Object({
      failing: Type.Array(Type.Intersect([FaultShape, Type.Object({ attempts: Type.Integer(), nextTryAt: Type.Optional(Type.String()) })])),
      listings: Type.Array(
        Type.Object({
          listing: Type.String(),
          storedUpTo: Type.Optional(Type.String({ description: 'Everything listed up to here is stored.' })),
          waiting: Type.Integer(),
        }),
      ),
    }),
  ]),
});

export const changeSource = route({
  method: 'PATCH',
  path: '/api/sources/:id',
  access: 'change-sources',
  summary: 'Changes name, schedule, policy or permission; what is absent stays.',
  params: Params,
  body: Type.Object({
    name: Type.Optional(Name),
    scheduleSeconds: Type.Optional(Schedule),
    policy: Type.Optional(SourcePolicyShape),
    allowPrivate: Type.Optional(Type.Boolean()),
  }),
  response: Type.Object({ id: Id }),
});

export const removeSource = route({
  method: 'DELETE',
  path: '/api/sources/:id',
  access: 'change-sources',
  summary: 'Polls the source no more. What it gave stays.',
  params: Params,
  response: Type.Object({ kind: Type.Literal('removed') }),
});

export const startPoll = route({
  method: 'POST',
  path: '/api/sources/:id/polls',
  access: 'poll-sources',
  summary: 'Polls the source now, documents that wait for a later try included.',
  params: Params,
  response: Type.Object({ kind: Type.Literal('started') }),
});
