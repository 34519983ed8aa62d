import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/accounts.ts';
import { instantOf, millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { addToken } from '../sessions/tokens.ts';
import { endToken, listTokensOf } from './account-store.ts';
import { findOwnAccount, NO_SUCH_ACCOUNT, recordAccountChange } from './own-account.ts';

const DAY_MS = 24 * 3_600_000;

/** By which programs sign in as a service account. */
export function registerTokenRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listTokens, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findOwnAccount(trx, principal, params.id, true)) === undefined) return NO_SUCH_ACCOUNT;
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
      const account = await findOwnAccount(trx, principal, params.id);
      if (account === undefined) return NO_SUCH_ACCOUNT;
      if (account.kind !== 'service' || account.disabledAt !== undefined)
        return refuse('no-service-account', 'Only a service account in use has tokens; people sign in.');
      const now = machine.clock.now();
      const expiresAt = instantOf(millisecondsOf(now) + body.days * DAY_MS);
      const made = await addToken(trx, { kind: 'account', name: body.name, account }, now, expiresAt, body.permissions);
      await recordAccountChange(trx, machine, principal, 'token-made', account, {
        token: made.id,
        permissions: body.permissions ?? 'all',
        expiresAt,
      });
      return { ...made, expiresAt };
    }),
  );

  register(app, routes.revokeToken, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const account = await findOwnAccount(trx, principal, params.id);
      if (account === undefined || !(await endToken(trx, params.id, params.tokenId, machine.clock.now()))) return NO_SUCH_ACCOUNT;
      await recordAccountChange(trx, machine, principal, 'token-revoked', account, { token: params.tokenId });
      return { revoked: true };
    }),
  );
}
