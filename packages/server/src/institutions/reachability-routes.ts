import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/reachability.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { reachabilityOf } from '@forewarn/core/institutions/reachability.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { confirmContacts } from './confirm-contacts.ts';
import { findContacts } from './contact-store.ts';
import { findInstitution } from './institution-store.ts';

export function registerReachabilityRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showReachability, ({ principal, params }) => show(machine, principal, params.id));

  register(app, routes.confirmContacts, async ({ principal, params, body }) => {
    const outcome = await confirmContacts(machine, principal, params.id, body.contactIds);
    return isRefusal(outcome) ? outcome : show(machine, principal, params.id);
  });
}

function show(machine: Machine, principal: Principal, id: string) {
  return asPrincipal(machine.database, principal, async (trx) => {
    const institution = await findInstitution(trx, id);
    if (institution === undefined) return refuse('no-such', 'There is no such institution.');
    await recordReading(trx, machine, { principal, action: 'institution-read', subject: { kind: 'institution', id }, institutionId: id });
    const { gaps, toConfirm, ...rest } = reachabilityOf(institution, await findContacts(trx, [id]), machine.clock.now());
    return { ...rest, gaps: [...gaps], toConfirm: [...toConfirm] };
  });
}
