import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/accounts.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { principalName } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { registerConsentRoutes } from './consent-routes.ts';
import { insertProvider, listProviders, suspend, type Provider } from './provider-store.ts';

const NO_SUCH = refuse('no-such', 'There is no such IT provider.');

/** IT providers, and the consent by which they act. */
export function registerProviderRoutes(app: FastifyInstance, machine: Machine): void {
  registerConsentRoutes(app, machine);

  register(app, routes.listProviders, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    const found = await asPrincipal(machine.database, principal, (trx) => listProviders(trx, { after: query.after, limit: limit + 1 }));
    const providers = found.slice(0, limit);
    return { providers: providers.map(shown), next: found.length > limit ? providers.at(-1)?.id : undefined };
  });

  register(app, routes.addProvider, ({ principal, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const at = machine.clock.now();
      const id = newId<'Provider'>(at);
      if (!(await insertProvider(trx, id, body.name, at)))
        return refuse('name-taken', 'There is an IT provider of this name.', undefined, { about: 'provider' });
      await record(trx, { principal, at, action: 'provider-added', subject: { kind: 'provider', id } });
      return { id: id };
    }),
  );

  register(app, routes.suspendProvider, ({ principal, params, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const at = machine.clock.now();
      const suspension = body.suspended ? { at, by: principalName(principal), because: body.because } : undefined;
      const changed = await suspend(trx, params.id, suspension);
      if (changed === undefined) return NO_SUCH;
      const action = body.suspended ? 'provider-suspended' : 'provider-released';
      await record(trx, { principal, at, action, subject: { kind: 'provider', id: params.id } });
      return shown(changed);
    }),
  );
}

function shown(provider: Provider) {
  return { id: provider.id, name: provider.name, suspendedAt: provider.suspended_at ?? undefined };
}
