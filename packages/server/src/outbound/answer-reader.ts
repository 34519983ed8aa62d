/** An answer over HTTP/1.1: its status, and the first bytes of its content. */
export type Answer = { readonly status: number; readonly content: Buffer };

const HEAD_BYTES_MAX = 16_384;
/** "100 Continue" and its like, of which nobody sends many. */
const INTERIM_MAX = 5;
const NOTHING = Buffer.alloc(0);

type Head = { readonly status: number; readonly lengthBytes: number | undefined; readonly isChunked: boolean };

/**
 * Reads the one answer of a connection that is used once (RFC 9112). Controlled by whoever answers: the head is bounded, and content is kept up to
 * `contentBytesMax`; what follows it is not read, so where it would end is nobody's concern.
 */
export class AnswerReader {
  readonly #contentBytesMax: number;
  #raw: Buffer = NOTHING;
  #head: Head | undefined;
  #interim = 0;

  constructor(contentBytesMax: number) {
    this.#contentBytesMax = contentBytesMax;
  }

  /** `whole`: all is there that is kept. */
  take(piece: Buffer): 'more' | 'whole' | 'not-http' {
    this.#raw = this.#raw.length === 0 ? piece : Buffer.concat([this.#raw, piece]);
    while (this.#head === undefined) {
      const end = this.#raw.indexOf('\r\n\r\n');
      if ((end < 0 ? this.#raw.length : end) > HEAD_BYTES_MAX) return 'not-http';
      if (end < 0) return 'more';
      const head = readHead(this.#raw.toString('latin1', 0, end));
      this.#raw = this.#raw.subarray(end + 4);
      if (head === undefined || head.status === 101) return 'not-http';
      if (head.status >= 200) this.#head = head;
      else if (++this.#interim > INTERIM_MAX) return 'not-http'; // RFC 9110 §15.2
    }
    return isWhole(this.#head, this.#raw, this.#contentBytesMax) ? 'whole' : 'more';
  }

  /** What is there, also where it broke off; undefined where not even the head is. */
  answer(): Answer | undefined {
    if (this.#head === undefined) return undefined;
    const { status, lengthBytes = this.#contentBytesMax, isChunked } = this.#head;
    const content = isChunked ? unchunked(this.#raw).content : this.#raw.subarray(0, lengthBytes);
    return { status, content: content.subarray(0, this.#contentBytesMax) };
  }
}

/** Where both are stated, chunks count (RFC 9112 §6.3 (3)). */
function readHead(text: string): Head | undefined {
  const [first = '', ...fields] = text.split('\r\n');
  const status = /^HTTP\/1\.[01] ([1-9]\d\d)(?: |$)/.exec(first)?.[1];
  if (status === undefined) return undefined;
  let [isChunked, lengthBytes]: [boolean, number | undefined] = [false, undefined];
  for (const field of fields) {
    if (/^transfer-encoding:.*chunked/i.test(field)) isChunked = true;
    const stated = /^content-length:[ \t]*(\d{1,15})[ \t]*$/i.exec(field)?.[1];
    if (stated !== undefined) lengthBytes = Number(stated);
  }
  return { status: Number(status), lengthBytes, isChunked };
}

/** Without a length and without chunks it goes on to the end of the connection. */
function isWhole({ status, lengthBytes, isChunked }: Head, raw: Buffer, contentBytesMax: number): boolean {
  if (status === 204 || status === 304 || raw.length > contentBytesMax) return true;
  return isChunked ? unchunked(raw).isWhole : lengthBytes !== undefined && raw.length >= lengthBytes;
}

/** The content of chunks (RFC 9112 §7.1). One that is no chunk ends it: nothing behind it can be told. */
function unchunked(raw: Buffer): { readonly content: Buffer; readonly isWhole: boolean } {
  const parts: Buffer[] = [];
  for (let at = 0; at < raw.length;) {
    const end = raw.indexOf('\r\n', at);
    if (end < 0) break;
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(raw.toString('latin1', at, end))?.[1] ?? '0';
    const bytes = Number.parseInt(size, 16);
    if (bytes === 0) return { content: Buffer.concat(parts), isWhole: true };
    parts.push(raw.subarray(end + 2, end + 2 + bytes));
    at = end + 2 + bytes + 2;
  }
  return { content: Buffer.concat(parts), isWhole: false };
}
