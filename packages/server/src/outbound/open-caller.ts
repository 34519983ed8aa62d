import type { Socket } from 'node:net';
import { InternalFault } from '../internal-fault.ts';
import { AnswerReader, type Answer } from './answer-reader.ts';
import type { Door } from './door.ts';

/** One call by POST. */
export type Call = {
  readonly url: URL;
  /** Beside the host, the length and who calls. Ours, in ASCII. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivate: boolean;
  /** From the first connection to the last byte, once it is its turn. */
  readonly totalMs: number;
  /** Of the content of the answer. */
  readonly answerBytesMax: number;
};

/** Calls addresses once, each over a connection of its own. */
export type Caller = {
  /** Whatever is answered; nothing is followed. Rejects with what the socket said, `AddressRefused`, `NotHttp` or `TookTooLong`. */
  readonly call: (call: Call) => Promise<Answer>;
  /** Ends what is under way and takes nothing on any more. */
  readonly close: () => void;
};

/** What came is no answer of HTTP/1.1. */
class NotHttp extends Error {
  override readonly name = 'NotHttp';
  readonly code = 'NOT_HTTP';
}

export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

const CALLS_PER_HOST_MAX = 4;

type End = (fault?: Error) => void;

/**
 * Where each address is called once, a client that keeps connections for it costs several times the call (decision 037). The connection is one of
 * the door's, with all that the door refuses; it is closed after its answer.
 */
export function openCaller(door: Door): Caller {
  const hosts = new Map<string, Host>();
  const underway = new Set<End>();
  let isClosed = false;
  return {
    call: async (call) => {
      await turnAt(hosts, call.url.host);
      try {
        if (isClosed) throw brokenOff();
        return await callNow(door, call, underway);
      } catch (cause) {
        // A host that did not answer one in time: who waits for it holds up those of other hosts, and comes again as planned.
        if (cause instanceof TookTooLong)
          for (const { giveUp } of hosts.get(call.url.host)?.waiting.splice(0) ?? []) giveUp(new TookTooLong());
        throw cause;
      } finally {
        leave(hosts, call.url.host);
      }
    },
    close: () => {
      isClosed = true;
      for (const end of underway) end();
    },
  };
}

/** How many call a host, and who waits for a turn there. */
type Host = { calling: number; readonly waiting: Turn[] };
type Turn = { readonly begin: () => void; readonly giveUp: (fault: Error) => void };

function turnAt(hosts: Map<string, Host>, name: string): Promise<void> | undefined {
  const host = hosts.get(name);
  if (host === undefined) {
    hosts.set(name, { calling: 1, waiting: [] });
    return undefined;
  }
  if (host.calling >= CALLS_PER_HOST_MAX) return new Promise((begin, giveUp) => host.waiting.push({ begin, giveUp }));
  host.calling += 1;
  return undefined;
}

/** Who waits takes the place over. */
function leave(hosts: Map<string, Host>, name: string): void {
  const host = hosts.get(name);
  if (host === undefined) return;
  const next = host.waiting.shift();
  if (next !== undefined) return next.begin();
  host.calling -= 1;
  if (host.calling === 0) hosts.delete(name);
}

function callNow(door: Door, call: Call, underway: Set<End>): Promise<Answer> {
  const request = requestOf(door, call);
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(call.answerBytesMax);
    let socket: Socket | undefined;
    let isOver = false;
    const end: End = (fault) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      underway.delete(end);
      socket?.destroy();
      const answer = reader.answer(); // its status counts, also where the rest broke off
      if (answer === undefined) reject(fault ?? brokenOff());
      else resolve(answer);
    };
    const timer = setTimeout(() => end(new TookTooLong()), call.totalMs);
    underway.add(end);
    const take = (piece: Buffer) => {
      if (isOver) return;
      const read = reader.take(piece);
      if (read !== 'more') end(read === 'whole' ? undefined : new NotHttp());
    };
    const opened = (fault: Error | null, made: Socket | null) => {
      if (fault !== null || made === null) return end(fault ?? brokenOff());
      if (isOver) return void made.destroy();
      socket = made;
      made.on('error', end);
      made.on('close', () => end());
      made.write(request);
    };
    door.connect(call.url, call.allowPrivate, { opened, take });
  });
}

/** RFC 9112 §3.2; the URL is read already, so its path holds no line end. */
function requestOf({ userAgent }: Door, { url, headers, body }: Call): string {
  let head = `POST ${url.pathname}${url.search} HTTP/1.1\r\n${field('host', url.host)}connection: close\r\n${field('user-agent', userAgent)}`;
  for (const [name, value] of Object.entries(headers)) head += field(name, value);
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function field(name: string, value: string): string {
  if (NOT_IN_FIELD.test(value)) throw new InternalFault(`the header ${name} of a call holds what no header may`);
  return `${name}: ${value}\r\n`;
}
const NOT_IN_FIELD = /[^\x20-\x7e]/;

function brokenOff(): Error {
  return Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' });
}
