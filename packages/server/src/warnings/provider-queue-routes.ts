import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/provider-queue.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { AnswerInput } from '@forewarn/core/warnings/acknowledge.ts';
import { providerQueue, type Customer } from '@forewarn/core/warnings/provider-queue.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { listConsents } from '../institutions/provider-store.ts';
import type { Machine } from '../machine.ts';
import { onBehalfOf } from '../sessions/tokens.ts';
import { answerPoints, type PointAnswered } from './answer-points.ts';
import { loadOpenPoints } from './load-open-points.ts';
import { openPointShape } from './open-point-shape.ts';
import type { NamedPoint } from './places-of-points.ts';

/** Customers that are loaded for one screen; the largest IT provider of small practices has fewer. */
const CUSTOMERS_MAX = 500;

/** An IT provider and all its customers at once. Each is asked as on its behalf, so its consent and the row policies decide as ever. */
export function registerProviderQueueRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showProviderQueue, async ({ principal, query }) => {
    const consents = await asPrincipal(machine.database, principal, (trx) => listConsents(trx, { limit: CUSTOMERS_MAX + 1 }));
    const readable = consents.filter(({ scopes }) => scopes.includes('read'));
    const customers: Customer[] = [];
    for (const { institution_id, institution, scopes } of readable.slice(0, CUSTOMERS_MAX)) {
      const acting = await actingFor(machine, principal, institution_id);
      if (acting !== undefined) customers.push(await customerOf(machine, acting, { institution_id, institution, scopes }, query.language));
    }
    const now = machine.clock.now();
    return {
      customers: customers.length,
      left: readable.length - Math.min(readable.length, CUSTOMERS_MAX),
      warnings: providerQueue(customers).map((warning) => ({
        ...warning,
        products: [...warning.products],
        customers: warning.customers.map((customer) => ({
          ...customer,
          points: customer.points.map((point) => openPointShape(point, now)),
        })),
      })),
    };
  });

  register(app, routes.answerForCustomers, async ({ principal, body }) => {
    const { points, ...input } = body;
    const results: (PointAnswered & { readonly institutionId: string })[] = [];
    for (const [institutionId, its] of Map.groupBy(points, (point) => point.institutionId)) {
      const given = its.map(({ warningId, line }) => ({ warningId, line }));
      const answered = await answerFor(machine, principal, institutionId, given, input);
      results.push(...answered.map((one) => ({ institutionId, ...one })));
    }
    return { answered: results.filter(({ outcome }) => outcome !== 'refused').length, results };
  });
}

function actingFor(machine: Machine, principal: Principal, institutionId: string): Promise<Principal | undefined> {
  return asSystem(machine.database, 'sign-in', (trx) => onBehalfOf(trx, principal, institutionId));
}

async function customerOf(
  machine: Machine,
  acting: Principal,
  { institution_id: institutionId, institution, scopes }: { institution_id: string; institution: string; scopes: readonly string[] },
  language: Language = 'nl',
): Promise<Customer> {
  const loaded = await asPrincipal(machine.database, acting, (trx) =>
    loadOpenPoints(trx, acting, { institutionId, language }, machine.clock.now()),
  );
  return { institutionId, institution, mayAnswer: scopes.includes('answer'), ...loaded };
}

/** Without consent to answer, now, every one of its points is refused, as if there were no such customer. */
async function answerFor(
  machine: Machine,
  principal: Principal,
  institutionId: string,
  points: readonly (NamedPoint & { readonly version?: number })[],
  input: Omit<AnswerInput, 'itemKey' | 'version'>,
): Promise<readonly PointAnswered[]> {
  const acting = await actingFor(machine, principal, institutionId);
  const mayAnswer = acting?.kind === 'institution' && acting.onBehalf?.scopes.includes('answer') === true;
  if (acting !== undefined && mayAnswer) return answerPoints(machine, acting, { institutionId, points, input });
  const message = 'This institution does not let you answer for it.';
  return points.map((point) => ({ ...point, outcome: 'refused', code: 'no-such', message }));
}
