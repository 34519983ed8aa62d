import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { databaseTime } from '../../database/database-time.ts';
import { systemClock } from '../../jobs/clock.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import { inWords } from './in-words.ts';
import type { PlaceWithDatabase } from './place.ts';

const CHECK = 'clock';
/** Clocks further apart than this make times in mails and deadlines doubtful. */
const SKEW_MS_WARN = 2_000;
const SKEW_MS_BAD = 60_000;

/** This machine's clock against the database's, which is the one that Forewarn goes by. */
export async function* examineClock({ database }: PlaceWithDatabase): AsyncGenerator<Finding> {
  const skewMs = Math.abs((await databaseTime(database)) - millisecondsOf(systemClock.now()));
  const message = `The clocks of this machine and of the database are ${inWords(skewMs / 1_000)} apart.`;
  const hint = 'Let both keep time by NTP.';
  if (skewMs > SKEW_MS_BAD) yield wrong(CHECK, { message, hint });
  else if (skewMs > SKEW_MS_WARN) yield worthALook(CHECK, message, hint);
  else yield well(CHECK, 'The clocks of this machine and of the database agree.');
}
