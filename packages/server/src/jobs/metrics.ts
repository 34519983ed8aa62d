import { Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/open-database.ts';
import { inspectWork } from '../database/inspect-database.ts';
import { inspectAnswering } from '../database/inspect-answering.ts';

/**
 * What an operator's Prometheus reads (text format 0.0.4). Names of our own kinds stand in labels and nothing else: no institution, no
 * product, no text of a member or a publisher.
 */
export type Metrics = {
  /** Seconds of a job, by its name and whether it succeeded. */
  readonly jobSeconds: Histogram<'job' | 'outcome'>;
  /** Seconds of a request, by the pattern of its route (never its address: an answer link's address is its key). */
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  /** Seconds of an attempt to deliver. */
  readonly attemptSeconds: Histogram<'channel' | 'outcome'>;
  /** Seconds from planned to sent: the time to warn. */
  readonly warnSeconds: Histogram<'channel' | 'urgent'>;
  /** Seconds from told to an institution's first answer: the time to answer. */
  readonly answerSeconds: Histogram<'urgency'>;
  /** Everything, with what waits in the database read at this moment; that is left out where the database does not answer. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
};

const SECONDS_OF_WORK = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];
/** A minute is promised for an urgent first mail. */
const SECONDS_TO_WARN = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600];

/** An answer to act now is asked for within a quarter of an hour, to what may wait within days. */
const SECONDS_TO_ANSWER = [60, 300, 900, 1_800, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800];

export function startMetrics(database: Database): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const histogram = <Label extends string>(name: string, help: string, labelNames: readonly Label[], buckets: readonly number[]) =>
    new Histogram({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers });
  const work = startWorkGauges(registry, database);
  return {
    jobSeconds: histogram('forewarn_job_seconds', 'Time that jobs take.', ['job', 'outcome'], SECONDS_OF_WORK),
    requestSeconds: histogram('forewarn_request_seconds', 'Time that requests take.', ['method', 'route', 'status'], SECONDS_OF_WORK),
    attemptSeconds: histogram('forewarn_attempt_seconds', 'Time that attempts to deliver take.', ['channel', 'outcome'], SECONDS_OF_WORK),
    warnSeconds: histogram('forewarn_time_to_warn_seconds', 'From planned to sent.', ['channel', 'urgent'], SECONDS_TO_WARN),
    answerSeconds: histogram(
      'forewarn_time_to_answer_seconds',
      "From told to an institution's first answer.",
      ['urgency'],
      SECONDS_TO_ANSWER,
    ),
    text: async () => {
      await work().catch(() => {}); // forewarn_database_up says it; what is known of this process is told all the same
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/** What waits, over the whole of Forewarn: every process that is asked tells the same. */
function startWorkGauges(registry: Registry, database: Database): () => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name: `forewarn_${name}`, help, registers: [registry] });
  const up = gauge('database_up', '1 where the database answers.');
  const jobsDue = gauge('jobs_due', 'Jobs that could be worked now.');
  const oldestJob = gauge('job_oldest_seconds', 'How long the oldest of them has been due.');
  const jobsGivenUp = gauge('jobs_given_up', 'Jobs that failed at every try.');
  const deliveriesDue = gauge('deliveries_due', 'Deliveries that should go out now.');
  const oldestDelivery = gauge('delivery_oldest_seconds', 'Since when the oldest of them was planned.');
  const failedToday = gauge('deliveries_failed_today', 'Deliveries that failed for good in the last 24 hours.');
  const notices = gauge('notices_open', 'What the CERT was told and has not resolved.');
  const answering = new Gauge({
    name: 'forewarn_answered_within_seconds',
    help: 'From told to the first answer, of what was answered in the last 30 days.',
    labelNames: ['quantile'],
    registers: [registry],
  });
  return async () => {
    up.set(0);
    const facts = await inspectWork(database);
    up.set(1);
    jobsDue.set(facts.jobsDue);
    oldestJob.set(facts.oldestJobSeconds);
    jobsGivenUp.set(facts.jobsGivenUp);
    deliveriesDue.set(facts.deliveriesDue);
    oldestDelivery.set(facts.oldestDeliverySeconds);
    failedToday.set(facts.deliveriesFailedToday);
    notices.set(facts.openNotices);
    const { half, nineOfTen } = await inspectAnswering(database);
    answering.reset();
    if (half !== undefined) answering.set({ quantile: '0.5' }, half);
    if (nineOfTen !== undefined) answering.set({ quantile: '0.9' }, nineOfTen);
  };
}
