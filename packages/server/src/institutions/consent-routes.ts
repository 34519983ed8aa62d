import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/accounts.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { principalName } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { endConsent, insertConsent, isProvider, listConsents } from './provider-store.ts';

const NO_SUCH = refuse('no-such', 'There is no such IT provider.');
const OWN_ALONE = refuse('not-allowed', 'Only the institution itself decides who acts for it.', undefined, { about: 'institution-itself' });

/** By which an institution lets an IT provider act on its behalf. */
export function registerConsentRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listConsents, async ({ principal, query }) => {
    const found = await asPrincipal(machine.database, principal, (trx) =>
      listConsents(trx, { after: query.after, limit: query.limit ?? 100 }),
    );
    return {
      consents: found.map((row) => ({
        providerId: row.provider_id,
        provider: row.provider,
        institutionId: row.institution_id,
        institution: row.institution,
        scopes: [...row.scopes],
        givenAt: row.given_at,
        suspended: row.suspended_at !== null,
      })),
    };
  });

  register(app, routes.giveConsent, ({ principal, params, body }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    const { institutionId } = principal;
    return asPrincipal(machine.database, principal, async (trx) => {
      if (!(await isProvider(trx, params.providerId))) return NO_SUCH;
      const at = machine.clock.now();
      await endConsent(trx, params.providerId, institutionId, at, principalName(principal));
      const consent = { id: newId<'Consent'>(at), providerId: params.providerId, institutionId, scopes: [...new Set(body.scopes)] };
      await insertConsent(trx, consent, at, principalName(principal));
      const subject = { kind: 'provider', id: params.providerId };
      await record(trx, { principal, at, action: 'consent-given', subject, institutionId, details: { scopes: consent.scopes } });
      return { scopes: consent.scopes };
    });
  });

  register(app, routes.withdrawConsent, ({ principal, params }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    const { institutionId } = principal;
    return asPrincipal(machine.database, principal, async (trx) => {
      const at = machine.clock.now();
      if (!(await endConsent(trx, params.providerId, institutionId, at, principalName(principal)))) return NO_SUCH;
      await record(trx, {
        principal,
        at,
        action: 'consent-withdrawn',
        subject: { kind: 'provider', id: params.providerId },
        institutionId,
      });
      return { withdrawn: true };
    });
  });
}
