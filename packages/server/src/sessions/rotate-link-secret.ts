import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { INVITATION_DAYS } from '@forewarn/core/institutions/nomination.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { oldestLiveLink } from './link-secret-store.ts';
import { replaceLinkSecret } from './link-secret.ts';

/** A contact's own page has no end of its own, and the next mail asks again after 90 days; an invitation to join ends then (INVITATION_DAYS). */
const PAGE_LINK_SECONDS = INVITATION_DAYS * 86_400;

/**
 * A new secret signs links and codes from now on. Links that were sent go on working until their own end, under the secret that made them;
 * one that no link needs any more is dropped. With `forget` all of them end at once: for when the secret itself got out.
 */
export async function rotateLinkSecret(
  machine: Pick<Machine, 'database' | 'clock' | 'config'>,
  forget: boolean,
): Promise<{ readonly kept: number }> {
  const now = machine.clock.now();
  const oldest = await asSystem(machine.database, 'forewarn secrets', (trx) => oldestLiveLink(trx, now));
  const oldestPageLink = secondsLater(now, -PAGE_LINK_SECONDS);
  const isNeeded = ({ until }: { readonly until: Instant }) =>
    !forget && (oldestPageLink <= until || (oldest !== undefined && oldest <= until));
  const { kept } = replaceLinkSecret(machine.config.dataDirectory, now, isNeeded);
  await asSystem(machine.database, 'forewarn secrets', (trx) =>
    record(trx, {
      principal: { kind: 'system', name: 'forewarn secrets' },
      at: now,
      action: 'link-secret-rotated',
      subject: { kind: 'link-secret', id: 'all' },
      details: { kept, forgotten: forget },
    }),
  );
  return { kept };
}
