import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type TokenRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'cert' | 'institution';
  readonly roles: readonly string[];
  readonly institution_id: string | null;
};

export async function insertToken(
  trx: Transaction,
  token: TokenRow & { readonly sha256: Uint8Array; readonly createdAt: Instant; readonly expiresAt: Instant | null },
): Promise<void> {
  await sql`insert into forewarn.api_tokens (id, token_sha256, name, kind, roles, institution_id, created_at, expires_at)
    values (${token.id}, ${Buffer.from(token.sha256)}, ${token.name}, ${token.kind}, ${token.roles}::text[], ${token.institution_id}, ${token.createdAt}, ${token.expiresAt})`.execute(
    trx,
  );
}

/** The token in force with this digest, or undefined. */
export async function findToken(trx: Transaction, sha256: Uint8Array, now: Instant): Promise<TokenRow | undefined> {
  const found = await sql<TokenRow>`select id, name, kind, roles, institution_id from forewarn.api_tokens
    where token_sha256 = ${Buffer.from(sha256)} and revoked_at is null and (expires_at is null or expires_at > ${now})`.execute(trx);
  return found.rows[0];
}

export async function countAdministrators(trx: Transaction): Promise<number> {
  const found = await sql<{ count: number }>`select count(*) as count from forewarn.api_tokens
    where kind = 'cert' and 'administrator' = any(roles) and revoked_at is null`.execute(trx);
  return found.rows[0]?.count ?? 0;
}
