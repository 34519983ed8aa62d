import { millisecondsBetween, type Instant } from '../basics/instant.ts';

/** How long a code and its link count: a mail may take minutes to arrive, and nobody needs an hour. */
export const CODE_SECONDS = 10 * 60;
export const CODE_DIGITS = 8;

/** Wrong codes by the browser that asked, and by others that know the request's short code. Apart: neither uses up the other's. */
export const TRIES_MAX = 5;

/** Codes to one account within WINDOW_SECONDS, asked for from one network; and from all networks that it never signed in from. */
export const CODES_PER_NETWORK_MAX = 4;
export const CODES_FROM_UNKNOWN_MAX = 12;
export const WINDOW_SECONDS = 30 * 60;

export type AskedBefore = { readonly askedAt: Instant; readonly network: string; readonly known: boolean };

/**
 * Whether one more code is mailed. A network that the account signed in from before has a count of its own, which nobody elsewhere can use
 * up: who floods an account from outside fills the count of the unknown, and its owner still gets in from the usual place.
 */
export function mayMailCode(
  asked: { readonly network: string; readonly known: boolean },
  before: readonly AskedBefore[],
  now: Instant,
): boolean {
  const recent = before.filter(({ askedAt }) => millisecondsBetween(askedAt, now) < WINDOW_SECONDS * 1000);
  if (recent.filter(({ network }) => network === asked.network).length >= CODES_PER_NETWORK_MAX) return false;
  return asked.known || recent.filter(({ known }) => !known).length < CODES_FROM_UNKNOWN_MAX;
}

/** What is kept of one request for a code. */
export type CodeRequest = {
  readonly endsAt: Instant;
  readonly usedAt: Instant | undefined;
  /** Wrong codes so far from where this try comes from. */
  readonly wrongTries: number;
};

export type CodeVerdict = 'right' | 'wrong' | 'ended';

/** Whether a code lets its bearer in. `isRight`: compared by the caller, in constant time, whatever the request's state is. */
export function judgeCode(request: CodeRequest, isRight: boolean, now: Instant): CodeVerdict {
  if (request.usedAt !== undefined || request.wrongTries >= TRIES_MAX || now >= request.endsAt) return 'ended';
  return isRight ? 'right' : 'wrong';
}

/** The code that somebody typed, as mailed: spaces and dashes are how people read digits aloud. Undefined: no code at all. */
export function readCode(typed: string): string | undefined {
  const digits = typed.slice(0, 40).replace(/[\s.\u2010-\u2015-]/g, '');
  return new RegExp(`^\\d{${CODE_DIGITS}}$`).test(digits) ? digits : undefined;
}

/** Letters and digits that are not mistaken for one another (Crockford's base 32). */
export const SHORT_CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const SHORT_CODE_LENGTH = 6;

/** The short code that the asking screen shows, as typed elsewhere; undefined where it can't be one. */
export function readShortCode(typed: string): string | undefined {
  const text = typed.slice(0, 40).toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return text.length === SHORT_CODE_LENGTH && [...text].every((letter) => SHORT_CODE_ALPHABET.includes(letter)) ? text : undefined;
}
