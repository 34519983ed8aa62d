import { createHash, randomBytes } from 'node:crypto';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findFeed, touchFeed, type StoredFeed } from './feed-store.ts';

/** Last use is noted this coarsely: calendars ask all day. */
const USE_NOTED_MS = 60_000;

/** A new secret for an address, and the digest that is kept of it. */
export function makeFeedToken(): { readonly token: string; readonly sha256: Uint8Array } {
  const token = `fwf_${randomBytes(32).toString('base64url')}`;
  return { token, sha256: digestOf(token) };
}

/**
 * The feed that a token in an address is of, and as whom it reads: the institution as by a code from a mail, so that the database and the rule
 * of labels give it nothing above GREEN. Undefined where the token is unknown or revoked. The token is whatever somebody typed: hostile.
 */
export async function openFeed(
  machine: Machine,
  token: string,
): Promise<{ readonly feed: StoredFeed; readonly principal: Extract<Principal, { kind: 'institution' }> } | undefined> {
  if (!/^fwf_[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  const now = machine.clock.now();
  return asSystem(machine.database, 'open-feed', async (trx) => {
    const feed = await findFeed(trx, digestOf(token));
    if (feed === undefined) return undefined;
    if (feed.lastUsedAt === undefined || millisecondsOf(now) - millisecondsOf(feed.lastUsedAt) >= USE_NOTED_MS)
      await touchFeed(trx, feed.id, now);
    const institutionId = idOf<'Institution'>(feed.institutionId);
    return { feed, principal: { kind: 'institution', name: `feed ${feed.name}`, institutionId, roles: [], assurance: 'email' } };
  });
}

function digestOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
