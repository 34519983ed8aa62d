import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/accounts.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { principalName } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import {
  branchAnswers,
  branchNumbers,
  endConsent,
  insertConsent,
  insertProvider,
  isProvider,
  listConsents,
  listProviders,
  suspend,
  type Provider,
} from './provider-store.ts';

const NO_SUCH = refuse('no-such', 'There is no such IT provider.');
const OWN_ALONE = refuse('not-allowed', 'Only the institution itself decides who acts for it.', undefined, { about: 'institution-itself' });

/** IT providers, the consent by which they act, and the numbers of a branch organisation. */
export function registerProviderRoutes(app: FastifyInstance, machine: Machine): void {
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

  register(app, routes.showBranchNumbers, async ({ principal }) => {
    const [found, answers] = await asPrincipal(machine.database, principal, async (trx) => [
      await branchNumbers(trx),
      await branchAnswers(trx),
    ]);
    return {
      members: found?.members ?? undefined,
      withRoundTheClockContact: found?.with_round_the_clock_contact ?? undefined,
      withInventory: found?.with_inventory ?? undefined,
      concerned: found?.concerned ?? undefined,
      answered: found?.answered ?? undefined,
      answersByUrgency: answers.map(({ urgency, concerned, silent, working, done }) => ({
        urgency,
        concerned,
        silent: silent ?? undefined,
        working: working ?? undefined,
        done: done ?? undefined,
      })),
    };
  });
}

function shown(provider: Provider) {
  return { id: provider.id, name: provider.name, suspendedAt: provider.suspended_at ?? undefined };
}
