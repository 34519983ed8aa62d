import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { previewRelease, releaseWarning } from '@forewarn/api/warnings.ts';
import { atLeast, atMost, plain, type Report } from '../report.ts';
import { fillInstitutions } from './fill-institutions.ts';
import type { Sink } from './open-sink.ts';
import { draftToAll, inPlace, untilRecorded, type Place } from './place.ts';
import { dearestStatements, forgetStatements, pidOfPostgres, tellShares, usedBy } from './shares.ts';
import { watchMemory } from './watch-process.ts';

const PATIENCE_MS = 60_000;
/** Times the rate of Postfix's own queue in the same run. */
const TIMES_POSTFIX = 3;

export type ToMeasure = {
  /** Mails per second of its queue, where it was measured. */
  readonly postfix: number | undefined;
  /** A folder that gets the server's processor profile and the database's statements: where the time goes. Slower. */
  readonly profile: string | undefined;
};

/** Mails per second: from the answer to the release (or the first mail, where that was before) on, and from the question on, with all planning. */
export type Rates = { readonly delivery: number; readonly whole: number };

/** An act-now warning to so many institutions: released, one own mail for each, a record of each kept. */
export async function measureRelease(report: Report, sink: Sink, scale: number, asked: ToMeasure): Promise<Rates> {
  const settings = { FOREWARN_SMTP_URL: `smtp://127.0.0.1:${sink.port}` };
  return inPlace(settings, (place) => measureIn(place, report, sink, scale, asked), asked.profile);
}

async function measureIn(place: Place, report: Report, sink: Sink, scale: number, { postfix, profile }: ToMeasure): Promise<Rates> {
  const { server, machine, cert } = place;
  const memory = watchMemory(server.pid);
  try {
    report.progress(`${scale} institutions`);
    await fillInstitutions(machine, scale);
    await sink.reset();
    const id = await draftToAll(place);
    const filled = memory.most();
    const previewAskedAt = Date.now();
    const preview = await cert.call(previewRelease, { params: { id } });
    const previewedAt = Date.now();
    const previewed = memory.most();
    const postgres = await pidOfPostgres(machine);
    const pids = { server: server.pid, postgres, sink: sink.pid };
    if (profile !== undefined) await forgetStatements(machine);
    const before = usedBy(pids);
    const askedAt = Date.now();
    await cert.call(releaseWarning, { params: { id }, body: { previewDigest: preview.digest, alone: { because: 'a benchmark' } } });
    const releasedAt = Date.now();
    const afterRelease = usedBy(pids);
    const atRelease = memory.most();
    const taken = await sink.waitFor(preview.counts.messages, PATIENCE_MS);
    await untilRecorded(machine, PATIENCE_MS);
    const recordedAt = Date.now();
    const after = usedBy(pids);
    if (profile !== undefined) await writeFile(join(profile, `statements-${scale}.txt`), await dearestStatements(machine, scale));
    tellShares(report, scale, before, afterRelease, after);
    report.progress(
      `the server's memory at most: ${filled.toFixed(0)} MiB before, ${previewed.toFixed(0)} at the preview, ${atRelease.toFixed(0)} at the release, ${memory.most().toFixed(0)} in all`,
    );
    const of = (workload: string, figure: number, unit: 's' | 'count' | 'mails/s' | 'MiB' | 'bytes') => ({
      workload: `delivery/${workload}`,
      scale,
      figure,
      unit,
    });
    // From when the release was answered (or the first mail came, where that was before) to when each had its record.
    const seconds = (recordedAt - Math.min(releasedAt, taken.firstAt)) / 1000;
    const rate = taken.mails / seconds;
    const whole = (1000 * taken.mails) / (recordedAt - askedAt);
    report.figure(plain(of('previewed', (previewedAt - previewAskedAt) / 1000, 's')));
    report.figure(plain(of('released', (releasedAt - askedAt) / 1000, 's')));
    report.figure(atMost(2, of('first-mail', (taken.firstAt - askedAt) / 1000, 's')));
    const last = of('last-mail', (taken.lastAt - askedAt) / 1000, 's');
    report.figure(scale <= 2_000 ? atMost(5, last) : plain(last));
    report.figure(plain(of('mail-size', taken.bytes / taken.mails, 'bytes')));
    report.figure(plain(of('sent-twice', taken.again, 'count')));
    report.figure(
      postfix === undefined
        ? plain(of('rate', rate, 'mails/s'))
        : atLeast(Math.round(TIMES_POSTFIX * postfix), of('rate', rate, 'mails/s')),
    );
    report.figure(plain(of('rate-from-asked', whole, 'mails/s')));
    report.figure(atMost(500, of('memory', memory.most(), 'MiB')));
    return { delivery: rate, whole };
  } finally {
    memory.stop();
  }
}
