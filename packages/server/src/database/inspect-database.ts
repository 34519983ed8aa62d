import type { Database } from './open-database.ts';
import { APPLICATION_ROLE } from './application-role.ts';
import { newestBreaking, schemaNumber } from './migrate.ts';

/** What the doctor looks at, as the owner and without changing anything. Times in seconds, sizes in bytes. */
export type DatabaseFacts = {
  readonly server: string;
  readonly serverNumber: number;
  readonly login: string;
  readonly schema: number;
  /** The highest migration that programs which do not know it can't work with; 0: none. */
  readonly newestBreaking: number;
  readonly sizeBytes: number;
  readonly connections: number;
  readonly connectionsMax: number;
  /** Tables of ours that no row policy closes. */
  readonly openTables: readonly string[];
  readonly role: 'absent' | 'not-ours' | 'too-powerful' | 'right';
  /** Milliseconds since 1970, by the database's clock. */
  readonly clockMs: number;
};

export async function inspectDatabase(database: Database): Promise<DatabaseFacts> {
  const client = await database.pool.connect();
  try {
    const found = await client.query(
      `select current_setting('server_version') as server, current_setting('server_version_num')::int as number, current_user as login,
         pg_database_size(current_database())::float8 as size, (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
         current_setting('max_connections')::int as most, (extract(epoch from clock_timestamp()) * 1000)::float8 as clock,
         array(select relname::text from pg_class where relnamespace = to_regnamespace('forewarn') and relkind in ('r', 'p') and not relrowsecurity
           and relname <> 'migrations' order by 1) as open,
         (select case when rolsuper or rolbypassrls or rolcreaterole then 'too-powerful' when not pg_has_role(current_user, oid, 'member') then 'not-ours' else 'right' end
           from pg_roles where rolname = $1) as role`,
      [APPLICATION_ROLE],
    );
    const row = found.rows[0];
    const schema = await schemaNumber(client);
    return {
      server: row.server,
      serverNumber: row.number,
      login: row.login,
      schema,
      newestBreaking: schema === 0 ? 0 : await newestBreaking(client),
      sizeBytes: row.size,
      connections: row.connections,
      connectionsMax: row.most,
      openTables: row.open,
      role: row.role ?? 'absent',
      clockMs: row.clock,
    };
  } finally {
    client.release();
  }
}

export type WorkFacts = {
  readonly jobsDue: number;
  readonly oldestJobSeconds: number;
  /** Given up after their last attempt. */
  readonly jobsGivenUp: number;
  /** Their names, each with how many, the most first. */
  readonly givenUpNames: readonly string[];
  readonly deliveriesDue: number;
  readonly oldestDeliverySeconds: number;
  readonly deliveriesFailedToday: number;
  readonly administrators: number;
  readonly openNotices: number;
  /** Mails of the last 30 days of which nothing could be made. */
  readonly mailsSetAside: number;
};

/** What waits, on a database that has our schema. */
export async function inspectWork(database: Database): Promise<WorkFacts> {
  const jobs = await database.pool.query(
    `select count(*) filter (where attempts < max_attempts and run_at <= now())::int as due,
       coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now())), 0)::float8 as oldest,
       count(*) filter (where attempts >= max_attempts)::int as given_up
     from graphile_worker._private_jobs`,
  );
  const deliveries = await database.pool.query(
    `select count(*) filter (where state = 'planned' and next_attempt_at <= now())::int as due,
       coalesce(extract(epoch from now() - min(planned_at) filter (where state = 'planned' and next_attempt_at <= now())), 0)::float8 as oldest,
       count(*) filter (where state = 'failed' and ended_at > now() - interval '1 day')::int as failed
     from forewarn.deliveries`,
  );
  const givenUp = await database.pool.query<{ name: string }>(
    `select t.identifier || ' (' || count(*) || ')' as name from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts >= j.max_attempts group by t.identifier order by count(*) desc, t.identifier limit 20`,
  );
  const rest = await database.pool.query(
    `select (select count(*)::int from forewarn.read_mails where kind = 'set-aside' and read_at > now() - interval '30 days') as aside, (select count(*)::int from forewarn.api_tokens where kind = 'cert' and 'administrator' = any(roles) and revoked_at is null) as administrators,
       (select count(*)::int from forewarn.notices where resolved_at is null) as notices`,
  );
  return {
    jobsDue: jobs.rows[0].due,
    oldestJobSeconds: jobs.rows[0].oldest,
    jobsGivenUp: jobs.rows[0].given_up,
    givenUpNames: givenUp.rows.map(({ name }) => name),
    deliveriesDue: deliveries.rows[0].due,
    oldestDeliverySeconds: deliveries.rows[0].oldest,
    deliveriesFailedToday: deliveries.rows[0].failed,
    administrators: rest.rows[0].administrators,
    openNotices: rest.rows[0].notices,
    mailsSetAside: rest.rows[0].aside,
  };
}
