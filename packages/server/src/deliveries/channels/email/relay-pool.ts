import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { NodemailerError, SMTPPoolOptions } from 'nodemailer';
import { faultOf, RelayLine, type MailJob, type RelayMail } from './relay-line.ts';

/** Mails through kept connections to the relay. */
export type RelayPool = {
  /** Resolves with what the relay said when it took the mail; rejects with a `NodemailerError`. */
  readonly send: (mail: RelayMail, timeoutMs: number) => Promise<string>;
  readonly close: () => void;
};

/** A relay may close a connection that waited, just as the next mail begins; such a mail goes over another so many times. */
const AGAIN_MAX = 2;
/** A relay that thinks over what it has (a scanner) has no mail behind another for so long. */
const SLOW_MS = 60_000;
/** After so many a connection is made anew: relays that count have their peace. */
const MAILS_EACH_MAX = 1_000;
const CLOSED_BY_US = faultOf('the connection was closed, Forewarn stops', 'ECONNECTION');

/**
 * Connecting, TLS and sign-in are Nodemailer's SMTPConnection; what is said from there on is ours (relay-line.ts), and so is the pool: decision
 * records 031 and 034.
 */
export function openRelayPool(options: SMTPPoolOptions): RelayPool {
  return new ConnectionPool(options);
}

type Job = {
  readonly mail: RelayMail;
  readonly timeoutMs: number;
  readonly done: (response: string) => void;
  readonly fail: (fault: unknown) => void;
  again: number;
};

/** A connection that is kept, and how many mails it had. `line` is there when it may have mails. */
type Kept = { readonly connection: SMTPConnection; line?: RelayLine; fault?: NodemailerError; mails: number };

class ConnectionPool implements RelayPool {
  readonly #options: SMTPPoolOptions;
  readonly #waiting: Job[] = [];
  readonly #idle: Kept[] = [];
  /** Those that are being opened too. */
  readonly #kept = new Set<Kept>();
  #closed = false;
  #slow: NodeJS.Timeout | undefined;

  constructor(options: SMTPPoolOptions) {
    this.#options = options;
  }

  send(mail: RelayMail, timeoutMs: number): Promise<string> {
    return new Promise((done, fail) => {
      this.#waiting.push({ mail, timeoutMs, done, fail, again: 0 });
      this.#pump();
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#slow);
    for (const job of this.#waiting.splice(0)) job.fail(CLOSED_BY_US);
    for (const kept of this.#kept) kept.connection.close();
  }

  #pump(): void {
    while (!this.#closed && this.#waiting.length > 0) {
      const kept = this.#idle.pop();
      if (kept === undefined && this.#isFull) return;
      const job = this.#waiting.shift();
      if (job === undefined) return;
      if (kept === undefined) void this.#sendOverNew(job);
      else kept.line?.begin(this.#asTalk(kept, job));
    }
  }

  get #isFull(): boolean {
    return this.#kept.size >= (this.#options.maxConnections ?? 1);
  }

  async #sendOverNew(job: Job): Promise<void> {
    try {
      const kept = await this.#open(job.timeoutMs);
      kept.line?.begin(this.#asTalk(kept, job));
    } catch (cause) {
      job.fail(this.#closed ? CLOSED_BY_US : cause);
      this.#pump();
    }
  }

  /** Connected, over TLS where it must be, signed in, and asked what it can do. */
  #open(timeoutMs: number): Promise<Kept> {
    const connection = new SMTPConnection(this.#options);
    const kept: Kept = { connection, mails: 0 };
    this.#kept.add(kept);
    return new Promise((done, fail) => {
      const timer = setTimeout(() => {
        fail(faultOf('the relay did not answer in time', 'EABORT'));
        connection.close();
      }, timeoutMs);
      const refuse = (fault: unknown) => {
        fail(fault);
        connection.close();
      };
      connection.on('error', (fault: NodemailerError) => {
        kept.fault = fault;
        fail(fault);
      });
      connection.once('end', () => {
        clearTimeout(timer);
        this.#forget(kept);
        fail(faultOf('the connection was closed', 'ECONNECTION'));
      });
      connection.connect((fault) => {
        if (fault !== undefined && fault !== null) return refuse(fault);
        const { auth } = this.#options;
        const talk = () => this.#talk(kept, () => (clearTimeout(timer), done(kept)));
        if (auth === undefined) return talk();
        connection.login(auth, (refused) => (refused === undefined || refused === null ? talk() : refuse(refused)));
      });
    });
  }

  /** From here on the connection's own words are ours; that it ends, fails or falls silent, Nodemailer goes on telling. */
  #talk(kept: Kept, ready: () => void): void {
    const { _socket: socket } = kept.connection;
    if (socket === false || socket === null) return kept.connection.close();
    socket.removeAllListeners('data');
    kept.line = new RelayLine(socket, {
      idle: () => this.#isFree(kept),
      next: () => this.#nextFor(kept),
      slow: () => this.#goSlow(),
      over: () => kept.connection.close(),
    });
    kept.line.greet(this.#options.name ?? 'localhost', ready);
  }

  #isFree(kept: Kept): void {
    if (kept.mails >= MAILS_EACH_MAX) {
      kept.line?.quit();
      return kept.connection.close();
    }
    this.#idle.push(kept);
    this.#pump();
  }

  /** Behind a mail that is under way goes another only where every connection has one. */
  #nextFor(kept: Kept): MailJob | undefined {
    if (this.#closed || this.#slow !== undefined || this.#idle.length > 0 || !this.#isFull || kept.mails >= MAILS_EACH_MAX)
      return undefined;
    if ((this.#waiting[0]?.again ?? 0) > 0) return undefined; // that one waited behind another already
    const job = this.#waiting.shift();
    return job === undefined ? undefined : this.#asTalk(kept, job);
  }

  #goSlow(): void {
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => (this.#slow = undefined), SLOW_MS).unref();
  }

  #asTalk(kept: Kept, job: Job): MailJob {
    const isFirst = kept.mails === 0;
    kept.mails += 1;
    return {
      mail: job.mail,
      timeoutMs: job.timeoutMs,
      done: job.done,
      fail: (fault) => job.fail(this.#closed && fault.responseCode === undefined ? CLOSED_BY_US : fault),
      again: () => {
        if (isFirst || job.again >= AGAIN_MAX || this.#closed) return false;
        job.again += 1;
        this.#waiting.unshift(job);
        this.#pump();
        return true;
      },
    };
  }

  #forget(kept: Kept): void {
    this.#kept.delete(kept);
    const at = this.#idle.indexOf(kept);
    if (at >= 0) this.#idle.splice(at, 1);
    kept.line?.end(this.#closed ? CLOSED_BY_US : (kept.fault ?? faultOf('the connection was closed', 'ECONNECTION')));
    this.#pump();
  }
}
