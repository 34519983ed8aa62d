import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { answerQuestion, type Zone } from './answer-question.ts';

/** What a name server does wrong. `silent`: it never answers. `fails`: SERVFAIL to everything. */
export type NameServerTrouble = 'silent' | 'fails';

export type FakeNameServer = {
  /** For FOREWARN_DNS. */
  readonly address: string;
  /** Every question so far, as "TXT cert.example". */
  readonly asked: () => readonly string[];
  /** Puts these names in the place of those that it knew. */
  readonly serve: (zone: Zone) => void;
  readonly trouble: (trouble: NameServerTrouble | undefined) => void;
  readonly stop: () => Promise<void>;
};

/** Answers that do not fit in it are cut short over UDP, and whole over TCP (RFC 1035 §4.2.1). */
const UDP_BYTES_MAX = 512;
const HOST = '127.0.0.1';

/** A name server that knows the names it is given, and of every other that there is none (RFC 1035); over UDP and TCP on loopback. */
export async function startNameServer(initial: Zone = {}): Promise<FakeNameServer> {
  let zone = initial;
  let trouble: NameServerTrouble | undefined;
  const asked: string[] = [];
  const answer = (question: Buffer) => {
    const { bytes, said } = answerQuestion(zone, question, trouble === 'fails');
    if (said !== undefined) asked.push(said);
    return trouble === 'silent' ? undefined : bytes;
  };
  const tcp = createServer((socket) => converse(socket, answer));
  const port = await new Promise<number>((resolve, reject) => {
    tcp.once('error', reject);
    tcp.listen(0, HOST, () => resolve((tcp.address() as AddressInfo).port));
  });
  const udp = createSocket('udp4');
  udp.on('message', (question, { port: back, address }) => {
    const whole = answer(question);
    if (whole !== undefined) udp.send(whole.length > UDP_BYTES_MAX ? cutShort(whole) : whole, back, address);
  });
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject);
    udp.bind(port, HOST, resolve);
  });
  return {
    address: `${HOST}:${port}`,
    asked: () => [...asked],
    serve: (wanted) => {
      zone = wanted;
    },
    trouble: (wanted) => {
      trouble = wanted;
    },
    stop: async () => {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
    },
  };
}

/** Over TCP two bytes before each message say how long it is (RFC 1035 §4.2.2). */
function converse(socket: Socket, answer: (question: Buffer) => Buffer | undefined): void {
  let held = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    held = Buffer.concat([held, bytes]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const length = held.readUInt16BE(0);
      const whole = answer(held.subarray(2, 2 + length));
      held = held.subarray(2 + length);
      if (whole === undefined) continue;
      const size = Buffer.alloc(2);
      size.writeUInt16BE(whole.length);
      socket.write(Buffer.concat([size, whole]));
    }
  });
}

/** The question with the bit TC set, and nothing after it. */
function cutShort(whole: Buffer): Buffer {
  const questionEnd = whole.indexOf(0, 12) + 5;
  const short = Buffer.from(whole.subarray(0, questionEnd));
  short.writeUInt8(short.readUInt8(2) | 0x02, 2);
  short.writeUInt16BE(0, 6); // answers
  short.writeUInt16BE(0, 8);
  short.writeUInt16BE(0, 10);
  return short;
}
