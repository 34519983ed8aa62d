import { millisecondsBetween, secondsLater, type Instant } from '../basics/instant.ts';

/** How somebody showed who they are. `email` is the weakest: who reads the mailbox. */
export const ASSURANCES = ['passkey', 'oidc', 'email'] as const;
export type Assurance = (typeof ASSURANCES)[number];

/** Whose session it is: the CERT's sees all institutions. */
export type SessionHolder = 'cert' | 'other';

export type SessionLimits = {
  /** Without a request. */
  readonly idleSeconds: number;
  /** From signing in, whatever happens in between. */
  readonly absoluteSeconds: number;
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Our choice, decision 021: a shift for the CERT, a working week for members, one sitting where a mailbox is all that was shown. */
export const SESSION_LIMITS: Readonly<Record<SessionHolder, Readonly<Record<Assurance, SessionLimits>>>> = {
  cert: {
    passkey: { idleSeconds: 2 * HOUR, absoluteSeconds: 12 * HOUR },
    oidc: { idleSeconds: HOUR, absoluteSeconds: 12 * HOUR },
    email: { idleSeconds: 15 * MINUTE, absoluteSeconds: HOUR },
  },
  other: {
    passkey: { idleSeconds: 24 * HOUR, absoluteSeconds: 7 * 24 * HOUR },
    oidc: { idleSeconds: 8 * HOUR, absoluteSeconds: 24 * HOUR },
    email: { idleSeconds: 30 * MINUTE, absoluteSeconds: 4 * HOUR },
  },
};

/** How long a sign-in counts as fresh: long enough to press the button that asked for it. */
export const FRESH_SECONDS = 5 * MINUTE;

export type SessionTimes = {
  readonly begunAt: Instant;
  readonly usedAt: Instant;
  /** When the holder last showed who they are. */
  readonly provedAt: Instant;
};

/** Whether a session still counts: neither left alone for too long nor too old. A clock that went back ends it too. */
export function isSessionLive(times: SessionTimes, limits: SessionLimits, now: Instant): boolean {
  return isWithin(times.usedAt, limits.idleSeconds, now) && isWithin(times.begunAt, limits.absoluteSeconds, now);
}

/** Whether the holder showed who they are so recently that act now, exports, keys and roles are open to them. */
export function isFresh({ provedAt }: Pick<SessionTimes, 'provedAt'>, now: Instant): boolean {
  return isWithin(provedAt, FRESH_SECONDS, now);
}

/** The latest moment at which a session that begins now can still count. */
export function sessionEnd(limits: SessionLimits, begunAt: Instant): Instant {
  return secondsLater(begunAt, limits.absoluteSeconds);
}

/** Two processes' clocks may differ by this much. */
const SKEW_MS = 60_000;

function isWithin(since: Instant, seconds: number, now: Instant): boolean {
  const passedMs = millisecondsBetween(since, now);
  return passedMs >= -SKEW_MS && passedMs < seconds * 1000;
}
