import { createHash, randomBytes } from 'node:crypto';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { CERT_ROLES, type CertRole, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Database } from '../database/open-database.ts';
import { findToken, insertToken } from './token-store.ts';

/** Who a new token speaks for. */
export type TokenHolder =
  | { readonly kind: 'cert'; readonly name: string; readonly roles: readonly CertRole[] }
  | { readonly kind: 'institution'; readonly name: string; readonly institutionId: string };

/** Makes an API token and returns it, once: only its SHA-256 is kept. The prefix lets scanners of leaked secrets find it. */
export async function makeToken(database: Database, holder: TokenHolder, now: Instant, expiresAt: Instant | null = null): Promise<string> {
  const token = `fwt_${randomBytes(32).toString('base64url')}`;
  const id = newId<'Token'>(now);
  await asSystem(database, 'make-token', async (trx) => {
    await insertToken(trx, {
      id,
      name: holder.name,
      kind: holder.kind,
      roles: holder.kind === 'cert' ? holder.roles : [],
      institution_id: holder.kind === 'institution' ? holder.institutionId : null,
      sha256: digestOf(token),
      createdAt: now,
      expiresAt,
    });
    await record(trx, { principal: { kind: 'system', name: 'make-token' }, at: now, action: 'token-made', subject: { kind: 'token', id } });
  });
  return token;
}

/** The principal that a token speaks for; undefined when it is unknown, expired or revoked. */
export async function principalOfToken(database: Database, token: string, now: Instant): Promise<Principal | undefined> {
  const row = await asSystem(database, 'sign-in', (trx) => findToken(trx, digestOf(token), now));
  if (row === undefined) return undefined;
  if (row.kind === 'institution')
    return { kind: 'institution', name: row.name, institutionId: idOf<'Institution'>(row.institution_id ?? '') };
  return { kind: 'cert', name: row.name, roles: CERT_ROLES.filter((role) => row.roles.includes(role)) };
}

function digestOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
