import { createHash, randomBytes } from 'node:crypto';

/**
 * Cookies that hold a secret of 256 bits. Over TLS the name begins with `__Host-` (RFC 6265bis §4.1.3.2): no other host of the CERT's domain
 * can plant one. No script reads them, no other site has them sent along.
 */
export type CookieName = 'forewarn_session' | 'forewarn_asking' | 'forewarn_token';

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: who reads the database can't use it. */
export function digestOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

/** The secret in a `Cookie` header; undefined where there is none, or two: then somebody put one beside ours. */
export function secretInCookie(header: string | undefined, name: CookieName, secure: boolean): string | undefined {
  const begin = `${fullName(name, secure)}=`;
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(begin));
  const value = found.length === 1 ? (found[0] ?? '').slice(begin.length) : '';
  return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}

/** `Set-Cookie`; an empty secret takes it away. */
export function secretCookie(name: CookieName, secret: string, maxAgeSeconds: number, secure: boolean): string {
  return `${fullName(name, secure)}=${secret}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

function fullName(name: CookieName, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
