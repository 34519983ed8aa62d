import Type, { type Static } from 'typebox';
import { SECTORS, type Sector } from '@forewarn/core/institutions/institution.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Name = Type.String({ minLength: 1, maxLength: 200 });

export const ConfirmationShape = Type.Union([
  Type.Object({ kind: Type.Literal('confirmed') }),
  Type.Object({ kind: Type.Literal('unconfirmed') }),
  Type.Object({ kind: Type.Literal('claim-of'), claimant: Name }),
]);

export const ScopeShape = Type.Object(
  {
    products: Type.Optional(
      Type.Array(
        Type.Object({
          supplier: Type.Optional(Name),
          product: Name,
          variant: Type.Optional(Name),
          tenant: Type.Optional(Name),
        }),
        { maxItems: 200 },
      ),
    ),
    suppliers: Type.Optional(Type.Array(Name, { maxItems: 200, description: 'Any product or service of these.' })),
    sectors: Type.Optional(Type.Array(Type.Unsafe<Sector>({ type: 'string', enum: [...SECTORS] }), { maxItems: SECTORS.length })),
    regions: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 11 }), { maxItems: 11, description: 'ROAZ regions; with sectors: both must hold.' }),
    ),
  },
  { description: 'What it touches beyond its advisories. An institution is in scope by any one part; all empty: nobody.' },
);

export const MatterInputShape = Type.Object({
  kind: Type.Optional(
    Type.Union([Type.Literal('advisory'), Type.Literal('report'), Type.Literal('wave')], {
      description: 'Default: advisory where it joins one, else report.',
    }),
  ),
  title: Type.String({ minLength: 1, maxLength: 300 }),
  source: Type.String({ minLength: 1, maxLength: 300, description: 'Where it comes from, in words: "telefoon, Ziekenhuis Lindemark".' }),
  confirmation: Type.Optional(ConfirmationShape),
  scope: Type.Optional(ScopeShape),
  advisoryIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
});

export type MatterHandedIn = Static<typeof MatterInputShape>;

export const MatterShape = Type.Object({
  id: Id,
  kind: Type.String(),
  title: Type.String(),
  source: Type.String(),
  confirmation: ConfirmationShape,
  scope: Type.Object({
    products: Type.Array(
      Type.Object({
        supplier: Type.Optional(Type.String()),
        product: Type.String(),
        variant: Type.Optional(Type.String()),
        tenant: Type.Optional(Type.String()),
      }),
    ),
    suppliers: Type.Array(Type.String()),
    sectors: Type.Array(Type.String()),
    regions: Type.Array(Type.Integer()),
  }),
  advisoryIds: Type.Array(Id),
  openedAt: Type.String(),
  openedBy: Type.String(),
  warningId: Type.Optional(Type.String({ description: 'The warning on it, where there is one.' })),
  embargoUntil: Type.Optional(Type.String({ description: 'Nobody outside the CERT hears of it before.' })),
});

const MatterParams = Type.Object({ id: Id });
const AdvisoryParams = Type.Object({ id: Id, advisoryId: Id });

export const listMatters = route({
  method: 'GET',
  path: '/api/matters',
  access: 'read-matters',
  summary: 'Matters, newest first.',
  query: Type.Object({
    advisoryId: Type.Optional(Id),
    before: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  }),
  response: Type.Object({ matters: Type.Array(MatterShape), next: Type.Optional(Id) }),
});

export const openMatter = route({
  method: 'POST',
  path: '/api/matters',
  access: 'change-matters',
  summary: 'Opens a matter: advisories joined, or a report or wave without any.',
  body: MatterInputShape,
  response: MatterShape,
});

export const showMatter = route({
  method: 'GET',
  path: '/api/matters/:id',
  access: 'read-matters',
  summary: 'One matter.',
  params: MatterParams,
  response: MatterShape,
});

export const changeMatter = route({
  method: 'PATCH',
  path: '/api/matters/:id',
  access: 'change-matters',
  summary: 'Changes title, source, degree of confirmation or scope; what is absent stays.',
  params: MatterParams,
  body: Type.Object({
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    confirmation: Type.Optional(ConfirmationShape),
    scope: Type.Optional(ScopeShape),
  }),
  response: MatterShape,
});

export const holdEmbargo = route({
  method: 'PUT',
  path: '/api/matters/:id/embargo',
  access: 'change-matters',
  summary: 'Nothing about the matter goes out before this hour, or the hour that it is moved to.',
  params: MatterParams,
  body: Type.Object({ until: Type.String({ minLength: 1, maxLength: 40, description: 'RFC 3339, by the clock of the server.' }) }),
  response: MatterShape,
});

export const liftEmbargo = route({
  method: 'DELETE',
  path: '/api/matters/:id/embargo',
  access: 'change-matters',
  summary: 'The matter is under embargo no more. Nothing goes out by that.',
  params: MatterParams,
  response: MatterShape,
});

export const joinAdvisory = route({
  method: 'PUT',
  path: '/api/matters/:id/advisories/:advisoryId',
  access: 'change-matters',
  summary: 'Joins an advisory to the matter.',
  params: AdvisoryParams,
  response: MatterShape,
});

export const unjoinAdvisory = route({
  method: 'DELETE',
  path: '/api/matters/:id/advisories/:advisoryId',
  access: 'change-matters',
  summary: 'Takes an advisory out of the matter.',
  params: AdvisoryParams,
  response: MatterShape,
});
