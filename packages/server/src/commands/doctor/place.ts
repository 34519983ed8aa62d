import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Config } from '../../config.ts';
import type { Database } from '../../database/open-database.ts';
import type { NameServer } from '../../outbound/name-server.ts';
import type { Finding } from './finding.ts';

/** What the doctor looks at: settings, machine and outside world. */
export type Place = {
  readonly config: Config;
  readonly names: NameServer;
  /** By this machine's own clock. */
  readonly now: Instant;
};

/** The same with a database that has a schema of ours. */
export type PlaceWithDatabase = Place & { readonly database: Database };

export type Findings = Iterable<Finding> | AsyncIterable<Finding>;

/** One noun's examination: `check` names what could not be looked at, where it breaks off. */
export type Examination<Where extends Place = Place> = { readonly check: string; readonly examine: (place: Where) => Findings };
