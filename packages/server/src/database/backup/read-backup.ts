import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { END_OF_ROWS, type BackupLine } from './backup-format.ts';

/** The header names every migration; other lines are far shorter. */
const LINE_BYTES_MAX = 1024 * 1024;
const LINE_END = 0x0a;
const MARK = Buffer.from(`\n${END_OF_ROWS}`);
const MARK_AT_START = Buffer.from(END_OF_ROWS);

/** That a file is no backup, or not whole; the message says which. Caught in restore-backup.ts, where it becomes a refusal. */
export class DamagedBackup extends Error {
  override readonly name = 'DamagedBackup';
}

/**
 * Reads a backup from its first byte to its last, a line or a chunk of rows at a time. The file may be anything that somebody calls a
 * backup: lines are bounded, rows are never held. Every method throws `DamagedBackup`.
 */
export class BackupReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);
  private readonly digest: Hash = createHash('sha256');

  constructor(packed: Readable) {
    const unpacked = createGunzip();
    unpacked.on('error', () => {}); // told by the next read
    packed.on('error', (cause) => unpacked.destroy(cause));
    this.chunks = packed.pipe(unpacked)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** The next line of JSON, and the digest of every byte before it. */
  async line(): Promise<{ readonly line: BackupLine; readonly sha256Before: string }> {
    for (;;) {
      const end = this.held.indexOf(LINE_END);
      if (end !== -1) {
        const bytes = this.held.subarray(0, end + 1);
        const sha256Before = this.digest.copy().digest('hex');
        this.digest.update(bytes);
        this.held = this.held.subarray(end + 1);
        return { line: parse(bytes.toString('utf8')), sha256Before };
      }
      if (this.held.length > LINE_BYTES_MAX) throw new DamagedBackup('This file is not a backup of Forewarn.');
      await this.more();
    }
  }

  /** Chunks of rows up to the line that ends them, which is taken away. A chunk need not end where a row ends. */
  async *rows(): AsyncGenerator<Buffer> {
    let isStart = true;
    for (;;) {
      while (this.held.length < MARK.length - 1) await this.more();
      if (isStart && this.held.subarray(0, MARK_AT_START.length).equals(MARK_AT_START)) return this.take(MARK_AT_START.length);
      isStart = false;
      const end = this.held.indexOf(MARK);
      if (end !== -1) {
        const last = this.held.subarray(0, end + 1);
        this.take(end + MARK.length);
        yield last;
        return;
      }
      // A mark may have begun in the last bytes.
      const safe = this.held.length - (MARK.length - 1);
      if (safe > 0) {
        const part = this.held.subarray(0, safe);
        this.take(safe);
        yield part;
      }
      await this.more();
    }
  }

  /** True where nothing follows. */
  async isAtEnd(): Promise<boolean> {
    return this.held.length === 0 && (await this.next()) === undefined;
  }

  private take(length: number): void {
    this.digest.update(this.held.subarray(0, length));
    this.held = this.held.subarray(length);
  }

  private async more(): Promise<void> {
    const chunk = await this.next();
    if (chunk === undefined) throw new DamagedBackup('The file ends too early: it was cut short when it was made or copied.');
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
  }

  private async next(): Promise<Buffer | undefined> {
    try {
      const { done, value } = await this.chunks.next();
      return done === true ? undefined : value;
    } catch (cause) {
      const code = (cause as { code?: string }).code ?? '';
      if (code === 'Z_BUF_ERROR') throw new DamagedBackup('The file ends too early: it was cut short when it was made or copied.');
      if (code.startsWith('Z_')) throw new DamagedBackup('The file is damaged, or not a backup of Forewarn: it does not unpack.');
      throw cause;
    }
  }
}

function parse(text: string): BackupLine {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === 'object' && line !== null && typeof (line as { kind?: unknown }).kind === 'string') return line as BackupLine;
  } catch {
    // told below
  }
  throw new DamagedBackup('The file is damaged, or not a backup of Forewarn: a line of it is not what it should be.');
}
