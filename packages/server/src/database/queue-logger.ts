import { Logger } from 'graphile-worker';

/** The queue's own chatter is dropped: what matters of a job is logged by `jobs/run-jobs.ts`. */
export const quietQueueLogger = new Logger(() => () => {});
