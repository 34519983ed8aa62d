import Type from 'typebox';
import { CERTAINTIES, SILENCES } from '@forewarn/core/matching/match.ts';
import { REMEDIATION_STATES, type RemediationState } from '@forewarn/core/warnings/remediation-state.ts';
import { PAGE_MAX } from './institutions.ts';
import { route } from './route-shape.ts';
import { VulnerabilityName } from './vulnerabilities.ts';

// What a program that matches advisories with assets must be able to list (CSAF 2.1 §9.1.13; docs/conformance.md).

const Id = Type.String({ format: 'uuid' });
const Name = Type.String({ minLength: 1, maxLength: 500 });
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: 100 }));
const Counts = {
  lines: Type.Integer({ description: 'Lines that are concerned.' }),
  institutions: Type.Integer({ description: 'Institutions with such a line.' }),
};

export const listMatchedProducts = route({
  method: 'GET',
  path: '/api/matching/products',
  access: 'read-matching',
  summary:
    'Products of all inventories that advisories concern, as the inventories call them, with how many advisories and institutions; by name.',
  query: Type.Object({
    text: Type.Optional(Type.String({ maxLength: 200, description: 'Part of supplier or product.' })),
    afterProduct: Type.Optional(Type.String({ maxLength: 500, description: 'Of the last one of the page before.' })),
    afterSupplier: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Limit,
  }),
  response: Type.Object({
    products: Type.Array(
      Type.Object({ supplier: Type.Optional(Type.String()), product: Type.String(), advisories: Type.Integer(), ...Counts }),
    ),
    hasMore: Type.Boolean(),
  }),
});

export const listDocumentsOfProduct = route({
  method: 'GET',
  path: '/api/matching/product-advisories',
  access: 'read-matching',
  summary: 'The advisories that concern a product, over all inventories, newest first; at most 500.',
  query: Type.Object({ product: Name, supplier: Type.Optional(Type.String({ maxLength: 500 })) }),
  response: Type.Object({
    advisories: Type.Array(
      Type.Object({ advisoryId: Id, publisher: Type.String(), trackingId: Type.String(), title: Type.String(), ...Counts }),
    ),
  }),
});

export const listProductsOfAdvisory = route({
  method: 'GET',
  path: '/api/advisories/:id/products',
  access: 'read-matching',
  summary: 'The products, as the inventories call them, that an advisory concerns, most institutions first; at most 500.',
  params: Type.Object({ id: Id }),
  response: Type.Object({
    products: Type.Array(
      Type.Object({
        supplier: Type.Optional(Type.String()),
        product: Type.String(),
        advisoryProductIds: Type.Array(Type.String(), { description: 'What they are in the document.' }),
        ...Counts,
      }),
    ),
  }),
});

export const startRuns = route({
  method: 'POST',
  path: '/api/matching/runs',
  access: 'start-matching',
  summary:
    'Matches these advisories with every inventory, and all that these institutions have with every advisory, again. What is asked twice runs once.',
  body: Type.Object({
    advisoryIds: Type.Optional(Type.Array(Id, { maxItems: 1_000 })),
    institutionIds: Type.Optional(Type.Array(Id, { maxItems: 1_000 })),
  }),
  response: Type.Object({ advisories: Type.Integer(), institutions: Type.Integer() }),
});

const State = Type.Unsafe<RemediationState>({ type: 'string', enum: [...REMEDIATION_STATES] });

export const listAssetsOfVulnerability = route({
  method: 'GET',
  path: '/api/vulnerabilities/:name/assets',
  access: 'read-matching',
  summary:
    'Each line that a vulnerability concerns, with whether that is mended: not remediated, in progress, or done, and by what answer.',
  params: Type.Object({ name: VulnerabilityName }),
  query: Type.Object({
    state: Type.Optional(State),
    after: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'What the page before gave as next.' })),
    limit: Limit,
  }),
  response: Type.Object({
    assets: Type.Array(
      Type.Object({
        institutionId: Id,
        institution: Type.String(),
        inventory: Type.String(),
        key: Type.String(),
        supplier: Type.Optional(Type.String()),
        product: Type.String(),
        version: Type.Optional(Type.String()),
        advisoryIds: Type.Array(Id),
        state: State,
        answer: Type.Optional(Type.String()),
        answeredAt: Type.Optional(Type.String()),
      }),
    ),
    counts: Type.Object(
      { 'not-remediated': Type.Integer(), 'in-progress': Type.Integer(), done: Type.Integer() },
      { description: 'Of this page.' },
    ),
    next: Type.Optional(Type.String()),
  }),
});

export const matchingStatistics = route({
  method: 'GET',
  path: '/api/matching/statistics',
  access: 'read-matching',
  summary:
    'Numbers over all that was matched: advisories, lines and institutions now, what came and went by week, and the vulnerabilities that concern most.',
  query: Type.Object({ weeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 104, default: 12 })) }),
  response: Type.Object({
    now: Type.Object({
      advisories: Type.Integer({ description: 'In force.' }),
      matchedAdvisories: Type.Integer({ description: 'Of those, that concern somebody.' }),
      ...Counts,
      byCertainty: Type.Record(Type.String(), Type.Integer(), { description: `Lines: ${CERTAINTIES.join(', ')}.` }),
      notConcerned: Type.Record(Type.String(), Type.Integer(), {
        description: `Lines that advisories name and do not concern: ${SILENCES.join(', ')}.`,
      }),
    }),
    weeks: Type.Array(
      Type.Object({ begins: Type.String({ description: 'YYYY-MM-DD, a Monday.' }), matched: Type.Integer(), ended: Type.Integer() }),
      { description: 'Lines that came to be concerned, or that matching looked at again; and that ended.' },
    ),
    vulnerabilities: Type.Array(Type.Object({ cve: Type.String(), ...Counts }), { description: 'The 50 that concern most institutions.' }),
  }),
});
