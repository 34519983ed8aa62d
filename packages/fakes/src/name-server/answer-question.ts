import { isIPv6 } from 'node:net';

/** What is known of a name. A name with nothing is there and has no records (NODATA); one that is absent is not there (NXDOMAIN). */
export type Records = {
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  /** Each of any length: it is cut into strings of 255 bytes. */
  readonly TXT?: readonly string[];
  /** "10 mail.cert.example" */
  readonly MX?: readonly string[];
};
export type Zone = Readonly<Record<string, Records>>;

/** RFC 1035 §3.2.2, RFC 3596 §2.1. */
const TYPES: Readonly<Record<number, keyof Records>> = { 1: 'A', 28: 'AAAA', 16: 'TXT', 15: 'MX' };
const IN = 1;
const TTL_SECONDS = 60;
const RCODE = { none: 0, failed: 2, noSuchName: 3 } as const;
/** The name of the question, which stands at byte 12 (RFC 1035 §4.1.4). */
const SAME_NAME = Buffer.from([0xc0, 0x0c]);
const STRING_BYTES_MAX = 255;

/** The answer to one question in the wire's form (RFC 1035 §4); `said`: the question in words. Undefined bytes for what is no question. */
export function answerQuestion(
  zone: Zone,
  question: Buffer,
  fails: boolean,
): { readonly bytes: Buffer | undefined; readonly said: string | undefined } {
  if (question.length < 17) return { bytes: undefined, said: undefined };
  const { name, end } = readName(question, 12);
  const type = TYPES[question.readUInt16BE(end)];
  const records = zone[name.toLowerCase()];
  const answers =
    type === undefined || fails ? [] : (records?.[type] ?? []).map((text) => recordBytes(question.readUInt16BE(end), wireOf(type, text)));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(question.readUInt16BE(0), 0);
  // A response (QR), by who knows (AA); asked and able to look on for others (RD, RA).
  head.writeUInt16BE(0x8580 | (fails ? RCODE.failed : records === undefined ? RCODE.noSuchName : RCODE.none), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(answers.length, 6);
  return { bytes: Buffer.concat([head, question.subarray(12, end + 4), ...answers]), said: `${type ?? 'other'} ${name.toLowerCase()}` };
}

function readName(bytes: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) {
    const length = bytes[at] ?? 0;
    labels.push(bytes.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

function recordBytes(type: number, rdata: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(IN, 2);
  fixed.writeUInt32BE(TTL_SECONDS, 4);
  fixed.writeUInt16BE(rdata.length, 8);
  return Buffer.concat([SAME_NAME, fixed, rdata]);
}

function wireOf(type: keyof Records, text: string): Buffer {
  switch (type) {
    case 'A':
      return Buffer.from(text.split('.').map(Number));
    case 'AAAA':
      return addressBytes(text);
    case 'TXT':
      return textBytes(Buffer.from(text));
    case 'MX': {
      const [preference = '0', host = ''] = text.split(' ');
      const number = Buffer.alloc(2);
      number.writeUInt16BE(Number(preference));
      return Buffer.concat([number, nameBytes(host)]);
    }
  }
}

function textBytes(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length || at === 0; at += STRING_BYTES_MAX) {
    const part = bytes.subarray(at, at + STRING_BYTES_MAX);
    parts.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat(parts);
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  return Buffer.concat([...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from([0])]);
}

function addressBytes(text: string): Buffer {
  if (!isIPv6(text)) throw new Error(`${text} is no IPv6 address`);
  const [head = '', tail] = text.split('::');
  const groups = (part: string | undefined) => (part === undefined || part === '' ? [] : part.split(':'));
  const [before, after] = [groups(head), groups(tail)];
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return Buffer.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]));
}
