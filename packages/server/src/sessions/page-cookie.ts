/** The token of somebody who reads pages in a browser. `__Host-` would need HTTPS, which a loopback demo has not. */
const COOKIE_NAME = 'forewarn_pages';
const MAX_AGE_SECONDS = 12 * 3600;

/** The API token that a browser sent along, from a `Cookie` header (RFC 6265 §4.2); undefined where there is none. */
export function tokenInCookie(header: string | undefined): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE_NAME}=(fwt_[A-Za-z0-9_-]{43})(?:;|$)`).exec(header ?? '')?.[1];
}

/** `Set-Cookie` for this token: no script reads it, no other site sends it along. `secure`: where pages are served over HTTPS. */
export function pageCookie(token: string, secure: boolean): string {
  return `${COOKIE_NAME}=${token}; Path=/; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

export function endedPageCookie(): string {
  return `${COOKIE_NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`;
}
