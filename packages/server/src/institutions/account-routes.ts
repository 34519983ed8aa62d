import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/accounts.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { rolesOfAccount } from '@forewarn/core/institutions/account.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import { newId } from '../database/new-id.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { findAccountByEmail, isLastAdministrator } from '../sessions/account-store.ts';
import { LAST_ADMINISTRATOR } from '../sessions/make-account.ts';
import { tellOfSignIn } from '../sessions/sign-in-notices.ts';
import { insertAccount, listAccounts, updateRights, type StoredAccount } from './account-store.ts';
import { registerMeRoutes } from './me-routes.ts';
import { findOwnAccount, NO_SUCH_ACCOUNT, ownInstitutionOf, recordAccountChange } from './own-account.ts';
import { registerTokenRoutes } from './token-routes.ts';

/** Who may sign in, kept by the CERT, and by each institution for itself. */
export function registerAccountRoutes(app: FastifyInstance, machine: Machine): void {
  registerMeRoutes(app, machine);
  registerTokenRoutes(app, machine);

  register(app, routes.listAccounts, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    const found = await asPrincipal(machine.database, principal, (trx) =>
      listAccounts(trx, { institutionId: ownInstitutionOf(principal), after: query.after, limit: limit + 1 }),
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
      await recordAccountChange(trx, machine, principal, 'account-added', account, { kind: account.kind, roles: account.roles });
      if (account.signsInAs !== undefined)
        await tellOfSignIn(trx, { kind: 'also-of', subjectId: account.id }, [{ kind: 'account', id: account.signsInAs }]);
      else if (account.kind !== 'service' && account.kind !== 'cert')
        await tellOfSignIn(trx, { kind: 'invitation', subjectId: account.id }, [{ kind: 'account', id: account.id }]);
      return { id: account.id };
    });
  });

  register(app, routes.changeAccount, ({ principal, params, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const stored = await findOwnAccount(trx, principal, params.id);
      if (stored === undefined) return NO_SUCH_ACCOUNT;
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
      await recordAccountChange(trx, machine, principal, 'account-rights-changed', stored, {
        before: { roles: stored.roles, disabled: stored.disabledAt !== undefined },
        after: { roles, disabled: disabledAt !== undefined },
      });
      return shown(changed);
    }),
  );
}

function accountOf(principal: Principal, said: StoredAccount): StoredAccount | Refusal {
  const own = ownInstitutionOf(principal);
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

function unfitRole(account: StoredAccount, roles: readonly string[]): Refusal | undefined {
  const known = rolesOfAccount(account);
  const unfit = roles.find((role) => !known.includes(role));
  return unfit === undefined
    ? undefined
    : refuse('input-unreadable', `"${unfit}" is no role of such an account.`, `Roles: ${known.join(', ')}.`, { about: 'role' });
}

function shown({ signsInAs: _, ...account }: StoredAccount) {
  return { ...account, id: account.id as string, roles: [...account.roles] };
}
