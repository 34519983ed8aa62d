import { SOURCE_JOBS } from './advisories/source-jobs.ts';
import type { Jobs, JobWork, Recurring } from './jobs/run-jobs.ts';

/** A job whose room is not furnished yet: it stays in the queue, with this as its last error, until it is. */
const waitsForItsRoom: JobWork = async () => {
  throw new Error('this job has no work yet');
};

/** What each job does. */
export const JOB_WORK: Jobs = {
  ...SOURCE_JOBS,
  'match-advisory': waitsForItsRoom,
  'match-inventory': waitsForItsRoom,
  'raise-warnings': waitsForItsRoom,
  'deliver-due': waitsForItsRoom,
  'tell-of-answer': waitsForItsRoom,
};

/** What comes back by itself: the whole clock of Forewarn on one page, in UTC. */
export const RECURRING: readonly Recurring[] = [
  { pattern: '* * * * *', job: 'poll-due-sources' },
  { pattern: '*/5 * * * *', job: 'watch-sources' },
];
