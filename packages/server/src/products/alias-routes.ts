import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/products.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { listAliases } from './alias-store.ts';
import { decideAlias } from './decide-alias.ts';
import { undoAlias } from './undo-alias.ts';

export function registerAliasRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listAliases, async ({ principal }) => ({
    aliases: [...(await asPrincipal(machine.database, principal, listAliases))],
  }));
  register(app, routes.decideAlias, ({ principal, body }) => decideAlias(machine, principal, body));
  register(app, routes.undoAlias, ({ principal, params }) => undoAlias(machine, principal, params.id));
}
