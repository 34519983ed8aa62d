import { createHash, hash, type Hash } from 'node:crypto';

const LINE_END = 0x0a;
const MASK = (1n << 128n) - 1n;

/**
 * Counts rows and sums them so that their order does not matter: the first 128 bits of each row's SHA-256, added modulo 2^128 (a sum,
 * because with exclusive-or two equal rows would cancel out). A row is a line as COPY writes it, without its line end. Holds no row:
 * memory stays the same however long one is.
 */
export class RowChecksum {
  rows = 0;
  private sum = 0n;
  /** Of a row that began in an earlier chunk. */
  private unfinished: Hash | undefined;

  add(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, from)) {
      this.addRow(chunk.subarray(from, end));
      from = end + 1;
    }
    if (from < chunk.length) (this.unfinished ??= createHash('sha256')).update(chunk.subarray(from));
  }

  /** 32 hexadecimal digits; of no rows: zeros. */
  digest(): string {
    return this.sum.toString(16).padStart(32, '0');
  }

  private addRow(rest: Buffer): void {
    const digest = this.unfinished === undefined ? hash('sha256', rest, 'buffer') : this.unfinished.update(rest).digest();
    this.unfinished = undefined;
    this.rows += 1;
    this.sum = (this.sum + (digest.readBigUInt64BE(0) << 64n) + digest.readBigUInt64BE(8)) & MASK;
  }
}
