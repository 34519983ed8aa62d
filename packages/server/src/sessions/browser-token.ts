import { csrfOf } from './session.ts';
import { secretCookie, secretInCookie } from './secret-cookie.ts';

/** An API token that somebody handed in at the sign-in page: kept in a cookie that no script reads, and not in the page. */
export type BrowserToken = {
  readonly token: string;
  /** Sent back as `x-forewarn-csrf` with everything that acts, as a session's. */
  readonly csrf: string;
};

const PREFIX = 'fwt_';
const KEPT_SECONDS = 12 * 3600;

export function browserToken(header: string | undefined, secure: boolean): BrowserToken | undefined {
  const secret = secretInCookie(header, 'forewarn_token', secure);
  return secret === undefined ? undefined : { token: PREFIX + secret, csrf: csrfOf(secret) };
}

/** `Set-Cookie`; undefined takes it away. */
export function browserTokenCookie(token: string | undefined, secure: boolean): string {
  return token === undefined
    ? secretCookie('forewarn_token', '', 0, secure)
    : secretCookie('forewarn_token', token.slice(PREFIX.length), KEPT_SECONDS, secure);
}
