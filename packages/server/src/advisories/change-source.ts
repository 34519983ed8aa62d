import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { NAME_MAX } from './add-source.ts';
import type { Source } from './source.ts';
import { findSource, findSourceByName, updateSource } from './source-store.ts';
import type { SourcePolicy } from './sources/source-policy.ts';

export type WantedChange = {
  readonly name?: string;
  readonly scheduleSeconds?: number;
  /** The whole policy: what is absent in it follows the defaults. */
  readonly policy?: SourcePolicy;
  readonly allowPrivate?: boolean;
};

/** Changes what the CERT decides about a source; what is absent stays. Refusals: `no-such`, `name-taken`. */
export async function changeSource(machine: Machine, principal: Principal, id: string, wanted: WantedChange): Promise<Source | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const source = await findSource(trx, id);
    if (source === undefined) return refuse('no-such', 'There is no such source.');
    const name = cleanText(wanted.name ?? source.name, NAME_MAX) || source.name;
    const namesake = await findSourceByName(trx, name);
    if (namesake !== undefined && namesake.id !== id)
      return refuse('name-taken', `There is a source of this name already, at ${namesake.url}.`, 'Give this one another name.', {
        about: 'source',
        url: namesake.url,
      });
    const scheduleSeconds = wanted.scheduleSeconds ?? source.scheduleSeconds;
    const change = {
      name,
      scheduleSeconds,
      policy: wanted.policy ?? source.policy,
      allowPrivate: wanted.allowPrivate ?? source.allowPrivate,
      nextPollAt: earlier(source.nextPollAt, secondsLater(machine.clock.now(), scheduleSeconds)),
    };
    await updateSource(trx, id, change);
    await record(trx, {
      principal,
      at: machine.clock.now(),
      action: 'source-changed',
      subject: { kind: 'source', id },
      details: {
        ...beforeAndAfter(source, { ...source, ...change }),
        scheduleSeconds,
        policy: change.policy,
        allowPrivate: change.allowPrivate,
      },
    });
    return { ...source, ...change };
  });
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}
