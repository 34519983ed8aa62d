/**
 * What a backup file holds (docs/operating/backup.md). Unpacked with gzip it is lines of text: a line of JSON says what follows; after a
 * `rows` line come the rows as PostgreSQL's COPY writes them (text format, PostgreSQL 18 "COPY", File Formats), ended by a line `\.`,
 * which no row can be, because COPY doubles every backslash in data.
 */
export const FORMAT = 1;
export const END_OF_ROWS = '\\.\n';

/** First line. */
export type HeaderLine = {
  readonly kind: 'forewarn-backup';
  readonly format: number;
  /** When the snapshot was taken, by the database's clock. */
  readonly madeAt: string;
  /** Version of the database server that it was made on; for people. */
  readonly server: string;
  readonly migrations: readonly { readonly number: number; readonly name: string; readonly sha256: string }[];
  /** Present only where the operator asked for it: base64url of what lies outside the database. */
  readonly secrets?: {
    readonly linkSecret: string;
    /** PEM (PKCS #8). */ readonly auditKey?: string;
    /** Lines of the file of secret keys. */ readonly secretKeys?: string;
    /** The two lines of the file of push keys. */ readonly pushKeys?: string;
  };
  /** PEM (SPKI): what signed the audit trail, now and in earlier days. Public, so always there; absent in a backup of before that. */
  readonly auditPublicKeys?: readonly string[];
};

/** Before rows: of a table in schema forewarn, or the jobs that wait in the queue. */
export type RowsLine = { readonly kind: 'rows'; readonly of: 'table' | 'jobs'; readonly name: string; readonly columns: readonly string[] };

/** After rows: how many, and their checksum, in which their order does not count (row-checksum.ts). */
export type RowsEndLine = { readonly kind: 'rows-end'; readonly name: string; readonly rows: number; readonly checksum: string };

export type SequenceLine = { readonly kind: 'sequence'; readonly name: string; readonly lastValue: string; readonly isCalled: boolean };

/** Last line. Without it the file was cut short. `sha256` is of every byte before this line. */
export type TrailerLine = { readonly kind: 'end'; readonly tables: number; readonly rows: number; readonly sha256: string };

export type BackupLine = HeaderLine | RowsLine | RowsEndLine | SequenceLine | TrailerLine;

/** Rows of one table, as counted on the way out and again on the way in. */
export type TableSum = { readonly name: string; readonly rows: number; readonly checksum: string };

/** The jobs are kept as what `add_job` takes, not as the queue's own tables, whose form is the queue's business. */
export const JOB_COLUMNS = ['task', 'payload', 'queue', 'run_at', 'max_attempts', 'key', 'priority', 'flags'] as const;
export const JOBS_NAME = 'jobs';
