import Type from 'typebox';
import { CERTAINTIES, REASONS, SILENCES, type Certainty, type Reason, type Silence } from '@forewarn/core/matching/match.ts';
import { PAGE_MAX } from './institutions.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Kind = Type.Union([Type.Literal('concerned'), Type.Literal('not-concerned')]);

const EvidenceShape = Type.Object({
  identifiedBy: Type.String({ description: 'cpe, purl, name or alias.' }),
  advisoryProductId: Type.String(),
  advisoryAt: Type.String({ description: 'JSON pointer into the original document.' }),
  advisorySays: Type.String(),
  itemSays: Type.String(),
  version: Type.String(),
  vulnerability: Type.String(),
  status: Type.String({ description: 'CSAF product status.' }),
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
  certainty: Type.Optional(Type.Unsafe<Certainty>({ type: 'string', enum: [...CERTAINTIES] })),
  because: Type.Optional(Type.Unsafe<Silence>({ type: 'string', enum: [...SILENCES], description: 'Why it is not concerned.' })),
  reason: Type.Unsafe<Reason>({ type: 'string', enum: [...REASONS] }),
  evidence: Type.Array(EvidenceShape),
  remediations: Type.Array(Type.Object({ category: Type.String(), details: Type.String(), url: Type.Optional(Type.String()) })),
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
  access: 'institution',
  summary:
    'Lines whose product the advisory names: concerned or not, how sure, and how we know. The CERT sees all, an institution its own.',
  params: Type.Object({ id: Id }),
  query: Page,
  response: Matches,
});

export const matchesOfInstitution = route({
  method: 'GET',
  path: '/api/institutions/:id/matches',
  access: 'institution',
  summary: 'What advisories say of the lines of an institution, also where it is not concerned, with why.',
  params: Type.Object({ id: Id }),
  query: Page,
  response: Matches,
});
