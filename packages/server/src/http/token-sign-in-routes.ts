import type { FastifyInstance } from 'fastify';
import { showTokenSession, signInWithToken, signOutOfToken } from '@forewarn/api/token-sign-in.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { browserTokenCookie } from '../sessions/browser-token.ts';
import { principalOfToken } from '../sessions/tokens.ts';
import type { Machine } from '../machine.ts';
import { RequestRefused } from './answer-fault.ts';
import { countedAddress } from './counted-address.ts';
import { browserTokenOf } from './request-session.ts';
import { register } from './register.ts';

/** A token has 256 bits; the limit is against noise, not against guessing. Only wrong ones count: nobody locks others out. */
const WRONG_PER_MINUTE_MAX = 10;

/** How an operator with an API token uses the portal: the token goes into a cookie that no script reads. */
export function registerTokenSignInRoutes(app: FastifyInstance, machine: Machine): void {
  const isSecure = () => machine.publicUrl.startsWith('https:');
  const countWrong = app.createRateLimit({
    max: WRONG_PER_MINUTE_MAX,
    timeWindow: '1 minute',
    keyGenerator: ({ ip }) => countedAddress(ip),
  });

  register(app, signInWithToken, async ({ body, request, reply }) => {
    const token = body.token.trim();
    const isToken = /^fwt_[A-Za-z0-9_-]{43}$/.test(token);
    const principal = isToken ? await principalOfToken(machine.database, token, machine.clock.now()) : undefined;
    if (principal === undefined) {
      const count = await countWrong(request);
      if (!count.isAllowed && count.isExceeded) {
        void reply.header('retry-after', Math.max(1, count.ttlInSeconds));
        throw new RequestRefused(429, 'Too many requests.');
      }
      return refuse('not-signed-in', 'This is no token that counts.', 'An administrator makes one.');
    }
    void reply.header('set-cookie', browserTokenCookie(token, isSecure()));
    return {};
  });

  register(app, showTokenSession, ({ request }) => {
    const kept = browserTokenOf(request);
    return kept === undefined ? refuse('not-signed-in', 'No API token is kept in this browser.') : { csrf: kept.csrf };
  });

  register(app, signOutOfToken, ({ reply }) => {
    void reply.header('set-cookie', browserTokenCookie(undefined, isSecure()));
    return {};
  });
}
