import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readStatement, type Statement } from './statement.ts';

const CHECKPOINTS = 'audit-checkpoints.jsonl';
const HEAD = 'audit-head.json';

export type StatementsOnFile = {
  /** In the order in which they were written. */
  readonly statements: readonly Statement[];
  readonly head?: Statement;
  /** Lines that are no statement: one torn line at the end is a power cut, more is somebody's hand. */
  readonly unreadable: number;
};

/** What lies beside the database in the data directory; nothing where there is no file yet. */
export async function readCheckpointFile(dataDirectory: string): Promise<StatementsOnFile> {
  const lines = (await readIfThere(join(dataDirectory, CHECKPOINTS))).split('\n').filter((line) => line !== '');
  const statements = lines.flatMap((line) => readStatement(line) ?? []);
  const head = await readHead(dataDirectory);
  return { statements, ...(head === undefined ? {} : { head }), unreadable: lines.length - statements.length };
}

/** The newest statement; undefined where there is none, or none that can be read. */
export async function readHead(dataDirectory: string): Promise<Statement | undefined> {
  return readStatement(await readIfThere(join(dataDirectory, HEAD)));
}

/** Adds statements and returns when they are on the disk. */
export async function appendStatements(dataDirectory: string, statements: readonly Statement[]): Promise<void> {
  if (statements.length === 0) return;
  const file = await open(join(dataDirectory, CHECKPOINTS), 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(1, '\n');
    if (size > 0) await file.read(end, 0, 1, size - 1);
    const isTorn = end.toString() !== '\n'; // a power cut in the middle of a line
    await file.write((isTorn ? '\n' : '') + statements.map((one) => `${JSON.stringify(one)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts the newest statement in the place of the one before it: whole or not at all, also after a power cut. */
export async function writeHead(dataDirectory: string, head: Statement): Promise<void> {
  const draft = join(dataDirectory, `${HEAD}.${randomUUID()}.draft`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.write(`${JSON.stringify(head)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(dataDirectory, HEAD));
}

async function readIfThere(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw cause;
  });
}
