import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { AccountKind } from '@forewarn/core/institutions/account.ts';
import type { Transaction } from '../database/open-database.ts';

export type TokenRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'cert' | 'institution' | 'provider' | 'supplier' | 'branch';
  readonly roles: readonly string[];
  readonly institution_id: string | null;
  readonly account_id: string | null;
  /** Null: everything that the roles give. */
  readonly permissions: readonly string[] | null;
};

/** A token in force, with the account that it belongs to. */
export type FoundToken = TokenRow & {
  readonly last_used_at: Instant | null;
  readonly account_kind: AccountKind | null;
  readonly account_name: string | null;
  readonly account_roles: readonly string[] | null;
  readonly account_institution_id: string | null;
  readonly provider_id: string | null;
  readonly supplier: string | null;
  readonly branch_id: string | null;
};

export async function insertToken(
  trx: Transaction,
  token: TokenRow & { readonly sha256: Uint8Array; readonly createdAt: Instant; readonly expiresAt: Instant | null },
): Promise<void> {
  await sql`insert into forewarn.api_tokens (id, token_sha256, name, kind, roles, institution_id, account_id, permissions, created_at, expires_at)
    values (${token.id}, ${Buffer.from(token.sha256)}, ${token.name}, ${token.kind}, ${token.roles}::text[], ${token.institution_id},
      ${token.account_id}, ${token.permissions}::text[], ${token.createdAt}, ${token.expiresAt})`.execute(trx);
}

/** The token in force with this digest, or undefined. A token of an account ends with the account. */
export async function findToken(trx: Transaction, sha256: Uint8Array, now: Instant): Promise<FoundToken | undefined> {
  const found = await sql<FoundToken>`select t.id, t.name, t.kind, t.roles, t.institution_id, t.account_id, t.permissions, t.last_used_at,
      a.kind as account_kind, a.name as account_name, a.roles as account_roles, a.institution_id as account_institution_id, a.provider_id,
      a.supplier, a.branch_id
    from forewarn.api_tokens t left join forewarn.accounts a on a.id = t.account_id
    where t.token_sha256 = ${Buffer.from(sha256)} and t.revoked_at is null and (t.expires_at is null or t.expires_at > ${now})
      and (t.account_id is null or a.disabled_at is null)`.execute(trx);
  return found.rows[0];
}

/** Notes when a token was last used. */
export async function touchToken(trx: Transaction, id: string, now: Instant): Promise<void> {
  await sql`update forewarn.api_tokens set last_used_at = ${now} where id = ${id} and (last_used_at is null or last_used_at < ${now})`.execute(
    trx,
  );
}

/** What the consent of an institution lets a provider do now; undefined without one, and while the provider is suspended. */
export async function findConsentScopes(
  trx: Transaction,
  providerId: string,
  institutionId: string,
): Promise<readonly string[] | undefined> {
  const found = await sql<{ scopes: readonly string[] }>`select c.scopes from forewarn.provider_consents c
    join forewarn.providers p on p.id = c.provider_id
    where c.provider_id = ${providerId} and c.institution_id = ${institutionId} and c.withdrawn_at is null and p.suspended_at is null`.execute(
    trx,
  );
  return found.rows[0]?.scopes;
}

export async function countAdministrators(trx: Transaction): Promise<number> {
  const found = await sql<{ count: number }>`select count(*) as count from forewarn.api_tokens
    where kind = 'cert' and 'administrator' = any(roles) and revoked_at is null`.execute(trx);
  return found.rows[0]?.count ?? 0;
}
