import { createHash } from 'node:crypto';
import { epssReader, type EpssScore, type EpssSummary } from '@forewarn/core/advisories/formats/epss.ts';
import { readDay } from '@forewarn/core/basics/day.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import { refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { deleteEpssScores, findEpssDay, forgetEpssBytes, holdEpss, insertEpssDay, insertEpssScores } from './epss-store.ts';
import { unpackEpss } from './unpack-epss.ts';

/** Rows that go to the database at once. */
const BATCH = 20_000;
/** Files of which the bytes are kept (decision 013). */
const FILES_KEPT = 7;

export type EpssFile = {
  readonly bytes: Uint8Array;
  /** Where it came from; its name tells the day where the file does not. */
  readonly url: string;
  readonly sourceId?: string;
  /** As the publisher's server said (RFC 9110 §8.8.2); tells the day where nothing else does. */
  readonly lastModified?: string;
};

export type AcceptedEpss = {
  /** `known`: this day in these bytes is in force. `older`: a newer day is, and stays. */
  readonly kind: 'accepted' | 'known' | 'older';
  /** YYYY-MM-DD. */
  readonly scoreDate: string;
  readonly scoreCount: number;
  readonly problems: readonly Problem[];
};

/**
 * Makes the scores of a daily EPSS file the ones in force, in one transaction. The file is read twice as a stream, first to know that it is whole:
 * a broken one changes nothing. Refusals: `input-unreadable`; `list-shrank` where it has less than half of the scores in force.
 */
export async function acceptEpss(
  machine: Machine,
  principal: Principal,
  file: EpssFile,
): Promise<AcceptedEpss | (Refusal & { readonly problems?: readonly Problem[] })> {
  const survey = await surveyEpss(file.bytes);
  if (survey.kind === 'unreadable') return refuseUnreadable(survey.problems);
  const now = machine.clock.now();
  const scoreDate = survey.value.scoreDate ?? dayOf(file) ?? now.slice(0, 10);
  const day = { scoreDate, sha256: createHash('sha256').update(file.bytes).digest('hex'), scoreCount: survey.value.count };
  const outcome = (kind: AcceptedEpss['kind']): AcceptedEpss => ({
    kind,
    scoreDate,
    scoreCount: day.scoreCount,
    problems: survey.problems,
  });
  return asPrincipal(machine.database, principal, async (trx) => {
    await holdEpss(trx);
    const inForce = await findEpssDay(trx);
    if (inForce !== undefined && inForce.scoreDate > scoreDate) return outcome('older');
    if (inForce?.scoreDate === scoreDate && inForce.sha256 === day.sha256) return outcome('known');
    if (inForce !== undefined && day.scoreCount * 2 < inForce.scoreCount)
      return refuse(
        'list-shrank',
        `The file has ${day.scoreCount} scores, and the one of ${inForce.scoreDate} has ${inForce.scoreCount}; that one stays in force.`,
        'Look whether the file is whole.',
        { has: day.scoreCount, had: inForce.scoreCount },
      );
    if (inForce?.scoreDate === scoreDate) await deleteEpssScores(trx, { of: scoreDate });
    await insertAll(trx, scoreDate, file.bytes);
    await deleteEpssScores(trx, { exceptOf: scoreDate });
    const { modelVersion } = survey.value;
    await insertEpssDay(trx, { ...day, modelVersion, sourceId: file.sourceId, url: file.url, bytes: file.bytes, storedAt: now });
    await forgetEpssBytes(trx, FILES_KEPT);
    const details = { scoreCount: day.scoreCount, sha256: day.sha256 };
    await record(trx, { principal, at: now, action: 'epss-accepted', subject: { kind: 'epss', id: scoreDate }, details });
    return outcome('accepted');
  });
}

async function surveyEpss(bytes: Uint8Array): Promise<Read<EpssSummary>> {
  const reader = epssReader();
  try {
    for await (const text of unpackEpss(bytes)) reader.next(text);
  } catch (cause) {
    return unreadable({
      code: 'file-damaged',
      at: '',
      message: `The packed file is damaged or cut short (${cause instanceof Error ? cause.message : 'unknown'}).`,
      hint: 'Fetch it again.',
    });
  }
  return reader.end().outcome;
}

async function insertAll(trx: Transaction, scoreDate: string, bytes: Uint8Array): Promise<void> {
  const reader = epssReader();
  let waiting: EpssScore[] = [];
  const write = async () => {
    // A CVE that is there twice counts as its last one.
    if (waiting.length > 0) await insertEpssScores(trx, scoreDate, [...new Map(waiting.map((score) => [score.cve, score])).values()]);
    waiting = [];
  };
  for await (const text of unpackEpss(bytes)) {
    for (const score of reader.next(text)) waiting.push(score);
    if (waiting.length >= BATCH) await write();
  }
  waiting.push(...reader.end().last);
  await write();
}

/** The day in the file's name, else when the server says that it last changed. */
function dayOf({ url, lastModified }: EpssFile): string | undefined {
  const named = readDay(/epss_scores-(\d{4}-\d{2}-\d{2})\b/.exec(url)?.[1] ?? '');
  if (named !== undefined) return named;
  const changed = Date.parse(lastModified ?? '');
  return Number.isNaN(changed) ? undefined : new Date(changed).toISOString().slice(0, 10);
}
