import { createHash, randomBytes } from 'node:crypto';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';
import { ownerKind, principalOfAccount, type Account } from '@forewarn/core/institutions/account.ts';
import { PERMISSION_NAMES, type Permission } from '@forewarn/core/institutions/permissions.ts';
import {
  CERT_ROLES,
  CONSENT_SCOPES,
  INSTITUTION_ROLES,
  type CertRole,
  type InstitutionRole,
  type Principal,
} from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Database, Transaction } from '../database/open-database.ts';
import { findConsentScopes, findToken, insertToken, touchToken, type FoundToken } from './token-store.ts';

/** Who a new token speaks for. */
export type TokenHolder =
  | { readonly kind: 'cert'; readonly name: string; readonly roles: readonly CertRole[] }
  /** Without roles: as its CISO. */
  | { readonly kind: 'institution'; readonly name: string; readonly institutionId: string; readonly roles?: readonly InstitutionRole[] }
  | { readonly kind: 'account'; readonly name: string; readonly account: Account };

/** Last use is noted this coarsely, so that a busy token is not written at every request. */
const USE_NOTED_MS = 60_000;

/** Makes an API token and returns it, once: only its SHA-256 is kept. The prefix lets scanners of leaked secrets find it. */
export async function makeToken(
  database: Database,
  holder: TokenHolder,
  now: Instant,
  expiresAt: Instant | null = null,
  only?: readonly Permission[],
): Promise<string> {
  return asSystem(database, 'make-token', async (trx) => {
    const made = await addToken(trx, holder, now, expiresAt, only);
    await record(trx, {
      principal: { kind: 'system', name: 'make-token' },
      at: now,
      action: 'token-made',
      subject: { kind: 'token', id: made.id },
    });
    return made.token;
  });
}

/** As `makeToken`, in a transaction of somebody else's, who records it. */
export async function addToken(
  trx: Transaction,
  holder: TokenHolder,
  now: Instant,
  expiresAt: Instant | null,
  only?: readonly Permission[],
): Promise<{ readonly id: string; readonly token: string }> {
  const token = `fwt_${randomBytes(32).toString('base64url')}`;
  const id = newId<'Token'>(now);
  const account = holder.kind === 'account' ? holder.account : undefined;
  await insertToken(trx, {
    id,
    name: holder.name,
    kind: holder.kind === 'account' ? ownerKind(holder.account) : holder.kind,
    roles: holder.kind === 'account' ? [] : (holder.roles ?? ['ciso']),
    institution_id: holder.kind === 'institution' ? holder.institutionId : (account?.institutionId ?? null),
    account_id: account?.id ?? null,
    permissions: only ?? null,
    sha256: digestOf(token),
    createdAt: now,
    expiresAt,
  });
  return { id, token };
}

/**
 * The principal that a token speaks for; undefined when it is unknown, expired or revoked, and when it asks to act for an institution that
 * does not consent to it.
 */
export async function principalOfToken(
  database: Database,
  token: string,
  now: Instant,
  actingFor?: string,
): Promise<Principal | undefined> {
  return asSystem(database, 'sign-in', async (trx) => {
    const row = await findToken(trx, digestOf(token), now);
    if (row === undefined) return undefined;
    if (row.last_used_at === null || millisecondsOf(now) - millisecondsOf(row.last_used_at) >= USE_NOTED_MS)
      await touchToken(trx, row.id, now);
    const principal = principalOfRow(row);
    return actingFor === undefined ? principal : onBehalfOf(trx, principal, actingFor);
  });
}

/**
 * A provider as it acts for this institution: undefined unless the institution consents now and the provider is not suspended. Others never
 * act for anybody.
 */
export async function onBehalfOf(trx: Transaction, principal: Principal, institutionId: string): Promise<Principal | undefined> {
  if (principal.kind !== 'provider') return undefined;
  const stored = await findConsentScopes(trx, principal.providerId, institutionId);
  if (stored === undefined) return undefined;
  const { providerId, roles: _, ...known } = principal;
  const scopes = CONSENT_SCOPES.filter((scope) => stored.includes(scope));
  return { ...known, kind: 'institution', institutionId: idOf<'Institution'>(institutionId), onBehalf: { providerId, scopes } };
}

function principalOfRow(row: FoundToken): Principal {
  const only = row.permissions === null ? undefined : PERMISSION_NAMES.filter((permission) => row.permissions?.includes(permission));
  if (row.account_id !== null && row.account_kind !== null) return principalOfAccount(accountOf(row, row.account_kind), 'token', only);
  const narrowed = only === undefined ? {} : { only };
  if (row.kind === 'institution' && row.institution_id !== null)
    return {
      kind: 'institution',
      name: row.name,
      institutionId: idOf<'Institution'>(row.institution_id),
      roles: INSTITUTION_ROLES.filter((role) => row.roles.includes(role)),
      ...narrowed,
    };
  if (row.kind === 'cert')
    return { kind: 'cert', name: row.name, roles: CERT_ROLES.filter((role) => row.roles.includes(role)), ...narrowed };
  return { kind: 'anyone' };
}

function accountOf(row: FoundToken, kind: Account['kind']): Account {
  return {
    id: idOf<'Account'>(row.account_id ?? ''),
    kind,
    name: row.account_name ?? row.name,
    roles: row.account_roles ?? [],
    institutionId: row.account_institution_id ?? undefined,
    providerId: row.provider_id ?? undefined,
    supplier: row.supplier ?? undefined,
    branchId: row.branch_id ?? undefined,
  };
}

function digestOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
