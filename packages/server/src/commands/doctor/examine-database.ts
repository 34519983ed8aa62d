import { inspectDatabase, type DatabaseFacts } from '../../database/inspect-database.ts';
import { knownMigrations } from '../../database/migrate.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import type { PlaceWithDatabase } from './place.ts';

const MB = 1024 * 1024;
const CONNECTIONS_FULL = 0.8;
/** PostgreSQL 15, as `server_version_num`. */
const SERVER_NUMBER_MIN = 150_000;

/** The server, its schema beside what this program brings, and whether row policies still close everything. */
export async function* examineDatabase({ config, database }: PlaceWithDatabase): AsyncGenerator<Finding> {
  const facts = await inspectDatabase(database);
  const where = config.database.kind === 'embedded' ? 'private' : 'by DATABASE_URL';
  const message = `PostgreSQL ${facts.server} (${where}), ${Math.round(facts.sizeBytes / MB).toLocaleString('en')} MB.`;
  yield facts.serverNumber < SERVER_NUMBER_MIN
    ? wrong('database', { message, hint: 'Forewarn needs PostgreSQL 15 or later.' })
    : well('database', message);
  yield await schemaFinding(facts);
  if (facts.schema === 0) return;
  yield* closednessFindings(facts);
  const connections = `${facts.connections} of ${facts.connectionsMax} connections are in use.`;
  yield facts.connections > facts.connectionsMax * CONNECTIONS_FULL
    ? worthALook('connections', connections, 'Raise max_connections, or find who holds them in pg_stat_activity.')
    : well('connections', connections);
}

async function schemaFinding({ schema, newestBreaking }: DatabaseFacts): Promise<Finding> {
  const known = (await knownMigrations()).at(-1)?.number ?? 0;
  const check = 'schema';
  if (schema === 0) return worthALook(check, 'The database is empty.', 'forewarn start fills it.');
  if (schema > known && newestBreaking <= known)
    return worthALook(
      check,
      `The database has schema ${schema}, of a newer Forewarn; this program knows up to ${known} and works on it.`,
      'Bring this machine to the newer release too.',
    );
  if (schema > known)
    return wrong(check, {
      message: `The database has schema ${schema}; this program knows up to ${known}.`,
      hint: 'Use the newer Forewarn that made it.',
    });
  if (schema < known)
    return worthALook(
      check,
      `The database has schema ${schema}; this program brings ${known}.`,
      'Make a backup, then: forewarn migrate (start does it too).',
    );
  return well(check, `Schema ${schema}, as this program has it.`);
}

function* closednessFindings(facts: DatabaseFacts): Generator<Finding> {
  yield facts.openTables.length === 0
    ? well('row-policies', 'Every table is closed by row policies.')
    : wrong('row-policies', {
        message: `No row policy closes: ${facts.openTables.join(', ')}.`,
        hint: 'Somebody changed the schema by hand. Put it back: alter table … enable row level security',
      });
  yield roleFinding(facts);
}

function roleFinding({ role, login }: DatabaseFacts): Finding {
  const check = 'role';
  switch (role) {
    case 'right':
      return well(check, 'The application acts as forewarn_app, which bypasses nothing.');
    case 'absent':
      return wrong(check, {
        message: 'The role forewarn_app is not there.',
        hint: 'forewarn migrate makes it, where the login may make roles.',
      });
    case 'not-ours':
      return wrong(check, { message: `The login ${login} may not act as forewarn_app.`, hint: `grant forewarn_app to ${login}` });
    case 'too-powerful':
      return wrong(check, {
        message: 'The role forewarn_app has powers that let it past the row policies.',
        hint: 'alter role forewarn_app nosuperuser nobypassrls nocreaterole',
      });
  }
}
