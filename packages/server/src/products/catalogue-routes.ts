import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/products.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { resolveName, type Proposal } from '@forewarn/core/products/resolve-name.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { addProduct } from './add-product.ts';
import { decideName } from './decide-name.ts';
import { listUnresolvedNames } from './list-unresolved-names.ts';
import { loadNames } from './load-names.ts';
import { mergeProducts } from './merge-products.ts';
import { searchCatalogue } from './search-catalogue.ts';
import { undoAlias } from './undo-alias.ts';

const NAMES_A_PAGE = 50;
const FOUND_MAX = 25;

export function registerCatalogueRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listUnresolvedNames, async ({ principal, query }) => {
    const { names, all } = await listUnresolvedNames(machine, principal, { from: query.from ?? 0, limit: query.limit ?? NAMES_A_PAGE });
    return {
      names: names.map((name) => ({ ...name, proposals: name.proposals.map(proposal), alike: name.alike.map(proposal) })),
      all,
    };
  });
  register(app, routes.resolveName, async ({ principal, query }) => {
    const { names } = await asPrincipal(machine.database, principal, loadNames);
    return { proposals: resolveName(query, names).map(proposal) };
  });
  register(app, routes.decideName, ({ principal, body }) => decideName(machine, principal, body));
  register(app, routes.undoNameDecision, ({ principal, params }) => undoAlias(machine, principal, params.id));
  register(app, routes.searchCatalogue, async ({ principal, query }) => ({
    products: (await searchCatalogue(machine, principal, { text: query.text, limit: query.limit ?? FOUND_MAX })).map(written),
  }));
  register(app, routes.addCatalogueProduct, async ({ principal, body }) => {
    const made = await asPrincipal(machine.database, principal, (trx) => addProduct(trx, principal, body, machine.clock.now()));
    return isRefusal(made) ? made : { id: made };
  });
  register(app, routes.mergeCatalogueProducts, ({ principal, body }) => mergeProducts(machine, principal, body));
}

function proposal({ product, supplier, score, as, reason, version }: Proposal) {
  return { product: written({ ...product, supplier: supplier?.name }), score, as, reason, version };
}

/** Lists that the wire wants as its own. */
function written(product: Proposal['product'] & { readonly supplier?: string }) {
  return {
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, tenants: [...variant.tenants] })),
    aliases: [...product.aliases],
    identifiers: [...product.identifiers],
  };
}
