import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './database/open-database.ts';
import type { SecretKeys } from './database/secret-keys.ts';
import type { Clock } from './jobs/clock.ts';
import type { Metrics } from './jobs/metrics.ts';
import type { Traces } from './traces/traces.ts';

/** What every use case and job is handed: the machine it runs on. A test hands in one with its own clock and settings. */
export type Machine = {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** The secret that signs answer links; kept outside the database. 32 bytes. */
  readonly linkSecret: Uint8Array;
  /** Those before it: what they signed works until its own end. Absent: none. */
  readonly earlierLinkSecrets?: readonly Uint8Array[];
  /** Seals what is kept of members' secrets; its keys are outside the database. */
  readonly secrets: SecretKeys;
  /** What the operator's monitoring reads of this process. */
  readonly metrics: Metrics;
  /** Where the steps from poll to delivery are told; absent: nowhere. */
  readonly traces?: Traces | undefined;
  /** Wakes the deliverer at once, beside its slow poll. */
  readonly publicUrl: string;
};
