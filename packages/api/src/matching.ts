import Type from 'typebox';
import { UNKNOWN_BECAUSE, type Applicability } from '@forewarn/core/matching/applicability.ts';
import { CERTAINTIES, REASONS, SILENCES, type Certainty, type Reason, type Silence } from '@forewarn/core/matching/match.ts';
import { PAGE_MAX } from './institutions.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Kind = Type.Union([Type.Literal('concerned'), Type.Literal('not-concerned')]);

const CertaintyShape = Type.Unsafe<Certainty>({ type: 'string', enum: [...CERTAINTIES] });
const ReasonShape = Type.Unsafe<Reason>({ type: 'string', enum: [...REASONS] });
const SilenceShape = Type.Unsafe<Silence>({ type: 'string', enum: [...SILENCES], description: 'Why it is not concerned.' });
const RemediationShape = Type.Object({ category: Type.String(), details: Type.String(), url: Type.Optional(Type.String()) });

const EvidenceShape = Type.Object({
  identifiedBy: Type.String({ description: 'cpe, purl, name or alias; relation, observation or sector where no product is behind it.' }),
  advisoryProductId: Type.String(),
  advisoryAt: Type.String({ description: 'JSON pointer into the original document.' }),
  advisorySays: Type.String(),
  itemSays: Type.String(),
  version: Type.String(),
  vulnerability: Type.String(),
  status: Type.String({ description: 'CSAF product status.' }),
  through: Type.Optional(Type.Array(Type.String(), { description: 'From the product of the line down to the component that is named.' })),
  source: Type.Optional(Type.String({ description: 'Who says so: sbom, catalogue, kind of relation, observer.' })),
  seenAt: Type.Optional(Type.String()),
  oldSince: Type.Optional(Type.String({ description: 'Nobody looked at it for 12 months: one step less sure.' })),
});

export const MatchShape = Type.Object({
  advisoryId: Id,
  institutionId: Id,
  institution: Type.String(),
  inventory: Type.String(),
  key: Type.String(),
  supplier: Type.Optional(Type.String()),
  product: Type.String(),
  version: Type.Optional(Type.String()),
  kind: Kind,
  certainty: Type.Optional(CertaintyShape),
  because: Type.Optional(SilenceShape),
  reason: ReasonShape,
  evidence: Type.Array(EvidenceShape),
  remediations: Type.Array(RemediationShape),
  matchedAt: Type.String(),
});

const Page = Type.Object({
  kind: Type.Optional(Kind),
  after: Type.Optional(Type.String({ maxLength: 300, description: 'What the page before gave as next.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: 100 })),
});
const Matches = Type.Object({ matches: Type.Array(MatchShape), next: Type.Optional(Type.String()) });

export const matchesOfAdvisory = route({
  method: 'GET',
  path: '/api/advisories/:id/matches',
  access: 'read-matches',
  summary:
    'Lines whose product the advisory names: concerned or not, how sure, and how we know. The CERT sees all, an institution its own.',
  params: Type.Object({ id: Id }),
  query: Page,
  response: Matches,
});

export const matchesOfInstitution = route({
  method: 'GET',
  path: '/api/institutions/:id/matches',
  access: 'read-matches',
  summary: 'What advisories say of the lines of an institution, also where it is not concerned, with why.',
  params: Type.Object({ id: Id }),
  query: Page,
  response: Matches,
});

const LineShape = {
  inventory: Type.String(),
  key: Type.String(),
  supplier: Type.Optional(Type.String()),
  product: Type.String(),
  version: Type.Optional(Type.String()),
  evidence: Type.Array(EvidenceShape),
};

/** Every answer to "Krijgen wij dit ook?". */
const APPLICABLE_BECAUSE = [...SILENCES, 'not-in-inventory', ...UNKNOWN_BECAUSE] as const;

export const ApplicabilityShape = Type.Object({
  advisoryId: Id,
  institutionId: Id,
  institution: Type.String(),
  answer: Type.Unsafe<Applicability['kind']>({ type: 'string', enum: ['concerned', 'not-concerned', 'not-known'] }),
  because: Type.Optional(
    Type.Unsafe<(typeof APPLICABLE_BECAUSE)[number]>({
      type: 'string',
      enum: [...APPLICABLE_BECAUSE],
      description:
        'Which kind of not: not in the inventory ("Gebruikt u dit toch?"), not that version, fixed, its supplier says so; or why nobody knows.',
    }),
  ),
  certainty: Type.Optional(CertaintyShape),
  reasons: Type.Array(
    Type.Object({
      reason: ReasonShape,
      certainty: CertaintyShape,
      ...LineShape,
      remediations: Type.Array(RemediationShape),
    }),
    { description: 'Strongest first.' },
  ),
  silent: Type.Array(Type.Object({ because: SilenceShape, ...LineShape }), {
    description: 'Lines that the advisory names and does not concern.',
  }),
  document: Type.Object(
    {
      publisher: Type.String(),
      trackingId: Type.String(),
      trackingVersion: Type.String(),
      title: Type.String(),
      releasedAt: Type.Optional(Type.String({ description: 'As its publisher dates it.' })),
      withdrawnAt: Type.Optional(Type.String()),
    },
    { description: 'Who says so, and since when.' },
  ),
});

export const applicability = route({
  method: 'GET',
  path: '/api/advisories/:id/institutions/:institutionId',
  access: 'read-matches',
  summary:
    '"Krijgen wij dit ook?": what an advisory means for one institution at this moment, and which kind of not where it means nothing.',
  params: Type.Object({ id: Id, institutionId: Id }),
  response: ApplicabilityShape,
});

export const matchInstitution = route({
  method: 'POST',
  path: '/api/institutions/:id/matching',
  access: 'start-matching',
  summary: 'Matches all that an institution has with every advisory in force again (CSAF 2.1 clause 13: a run by hand, per asset).',
  params: Type.Object({ id: Id }),
  response: Type.Object({ queued: Type.Boolean({ description: 'The run is in the queue; what changes by it goes the usual way.' }) }),
});
