import type { FastifyReply, FastifyRequest } from 'fastify';
import { CODE_SECONDS } from '@forewarn/core/institutions/sign-in-by-mail.ts';
import type { Machine } from '../machine.ts';
import { newSecret, secretCookie, secretInCookie } from '../sessions/secret-cookie.ts';
import type { Place } from '../sessions/session.ts';
import { countedAddress } from './counted-address.ts';

/** The longest that any session lasts; the database ends it sooner. */
const COOKIE_SECONDS = 7 * 24 * 3600;
/** Of one address. A hospital signs in from one, so not narrow; what can be guessed at is counted for itself. */
export const SIGN_INS = { perMinuteMax: 60 };

/** The browser's part of signing in: from where it asks, and the cookies that it keeps. */
export type SignInBrowser = {
  readonly placeOf: (request: FastifyRequest) => Place;
  /** What marks the browser that asked a question. */
  readonly askingBrowser: (request: FastifyRequest) => string | undefined;
  /** A new secret for each question: none that somebody planted is taken over. */
  readonly markBrowser: (reply: FastifyReply) => string;
  /** The session's secret, and no question any more. */
  readonly keep: (reply: FastifyReply, secret: string) => void;
  readonly forget: (reply: FastifyReply) => void;
};

export function signInBrowser(machine: Machine): SignInBrowser {
  const isSecure = () => machine.publicUrl.startsWith('https:');
  return {
    placeOf: (request) => ({ network: countedAddress(request.ip), device: request.headers['user-agent'] ?? '' }),
    askingBrowser: (request) => secretInCookie(request.headers.cookie, 'forewarn_asking', isSecure()),
    markBrowser: (reply) => {
      const secret = newSecret();
      void reply.header('set-cookie', secretCookie('forewarn_asking', secret, CODE_SECONDS, isSecure()));
      return secret;
    },
    keep: (reply, secret) =>
      void reply.header('set-cookie', [
        secretCookie('forewarn_session', secret, COOKIE_SECONDS, isSecure()),
        secretCookie('forewarn_asking', '', 0, isSecure()),
      ]),
    forget: (reply) => void reply.header('set-cookie', secretCookie('forewarn_session', '', 0, isSecure())),
  };
}
