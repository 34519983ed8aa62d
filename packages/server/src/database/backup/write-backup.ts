import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { InternalFault } from '../../internal-fault.ts';
import { openClient } from '../connection-of-url.ts';
import { MIGRATION_LOCK, schemaNumber } from '../migrate.ts';
import { END_OF_ROWS, FORMAT, type BackupLine, type HeaderLine, type TableSum } from './backup-format.ts';
import { RowChecksum } from './row-checksum.ts';
import { estimateRows, JOBS, readRows, sequencesOf, tablesOf, writeSameTextEverywhere } from './snapshot-queries.ts';

export type BackupOptions = {
  readonly secrets?: HeaderLine['secrets'];
  readonly auditPublicKeys?: HeaderLine['auditPublicKeys'];
  /** Hears how many rows are written of how many that there are about. */
  readonly onProgress?: (done: number, of: number, table: string) => void;
};

export type WrittenBackup = {
  readonly madeAt: string;
  readonly schema: number;
  readonly rows: number;
  readonly tables: readonly TableSum[];
};

/** Chunks below this are joined: COPY brings a row at a time, and each step of the stream costs more than a row. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Writes all that the database holds to `to`, as one moment of it (a read-only transaction, repeatable read), packed by gzip, while the
 * server goes on. Memory stays the same however much there is. Throws `InternalFault` where there is no schema of ours.
 */
export async function writeBackup(connection: pg.PoolConfig, to: Writable, options: BackupOptions = {}): Promise<WrittenBackup> {
  const client = openClient(connection);
  client.on('error', () => {}); // told by the query that it breaks
  await client.connect();
  const written: { outcome?: WrittenBackup } = {};
  try {
    const lines = Readable.from(joined(snapshot(client, options, written)), { objectMode: false });
    await pipeline(lines, createGzip({ level: 4 }), to);
  } finally {
    await client.end().catch(() => {});
  }
  if (written.outcome === undefined) throw new InternalFault('The backup ended before it was whole.');
  return written.outcome;
}

async function* snapshot(client: pg.Client, options: BackupOptions, written: { outcome?: WrittenBackup }): AsyncGenerator<Buffer> {
  await client.query('begin isolation level repeatable read read only');
  await writeSameTextEverywhere(client);
  // No migration may be under way: it would change tables between two of our reads.
  await client.query('select pg_advisory_xact_lock_shared($1)', [MIGRATION_LOCK]);
  const digest = createHash('sha256');
  const tables: TableSum[] = [];
  const header = await headerOf(client, options);
  for await (const bytes of content(client, header, tables, options.onProgress)) {
    digest.update(bytes);
    yield bytes;
  }
  await client.query('commit');
  const rows = rowsIn(tables);
  yield lineOf({ kind: 'end', tables: tables.length, rows, sha256: digest.digest('hex') });
  written.outcome = { madeAt: header.madeAt, schema: header.migrations.at(-1)?.number ?? 0, rows, tables };
}

async function headerOf(client: pg.Client, { secrets, auditPublicKeys }: BackupOptions): Promise<HeaderLine> {
  if ((await schemaNumber(client)) === 0) throw new InternalFault('This database holds no Forewarn yet: there is nothing to back up.');
  const migrations = await client.query('select number, name, sha256 from forewarn.migrations order by number');
  const now = await client.query(
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, current_setting('server_version') as server`,
  );
  const header = {
    kind: 'forewarn-backup',
    format: FORMAT,
    madeAt: now.rows[0].at,
    server: now.rows[0].server,
    migrations: migrations.rows,
    ...(auditPublicKeys === undefined ? {} : { auditPublicKeys }),
  } as const;
  return secrets === undefined ? header : { ...header, secrets };
}

/** Everything between the first line and the last; adds to `tables` what it wrote. */
async function* content(
  client: pg.Client,
  header: HeaderLine,
  tables: TableSum[],
  onProgress: BackupOptions['onProgress'],
): AsyncGenerator<Buffer> {
  yield lineOf(header);
  const expected = onProgress === undefined ? 0 : await estimateRows(client);
  for (const rows of [...(await tablesOf(client)), JOBS]) {
    const before = rowsIn(tables);
    const sum = new RowChecksum();
    yield lineOf(rows);
    for await (const chunk of readRows(client, rows)) {
      sum.add(chunk);
      onProgress?.(before + sum.rows, Math.max(expected, before + sum.rows), rows.name);
      yield chunk;
    }
    const total: TableSum = { name: rows.name, rows: sum.rows, checksum: sum.digest() };
    tables.push(total);
    yield Buffer.from(END_OF_ROWS);
    yield lineOf({ kind: 'rows-end', ...total });
  }
  // Read last: a sequence does not keep to the snapshot, and must be at least as far as every row that it gave a number to.
  for (const sequence of await sequencesOf(client)) yield lineOf(sequence);
}

function rowsIn(tables: readonly TableSum[]): number {
  return tables.reduce((total, table) => total + table.rows, 0);
}

function lineOf(line: BackupLine): Buffer {
  return Buffer.from(`${JSON.stringify(line)}\n`);
}

async function* joined(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(waiting, size);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting, size);
}
