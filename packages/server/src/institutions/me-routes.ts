import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/accounts.ts';
import { permissionsOf } from '@forewarn/core/institutions/permissions.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import type { Transaction } from '../database/open-database.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { listOpenedBy } from '../sessions/account-store.ts';
import { opensOthers } from '../sessions/acting-in.ts';
import { findInstitution } from './institution-store.ts';
import { ownInstitutionOf } from './own-account.ts';
import { listConsents } from './provider-store.ts';

/** Who is signed in, with what they may do and for whom. */
export function registerMeRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showMe, async ({ principal }) => {
    const others = await othersOf(machine, principal);
    return asPrincipal(machine.database, principal, (trx) => describe(trx, principal, others));
  });
}

type OtherInstitution = { readonly institutionId: string; readonly institution: string };

/** The other institutions of which somebody who signed in has an account; read by the system, since to each of them the others are nobody. */
async function othersOf(machine: Machine, principal: Principal): Promise<readonly OtherInstitution[]> {
  if (principal.kind !== 'institution' || principal.onBehalf !== undefined) return [];
  const { accountId } = principal;
  if (accountId === undefined || !opensOthers(principal, principal.assurance)) return [];
  return asSystemFor(machine.database, principal, 'read-self', (trx) => listOpenedBy(trx, accountId));
}

async function describe(trx: Transaction, principal: Principal, others: readonly OtherInstitution[]) {
  const consents = principal.kind === 'provider' ? await listConsents(trx, { limit: 500 }) : [];
  const own = ownInstitutionOf(principal);
  const ownInstitution = own === undefined ? undefined : await findInstitution(trx, own);
  return {
    kind: principal.kind,
    name: 'name' in principal ? principal.name : '',
    accountId: 'accountId' in principal ? principal.accountId : undefined,
    institutionId: ownInstitutionOf(principal),
    institution: ownInstitution?.name,
    roles: 'roles' in principal ? [...(principal.roles ?? [])] : [],
    permissions: [...permissionsOf(principal)],
    onBehalf: principal.kind === 'institution' && principal.onBehalf !== undefined,
    actingFor: [
      ...others.map(({ institutionId, institution }) => ({ institutionId, institution, scopes: [], byOwnAccount: true })),
      ...consents
        .filter((consent) => consent.suspended_at === null)
        .map((consent) => ({
          institutionId: consent.institution_id,
          institution: consent.institution,
          scopes: [...consent.scopes],
          byOwnAccount: false,
        })),
    ],
  };
}
