import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/accounts.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { instantOf, millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { rolesOfAccount } from '@forewarn/core/institutions/account.ts';
import { permissionsOf } from '@forewarn/core/institutions/permissions.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { findAccountByEmail, isLastAdministrator, listOpenedBy } from '../sessions/account-store.ts';
import { opensOthers } from '../sessions/acting-in.ts';
import { LAST_ADMINISTRATOR } from '../sessions/make-account.ts';
import { tellOfSignIn } from '../sessions/sign-in-notices.ts';
import { addToken } from '../sessions/tokens.ts';
import { endToken, findAccount, insertAccount, listAccounts, listTokensOf, updateRights, type StoredAccount } from './account-store.ts';
import { findInstitution } from './institution-store.ts';
import { listConsents } from './provider-store.ts';

const DAY_MS = 24 * 3_600_000;
const NO_SUCH = refuse('no-such', 'There is no such account.');

/** Who may sign in, kept by the CERT, and by each institution for itself. */
export function registerAccountRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showMe, async ({ principal }) => {
    const others = await othersOf(machine, principal);
    return asPrincipal(machine.database, principal, (trx) => describe(trx, principal, others));
  });

  register(app, routes.listAccounts, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    const found = await asPrincipal(machine.database, principal, (trx) =>
      listAccounts(trx, { institutionId: ownOf(principal), after: query.after, limit: limit + 1 }),
    );
    const accounts = found.slice(0, limit);
    return { accounts: accounts.map(shown), next: found.length > limit ? accounts.at(-1)?.id : undefined };
  });

  register(app, routes.addAccount, async ({ principal, body }) => {
    const now = machine.clock.now();
    const said = accountOf(principal, { ...body, id: idOf<'Account'>(newId<'Account'>(now)), createdAt: now });
    if (isRefusal(said)) return said;
    const account = await openedByAnother(machine, principal, said);
    return asPrincipal(machine.database, principal, async (trx) => {
      if (!(await insertAccount(trx, account))) return refuse('address-taken', 'This address cannot be used for an account.');
      await recordChange(trx, machine, principal, 'account-added', account, { kind: account.kind, roles: account.roles });
      if (account.signsInAs !== undefined)
        await tellOfSignIn(trx, { kind: 'also-of', subjectId: account.id }, [{ kind: 'account', id: account.signsInAs }]);
      else if (account.kind !== 'service' && account.kind !== 'cert')
        await tellOfSignIn(trx, { kind: 'invitation', subjectId: account.id }, [{ kind: 'account', id: account.id }]);
      return { id: account.id };
    });
  });

  register(app, routes.changeAccount, ({ principal, params, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const stored = await findOwn(trx, principal, params.id);
      if (stored === undefined) return NO_SUCH;
      if ('accountId' in principal && principal.accountId === stored.id)
        return refuse('own-account', 'Nobody changes what they may do themselves.', 'Ask a colleague who administers accounts.');
      const roles = body.roles ?? stored.roles;
      const unfit = unfitRole(stored, roles);
      if (unfit !== undefined) return unfit;
      const disabledAt = body.disabled === undefined ? stored.disabledAt : body.disabled ? machine.clock.now() : undefined;
      const changed = { ...stored, roles, disabledAt };
      const stays = disabledAt === undefined && roles.includes('administrator');
      if (!stays && stored.kind === 'cert' && (await isLastAdministrator(trx, stored.id))) return LAST_ADMINISTRATOR;
      await updateRights(trx, changed);
      await recordChange(trx, machine, principal, 'account-rights-changed', stored, {
        before: { roles: stored.roles, disabled: stored.disabledAt !== undefined },
        after: { roles, disabled: disabledAt !== undefined },
      });
      return shown(changed);
    }),
  );

  register(app, routes.listTokens, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findOwn(trx, principal, params.id, true)) === undefined) return NO_SUCH;
      const tokens = await listTokensOf(trx, params.id);
      return {
        tokens: tokens.map((row) => ({
          id: row.id,
          name: row.name,
          permissions: row.permissions === null ? undefined : [...row.permissions],
          createdAt: row.created_at,
          expiresAt: row.expires_at ?? undefined,
          lastUsedAt: row.last_used_at ?? undefined,
          revokedAt: row.revoked_at ?? undefined,
        })),
      };
    }),
  );

  register(app, routes.addToken, ({ principal, params, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const account = await findOwn(trx, principal, params.id);
      if (account === undefined) return NO_SUCH;
      if (account.kind !== 'service' || account.disabledAt !== undefined)
        return refuse('no-service-account', 'Only a service account in use has tokens; people sign in.');
      const now = machine.clock.now();
      const expiresAt = instantOf(millisecondsOf(now) + body.days * DAY_MS);
      const made = await addToken(trx, { kind: 'account', name: body.name, account }, now, expiresAt, body.permissions);
      await recordChange(trx, machine, principal, 'token-made', account, {
        token: made.id,
        permissions: body.permissions ?? 'all',
        expiresAt,
      });
      return { ...made, expiresAt };
    }),
  );

  register(app, routes.revokeToken, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const account = await findOwn(trx, principal, params.id);
      if (account === undefined || !(await endToken(trx, params.id, params.tokenId, machine.clock.now()))) return NO_SUCH;
      await recordChange(trx, machine, principal, 'token-revoked', account, { token: params.tokenId });
      return { revoked: true };
    }),
  );
}

