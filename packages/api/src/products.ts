import Type from 'typebox';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Name = Type.String({ maxLength: 200 });

/** Of what kind a name is (DOMAIN §3.3 Alias). */
export const ALIAS_KINDS = ['former-name', 'abbreviation', 'colloquial', 'misspelling', 'brand', 'cpe-title', 'other'] as const;
const Kind = Type.Unsafe<(typeof ALIAS_KINDS)[number]>({ type: 'string', enum: [...ALIAS_KINDS] });

export const AliasShape = Type.Object({
  id: Id,
  aliasSupplier: Type.String({
    description: 'Folded, as all names here: case, accents and signs do not count. Empty: whatever the supplier.',
  }),
  aliasProduct: Type.String({ description: 'Empty on both sides: the alias is one of the supplier.' }),
  supplier: Type.String(),
  product: Type.String(),
  kind: Type.String(),
  remark: Type.Optional(Type.String()),
  decidedBy: Type.String(),
  decidedAt: Type.String(),
});

export const listAliases = route({
  method: 'GET',
  path: '/api/product-aliases',
  access: 'cert',
  summary: 'Names that somebody resolved, for inventories and advisories alike.',
  response: Type.Object({ aliases: Type.Array(AliasShape) }),
});

export const decideAlias = route({
  method: 'POST',
  path: '/api/product-aliases',
  access: 'cert',
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
  access: 'cert',
  summary: 'Takes a decision about a name back; matching follows. Who decided it stays on record.',
  params: Type.Object({ id: Id }),
  response: AliasShape,
});
