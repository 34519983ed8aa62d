/**
 * The token of somebody who reads pages in a browser. Over TLS the name begins with `__Host-` (RFC 6265bis §4.1.3.2): no other host of the
 * CERT's domain can plant it. A loopback demo has no TLS, and there the name is plain.
 */
const COOKIE_NAME = 'forewarn_pages';
const MAX_AGE_SECONDS = 12 * 3600;

/** The API token that a browser sent along, from a `Cookie` header (RFC 6265 §4.2); undefined where there is none, or more than one. */
export function tokenInCookie(header: string | undefined, secure: boolean): string | undefined {
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${nameOf(secure)}=`));
  if (found.length !== 1) return undefined; // two: somebody put one beside ours
  return /=(fwt_[A-Za-z0-9_-]{43})$/.exec(found[0] ?? '')?.[1];
}

/** `Set-Cookie` for this token: no script reads it, no other site sends it along. `secure`: where pages are served over HTTPS. */
export function pageCookie(token: string, secure: boolean): string {
  return `${nameOf(secure)}=${token}; Path=/; Max-Age=${MAX_AGE_SECONDS}; ${attributes(secure)}`;
}

export function endedPageCookie(secure: boolean): string {
  return `${nameOf(secure)}=; Path=/; Max-Age=0; ${attributes(secure)}`;
}

function nameOf(secure: boolean): string {
  return secure ? `__Host-${COOKIE_NAME}` : COOKIE_NAME;
}

function attributes(secure: boolean): string {
  return `HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