/** An institution keeps its own alone, whatever a body says. */
function ownOf(principal: Principal): string | undefined {
  return principal.kind === 'institution' ? principal.institutionId : undefined;
}

async function findOwn(trx: Transaction, principal: Principal, id: string, toRead = false): Promise<StoredAccount | undefined> {
  const found = await findAccount(trx, id, toRead);
  const own = ownOf(principal);
  return own === undefined || found?.institutionId === own ? found : undefined;
}

function accountOf(principal: Principal, said: StoredAccount): StoredAccount | Refusal {
  const own = ownOf(principal);
  if (own !== undefined && said.kind !== 'institution' && said.kind !== 'service')
    return refuse('not-allowed', 'An institution makes accounts of its own people and programs.', undefined, { about: 'own-accounts' });
  if (own !== undefined && said.institutionId !== undefined && said.institutionId !== own)
    return refuse('no-such', 'There is no such institution.');
  const account = { ...said, email: said.email?.toLowerCase(), institutionId: own ?? said.institutionId };
  const needed = { institution: account.institutionId, provider: account.providerId, supplier: account.supplier, branch: account.branchId };
  const extra = Object.entries(needed).filter(([kind, value]) => value !== undefined && kind !== account.kind);
  const isComplete = account.kind === 'cert' || account.kind === 'service' || needed[account.kind] !== undefined;
  const extraAllowed = account.kind === 'service' && extra.length <= 1 && !extra.some(([kind]) => kind === 'supplier' || kind === 'branch');
  if (!isComplete || (extra.length > 0 && !extraAllowed))
    return refuse('input-unreadable', 'Say whose account it is, by what belongs to its kind and nothing else.');
  if ((account.kind === 'service') !== (account.email === undefined))
    return refuse('input-unreadable', 'A person has a mail address; a service account has none.', undefined, { about: 'address' });
  return unfitRole(account, account.roles) ?? account;
}

/**
 * Somebody of one institution who is invited by another signs in as before: the new account is opened by the one there is (decision 036). Looked
 * up by the system, and told to nobody: who invites reads the same either way.
 */
async function openedByAnother(machine: Machine, principal: Principal, account: StoredAccount): Promise<StoredAccount> {
  const { kind, email } = account;
  if (kind !== 'institution' || email === undefined) return account;
  const known = await asSystemFor(machine.database, principal, 'invite', (trx) => findAccountByEmail(trx, email));
  if (known === undefined || known.kind !== 'institution' || known.institutionId === account.institutionId) return account;
  return { ...account, signsInAs: known.id };
}

type OtherInstitution = { readonly institutionId: string; readonly institution: string };

/** The other institutions of which somebody who signed in has an account; read by the system, since to each of them the others are nobody. */
async function othersOf(machine: Machine, principal: Principal): Promise<readonly OtherInstitution[]> {
  if (principal.kind !== 'institution' || principal.onBehalf !== undefined) return [];
  const { accountId } = principal;
  if (accountId === undefined || !opensOthers(principal, principal.assurance)) return [];
  return asSystemFor(machine.database, principal, 'read-self', (trx) => listOpenedBy(trx, accountId));
}

function unfitRole(account: StoredAccount, roles: readonly string[]): Refusal | undefined {
  const known = rolesOfAccount(account);
  const unfit = roles.find((role) => !known.includes(role));
  return unfit === undefined
    ? undefined
    : refuse('input-unreadable', `"${unfit}" is no role of such an account.`, `Roles: ${known.join(', ')}.`, { about: 'role' });
}

async function describe(trx: Transaction, principal: Principal, others: readonly OtherInstitution[]) {
  const consents = principal.kind === 'provider' ? await listConsents(trx, { limit: 500 }) : [];
  const own = ownOf(principal);
  const ownInstitution = own === undefined ? undefined : await findInstitution(trx, own);
  return {
    kind: principal.kind,
    name: 'name' in principal ? principal.name : '',
    accountId: 'accountId' in principal ? principal.accountId : undefined,
    institutionId: ownOf(principal),
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

function shown({ signsInAs: _, ...account }: StoredAccount) {
  return { ...account, id: account.id as string, roles: [...account.roles] };
}

async function recordChange(
  trx: Transaction,
  machine: Machine,
  principal: Principal,
  action: string,
  account: StoredAccount,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await record(trx, {
    principal,
    at: machine.clock.now(),
    action,
    subject: { kind: 'account', id: account.id },
    institutionId: account.institutionId,
    details,
  });
}
