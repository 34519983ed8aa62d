import { createHash, X509Certificate } from 'node:crypto';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { principalOfAccount } from '@forewarn/core/institutions/account.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Database } from '../database/open-database.ts';
import { findAccountOfCertificate } from './certificate-store.ts';
import { onBehalfOf } from './tokens.ts';

/** A chain of certificates is not asked for; one of RSA 8192 with many names is below this. */
const TEXT_LENGTH_MAX = 20_000;

/**
 * SHA-256 of a client certificate (DER), as proxies hand it on: 64 hexadecimal digits, with or without colons; PEM; or PEM escaped for an
 * address, as nginx does. Undefined: none of these.
 */
export function fingerprintIn(text: string): Uint8Array | undefined {
  if (text.length > TEXT_LENGTH_MAX) return undefined;
  const digits = text.trim().replaceAll(':', '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return Buffer.from(digits, 'hex');
  try {
    const pem = text.includes('%') ? decodeURIComponent(text) : text;
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) return undefined;
    return createHash('sha256').update(new X509Certificate(pem).raw).digest();
  } catch {
    return undefined;
  }
}

/** The program that this certificate is bound to; acting for an institution only where that consents. */
export function principalOfCertificate(database: Database, sha256: Uint8Array, actingFor?: string): Promise<Principal | undefined> {
  return asSystem(database, 'sign-in', async (trx) => {
    const account = await findAccountOfCertificate(trx, sha256);
    if (account === undefined) return undefined;
    const principal = principalOfAccount(account, 'token');
    return actingFor === undefined ? principal : onBehalfOf(trx, principal, actingFor);
  });
}
