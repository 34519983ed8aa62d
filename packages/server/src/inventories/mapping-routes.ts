import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/inventories.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { forgetMapping } from './forget-mapping.ts';
import { mappingsOf, type StoredMapping } from './mapping-store.ts';

export function registerMappingRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listMappings, async ({ principal, query }) => {
    const own = principal.kind === 'institution' ? principal.institutionId : undefined;
    if (own !== undefined && query.institutionId !== undefined && query.institutionId !== own)
      return refuse('no-such', 'There is no such institution.');
    const found = await asPrincipal(machine.database, principal, (trx) => mappingsOf(trx, own ?? query.institutionId ?? null));
    return { mappings: found.map(presentMapping) };
  });

  register(app, routes.forgetMapping, async ({ principal, params }) => {
    const mapping = await forgetMapping(machine, principal, params.id);
    return isRefusal(mapping) ? mapping : presentMapping(mapping);
  });
}

/** On the wire. */
export function presentMapping({ id, headings, columns, madeAt, madeBy }: StoredMapping) {
  return { id, headings: headings.split('; '), columns: [...columns], madeAt, madeBy };
}
