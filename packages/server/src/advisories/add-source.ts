import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import type { Door } from '../outbound/door.ts';
import { checkSource, type FoundSource } from './check-source.ts';
import { findSourceByName, insertSource } from './source-store.ts';
import { LIST_KINDS, RECORD_KINDS } from './sources/registry.ts';
import type { SourcePolicy } from './sources/source-policy.ts';

export type NewSource = {
  /** A domain, or the address of metadata, aggregator, feed or folder. */
  readonly url: string;
  /** `csaf`, `kev`, `eu-kev`, `epss`, `cve`, `osv` or `nvd`; absent: told by what is there. */
  readonly kind?: string;
  /** What it calls itself, where absent. */
  readonly name?: string;
  readonly allowPrivate?: boolean;
  readonly scheduleSeconds?: number;
  readonly policy?: SourcePolicy;
};
export type AddedSource = { readonly kind: 'added'; readonly id: string; readonly name: string; readonly discovered: FoundSource };

export const SCHEDULE_SECONDS = 900;
export const NAME_MAX = 200;

/**
 * Adds a source after looking what is there, and starts its first poll. Refusals: `nothing-found` with what was tried, in words; `name-taken`;
 * those of `checkSource`.
 */
export async function addSource(
  machine: Machine,
  principal: Principal,
  wanted: NewSource,
  door?: Door,
): Promise<AddedSource | (Refusal & { readonly problems?: readonly Problem[] })> {
  const discovered = await checkSource(machine, wanted, door);
  if (isRefusal(discovered)) return discovered;
  const name = cleanText(wanted.name ?? discovered.name, NAME_MAX) || new URL(discovered.url).host;
  return asPrincipal(machine.database, principal, async (trx) => {
    const now = machine.clock.now();
    const id = newId<'Source'>(now);
    const inserted = await insertSource(trx, {
      id,
      name,
      kind: discovered.sourceKind,
      url: discovered.url,
      allowPrivate: wanted.allowPrivate ?? false,
      scheduleSeconds: wanted.scheduleSeconds ?? usualSchedule(discovered.sourceKind),
      policy: wanted.policy ?? {},
      addedAt: now,
      nextPollAt: now,
    });
    if (!inserted) {
      const there = await findSourceByName(trx, name);
      return refuse('name-taken', `There is a source of this name already, at ${there?.url}.`, 'Give this one another name.', {
        about: 'source',
        url: there?.url ?? '',
      });
    }
    await record(trx, {
      principal,
      at: now,
      action: 'source-added',
      subject: { kind: 'source', id },
      details: { url: discovered.url, kind: discovered.sourceKind, allowPrivate: wanted.allowPrivate ?? false },
    });
    await enqueue(trx, 'poll-source', { sourceId: id }, { key: `poll-source:${id}`, attemptsMax: 3 });
    return { kind: 'added', id, name, discovered };
  });
}

function usualSchedule(kind: string): number {
  return (LIST_KINDS[kind] ?? RECORD_KINDS[kind])?.scheduleSeconds ?? SCHEDULE_SECONDS;
}
