import { millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';
import { listAllSources } from '../../advisories/source-store.ts';
import type { Source } from '../../advisories/source.ts';
import { asSystem } from '../../database/as-principal.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import { inWords } from './in-words.ts';
import type { PlaceWithDatabase } from './place.ts';

const CHECK = 'sources';
/** So many polls left out, and nobody polls. */
const INTERVALS_MAX = 4;
/** A poll of a large publisher takes a while. */
const GRACE_SECONDS = 1_800;

/** Every source: what its last poll said, and how long ago it was heard. */
export async function* examineSources({ database, now }: PlaceWithDatabase): AsyncGenerator<Finding> {
  const sources = await asSystem(database, 'doctor', listAllSources);
  if (sources.length === 0) {
    const message = 'There are no sources: no advisory comes in by itself.';
    yield worthALook(CHECK, message, 'forewarn sources add https://publisher.example');
    return;
  }
  const ill = sources.flatMap((source) => faultFinding(source) ?? ageFinding(source, now) ?? []);
  yield* ill;
  if (ill.length === 0) yield well(CHECK, `${sources.length} sources, each heard at its last poll.`);
}

function faultFinding({ name, lastFault, failingSince }: Source): Finding | undefined {
  if (lastFault === undefined) return undefined;
  const hint = lastFault.hint ?? 'forewarn sources poll NAME tries it now.';
  if (failingSince === undefined) return worthALook(CHECK, `${name}: ${lastFault.message}`, hint);
  return wrong(CHECK, { message: `${name}: ${lastFault.message} Failing since ${failingSince}.`, hint });
}

function ageFinding({ name, addedAt, lastSuccessAt, scheduleSeconds }: Source, now: Instant): Finding | undefined {
  const seconds = (millisecondsOf(now) - millisecondsOf(lastSuccessAt ?? addedAt)) / 1_000;
  if (seconds <= scheduleSeconds * INTERVALS_MAX + GRACE_SECONDS) return undefined;
  const heard = lastSuccessAt === undefined ? 'was never heard' : `was last heard ${inWords(seconds)} ago`;
  return wrong(CHECK, {
    message: `${name} ${heard}; it should be every ${inWords(scheduleSeconds)}.`,
    hint: 'Does a Forewarn run that works (FOREWARN_ROLE worker or all)? forewarn sources poll NAME tries it now.',
  });
}
