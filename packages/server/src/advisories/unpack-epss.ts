import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';

/** A file unpacks to 13 MB today. */
const UNPACKED_BYTES_MAX = 256 * 1024 * 1024;
const PART_BYTES = 64 * 1024;

/** The text of a file, packed by gzip or not, in parts; never as a whole. Throws where the packing is damaged or it unpacks to too much. */
export async function* unpackEpss(bytes: Uint8Array): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let size = 0;
  const unpacked: AsyncIterable<Buffer> = isPacked(bytes) ? Readable.from(parts(bytes)).pipe(createGunzip()) : Readable.from(parts(bytes));
  for await (const part of unpacked) {
    size += part.length;
    if (size > UNPACKED_BYTES_MAX) throw new Error(`it unpacks to more than ${UNPACKED_BYTES_MAX / 1024 / 1024} MiB`);
    yield decoder.write(part);
  }
  yield decoder.end();
}

/** RFC 1952 §2.3.1. */
export function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function* parts(bytes: Uint8Array): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += PART_BYTES)
    yield Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(PART_BYTES, bytes.length - from));
}
