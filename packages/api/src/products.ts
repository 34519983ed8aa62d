import Type from 'typebox';
import { ALIAS_KINDS, PRODUCT_KINDS, type AliasKind, type ProductKind } from '@forewarn/core/products/catalogue/catalogue.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Name = Type.String({ maxLength: 200 });

/** Of what kind a name is (DOMAIN §3.3 Alias). */
const Kind = Type.Unsafe<AliasKind>({ type: 'string', enum: [...ALIAS_KINDS] });
const Product = Type.Unsafe<ProductKind>({ type: 'string', enum: [...PRODUCT_KINDS] });
/** Of an entry of the catalogue: "citrix/netscaler-adc". */
const EntryId = Type.String({ minLength: 1, maxLength: 400 });

export const AliasShape = Type.Object({
  id: Id,
  aliasSupplier: Type.String({
    description: 'Folded, as all names here: case, accents and signs do not count. Empty: whatever the supplier.',
  }),
  aliasProduct: Type.String({ description: 'Empty on both sides: the alias is one of the supplier.' }),
  supplier: Type.String(),
  product: Type.String(),
  kind: Type.String({ description: 'As in the catalogue, or "not-a-product".' }),
  catalogueProductId: Type.Optional(Type.String({ description: 'The entry of the catalogue that it is about.' })),
  remark: Type.Optional(Type.String()),
  decidedBy: Type.String(),
  decidedAt: Type.String(),
});

export const listAliases = route({
  method: 'GET',
  path: '/api/product-aliases',
  access: 'read-names',
  summary: 'Names that somebody resolved, for inventories and advisories alike.',
  response: Type.Object({ aliases: Type.Array(AliasShape) }),
});

export const decideAlias = route({
  method: 'POST',
  path: '/api/product-aliases',
  access: 'decide-names',
  summary: 'Remembers that one name of a product (or, without products, of a supplier) stands for another; matching follows.',
  body: Type.Object({
    aliasSupplier: Type.Optional(Name),
    aliasProduct: Type.Optional(Name),
    supplier: Type.Optional(Name),
    product: Type.Optional(Name),
    kind: Kind,
    remark: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: AliasShape,
});

export const undoAlias = route({
  method: 'DELETE',
  path: '/api/product-aliases/:id',
  access: 'decide-names',
  summary: 'Takes a decision about a name back; matching follows. Who decided it stays on record.',
  params: Type.Object({ id: Id }),
  response: AliasShape,
});

export const CatalogueProductShape = Type.Object({
  id: Type.String(),
  name: Type.String({ description: 'The name that the sector says.' }),
  supplier: Type.Optional(Type.String()),
  kind: Type.String(),
  variants: Type.Array(Type.Object({ kind: Type.String(), name: Type.Optional(Type.String()), tenants: Type.Array(Type.String()) })),
  aliases: Type.Array(
    Type.Object({
      text: Type.String(),
      kind: Type.String(),
      language: Type.Optional(Type.String()),
      validFrom: Type.Optional(Type.String()),
      validTo: Type.Optional(Type.String()),
    }),
  ),
  identifiers: Type.Array(Type.Object({ scheme: Type.String(), value: Type.String(), checked: Type.String() })),
  mergedInto: Type.Optional(Type.String({ description: 'The entry that this one is now.' })),
  isFictional: Type.Optional(Type.Boolean({ description: 'Invented, for exercises.' })),
  source: Type.String(),
});

export const ProposalShape = Type.Object({
  product: CatalogueProductShape,
  score: Type.Number({ description: '0 to 1; from 0.85 on a name links by itself, as likely and never as certain.' }),
  as: Type.String({ description: 'decided, linked, or proposed.' }),
  reason: Type.String({ description: 'In words: "supplier by former name, product by abbreviation".' }),
  version: Type.Optional(Type.String({ description: 'A version that was written in with the name.' })),
});

export const listUnresolvedNames = route({
  method: 'GET',
  path: '/api/names/unresolved',
  access: 'read-names',
  summary: 'Names of inventories and recent advisories that mean nothing yet, with proposals; those of the most institutions first.',
  query: Type.Object({
    from: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'How many to pass over.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: Type.Object({
    names: Type.Array(
      Type.Object({
        supplier: Type.String(),
        product: Type.String(),
        institutions: Type.Integer(),
        lines: Type.Integer(),
        advisories: Type.Integer(),
        proposals: Type.Array(ProposalShape),
        alike: Type.Array(ProposalShape, {
          description: 'Names of recent advisories that are like it and in no catalogue: decided with POST /api/product-aliases.',
        }),
      }),
    ),
    all: Type.Integer({ description: 'How many there are on all pages.' }),
  }),
});

export const resolveName = route({
  method: 'GET',
  path: '/api/names/resolve',
  access: 'read-names',
  summary: 'What a name may mean, best first.',
  query: Type.Object({ supplier: Type.Optional(Name), product: Type.Optional(Name) }),
  response: Type.Object({ proposals: Type.Array(ProposalShape) }),
});

export const decideName = route({
  method: 'POST',
  path: '/api/names/decisions',
  access: 'decide-names',
  summary: 'Remembers what a name means, for inventories and advisories alike; an earlier decision about it is undone. Matching follows.',
  body: Type.Object({
    supplier: Type.Optional(Name),
    product: Type.String({ minLength: 1, maxLength: 200 }),
    means: Type.Union([
      Type.Object({ kind: Type.Literal('entry'), catalogueProductId: EntryId }),
      Type.Object({ kind: Type.Literal('new'), supplier: Type.Optional(Name), name: Name, productKind: Product }),
      Type.Object({ kind: Type.Literal('not-a-product') }),
    ]),
    remark: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: AliasShape,
});

export const undoNameDecision = route({
  method: 'DELETE',
  path: '/api/names/decisions/:id',
  access: 'decide-names',
  summary: 'Takes a decision about a name back; matching follows. Who decided it stays on record.',
  params: Type.Object({ id: Id }),
  response: AliasShape,
});

export const searchCatalogue = route({
  method: 'GET',
  path: '/api/catalogue/products',
  access: 'read-catalogue',
  summary: 'Searches the catalogue by any name of a product, also by one with a slip of the pen; best first.',
  query: Type.Object({
    text: Type.String({ minLength: 1, maxLength: 200 }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  response: Type.Object({ products: Type.Array(CatalogueProductShape) }),
});

export const addCatalogueProduct = route({
  method: 'POST',
  path: '/api/catalogue/products',
  access: 'decide-names',
  summary: 'Adds a product to the catalogue, with its supplier where that is new.',
  body: Type.Object({ supplier: Type.Optional(Name), name: Type.String({ minLength: 1, maxLength: 200 }), productKind: Product }),
  response: Type.Object({ id: Type.String() }),
});

export const mergeCatalogueProducts = route({
  method: 'POST',
  path: '/api/catalogue/merges',
  access: 'decide-names',
  summary: 'Makes one entry of the catalogue another; its names stay names of that one and its id stays findable.',
  body: Type.Object({ id: EntryId, into: EntryId }),
  response: Type.Object({ id: Type.String(), mergedInto: Type.String() }),
});
