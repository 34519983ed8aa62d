import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { fetchFault, type FetchFault } from './fetch-fault.ts';

export type BodyLimits = {
  readonly url: string;
  readonly sizeBytesMax: number;
  /** `Content-Length` as stated. */
  readonly statedBytes: string | undefined;
  /** `Content-Encoding` as stated. */
  readonly encoding: string | undefined;
};

/** One is enough for anybody; two are tolerated. */
const ENCODINGS_MAX = 2;

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

class TooMuch extends Error {
  readonly unpacked: boolean;
  constructor(unpacked: boolean) {
    super('too much');
    this.unpacked = unpacked;
  }
}

/**
 * The body, unpacked, held to its limit twice: as it travels and as it unpacks. Reading stops at the limit, so a bomb costs no
 * more than the limit. What the socket does wrong is thrown on.
 */
export async function readBody(body: Readable, limits: BodyLimits): Promise<{ kind: 'read'; bytes: Uint8Array } | FetchFault> {
  const { url, sizeBytesMax } = limits;
  // A body that is given up tells so by an error event of its own, after we have said why.
  body.on('error', () => {});
  const encodings = (limits.encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const decoders = encodings.toReversed().flatMap((name) => (Object.hasOwn(DECODERS, name) ? (DECODERS[name] ?? []) : []));
  if (encodings.length > ENCODINGS_MAX || decoders.length < encodings.length) {
    body.destroy();
    return fetchFault('unreadable-encoding', url, 'The answer is packed in a way that was not asked for.');
  }
  if (Number(limits.statedBytes ?? 0) > sizeBytesMax) {
    body.destroy();
    return tooLarge(url, sizeBytesMax);
  }
  const chunks: Uint8Array[] = [];
  const collect = async (source: AsyncIterable<Uint8Array>) => {
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      if (size > sizeBytesMax) throw new TooMuch(decoders.length > 0);
      chunks.push(chunk);
    }
  };
  try {
    const stages = [counted(body, sizeBytesMax), ...decoders.map((decoder) => decoder()), collect] as unknown as Parameters<
      typeof pipeline
    >;
    await pipeline(...stages);
  } catch (cause) {
    body.destroy();
    if (cause instanceof TooMuch) return cause.unpacked ? bomb(url, sizeBytesMax) : tooLarge(url, sizeBytesMax);
    if (isPackingFault(cause))
      return fetchFault('unreadable-encoding', url, 'The packed answer is damaged or cut short.', { mayPass: true });
    throw cause;
  }
  return { kind: 'read', bytes: new Uint8Array(Buffer.concat(chunks)) };
}

async function* counted(body: Readable, sizeBytesMax: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > sizeBytesMax) throw new TooMuch(false);
    yield chunk;
  }
}

function isPackingFault(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return /^(Z_|ERR_BROTLI|ERR__?ERROR_FORMAT|ERR_PADDING|ERR_ZLIB)/.test(code) || /BROTLI|_ERROR_FORMAT/.test(code);
}

function tooLarge(url: string, sizeBytesMax: number): FetchFault {
  return fetchFault('too-large', url, `The answer is larger than ${megabytes(sizeBytesMax)}.`);
}

function bomb(url: string, sizeBytesMax: number): FetchFault {
  return fetchFault('decompression-bomb', url, `The packed answer unpacks to more than ${megabytes(sizeBytesMax)}.`);
}

function megabytes(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`;
}
