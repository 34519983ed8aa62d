import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/recoveries.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../machine.ts';
import { confirmRecovery, listRecoveries, refuseRecovery, startRecovery, type Officer } from '../sessions/recoveries.ts';
import { register } from './register.ts';

const NO_OFFICER = refuse('not-allowed', 'Officers of the CERT recover accounts.', undefined, { about: 'officers' });

/** Giving back a way in to somebody who lost every one: two persons of the CERT, and time to say that it is not right. */
export function registerRecoveryRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listRecoveries, async ({ principal }) =>
    isOfficer(principal) ? { recoveries: [...(await listRecoveries(machine, principal))] } : NO_OFFICER,
  );
  register(app, routes.startRecovery, ({ principal, body }) =>
    isOfficer(principal) ? startRecovery(machine, principal, body.accountId, body.because) : NO_OFFICER,
  );
  register(app, routes.confirmRecovery, ({ principal, params }) =>
    isOfficer(principal) ? confirmRecovery(machine, principal, params.id) : NO_OFFICER,
  );
  register(app, routes.refuseRecovery, ({ principal, params }) =>
    isOfficer(principal) ? refuseRecovery(machine, principal, params.id) : NO_OFFICER,
  );
}

function isOfficer(principal: Principal): principal is Officer {
  return principal.kind === 'cert';
}
