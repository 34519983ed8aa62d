import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * The bytes of a file, piece by piece, unpacked where it is packed (told by its first bytes, not its name). `onRead` hears of every piece
 * that was read from the disk, in bytes. Throws what the file system or the unpacker throws.
 */
export async function* readBytes(path: string, onRead: (bytes: number) => void = () => {}): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  file.on('data', (piece) => onRead(piece.length));
  const pieces = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await pieces.next();
  const all = joined(first, pieces);
  if (first.done === true || first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all;
    return;
  }
  // The callback is what makes a fault of the file one of the unpacked stream too.
  yield* pipeline(all, createGunzip({ chunkSize: 256 * 1024 }), () => {}) as AsyncIterable<Buffer>;
}

async function* joined(first: IteratorResult<Buffer>, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}
