import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { NodemailerError, SMTPPoolOptions } from 'nodemailer';
import type { Readable } from 'node:stream';

/** Mails through kept connections to the relay, each connection with one mail under way. */
export type RelayPool = {
  /** Resolves with what the relay said when it took the mail; rejects with a `NodemailerError`. */
  readonly send: (mail: RelayMail, timeoutMs: number) => Promise<string>;
  readonly close: () => void;
};

export type RelayMail = { readonly from: string; readonly to: string; readonly bytes: Buffer };

/** A relay may close a connection that waited, just as the next mail begins; such a mail goes over another so many times. */
const AGAIN_MAX = 2;
/** After so many a connection is made anew: relays that count have their peace. */
const MAILS_EACH_MAX = 1_000;
const CLOSED_BY_US = Object.assign(new Error('the connection was closed, Forewarn stops'), { code: 'ECONNECTION' });

/**
 * Connecting, TLS, sign-in and the conversation with the relay are Nodemailer's SMTPConnection, which sends the envelope in one go where the
 * relay takes it so (RFC 2920). The pool around it is ours: Nodemailer's own takes mails apart and puts them together as streams, which costs
 * seven times what the conversation does (decision record 031).
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

/** A connection that is kept, and how many mails it had. */
type Line = { readonly connection: SMTPConnection; mails: number; ended: boolean };

class ConnectionPool implements RelayPool {
  readonly #options: SMTPPoolOptions;
  readonly #waiting: Job[] = [];
  readonly #idle: Line[] = [];
  /** Those that are being opened too. */
  readonly #lines = new Set<Line>();
  #closed = false;

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
    for (const job of this.#waiting.splice(0)) job.fail(CLOSED_BY_US);
    for (const line of this.#lines) line.connection.close();
  }

  #pump(): void {
    while (!this.#closed && this.#waiting.length > 0) {
      const line = this.#idle.pop();
      if (line === undefined && this.#lines.size >= (this.#options.maxConnections ?? 1)) return;
      const job = this.#waiting.shift();
      if (job !== undefined) void this.#run(line, job);
    }
  }

  async #run(kept: Line | undefined, job: Job): Promise<void> {
    let line = kept;
    if (line === undefined) {
      try {
        line = await this.#openLine(job.timeoutMs);
      } catch (cause) {
        job.fail(this.#closed ? CLOSED_BY_US : cause);
        return this.#pump();
      }
    }
    await this.#sendOver(line, job);
    this.#pump();
  }

  /** Connected, over TLS where it must be, signed in. */
  #openLine(timeoutMs: number): Promise<Line> {
    const connection = new SMTPConnection(this.#options);
    const line: Line = { connection, mails: 0, ended: false };
    this.#lines.add(line);
    return new Promise((done, fail) => {
      const timer = setTimeout(() => {
        fail(timedOut());
        connection.close();
      }, timeoutMs);
      const end = (fault?: unknown) => {
        clearTimeout(timer);
        if (fault === undefined || fault === null) return done(line);
        fail(fault);
        connection.close();
      };
      connection.on('error', (fault: unknown) => end(fault)); // later ones reach the mail that is under way by its own callback
      connection.once('end', () => {
        this.#forget(line);
        end(gone());
      });
      connection.connect((fault) => {
        if (fault !== undefined && fault !== null) return end(fault);
        const { auth } = this.#options;
        if (auth === undefined) return end();
        connection.login(auth, (refused) => end(refused));
      });
    });
  }

  #forget(line: Line): void {
    line.ended = true;
    this.#lines.delete(line);
    const at = this.#idle.indexOf(line);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#pump();
  }

  async #sendOver(line: Line, job: Job): Promise<void> {
    const isFirst = line.mails === 0;
    line.mails += 1;
    const { fault, response, begun } = await converse(line.connection, job);
    if (fault === undefined) job.done(response ?? '');
    else if (!isFirst && !begun && isGone(fault) && job.again < AGAIN_MAX && !this.#closed) {
      job.again += 1;
      this.#waiting.unshift(job);
      line.connection.close();
    } else job.fail(this.#closed && fault.responseCode === undefined ? CLOSED_BY_US : fault);
    if (line.ended) return;
    if (fault !== undefined && !(await canGoOn(line.connection, fault))) return line.connection.close();
    if (line.mails >= MAILS_EACH_MAX) return line.connection.quit();
    if (!line.ended) this.#idle.push(line);
  }
}

type Said = { readonly fault?: NodemailerError; readonly response?: string; readonly begun: boolean };

/** One mail over one connection. `begun`: its content went out, so that the relay may have it whatever it says. */
function converse(connection: SMTPConnection, { mail, timeoutMs }: Job): Promise<Said> {
  return new Promise((done) => {
    let begun = false;
    const end = (said: Omit<Said, 'begun'>) => {
      clearTimeout(timer);
      connection.removeListener('end', ended);
      done({ ...said, begun });
    };
    const timer = setTimeout(() => {
      end({ fault: timedOut() });
      connection.close();
    }, timeoutMs);
    // Why it ended comes by the callback right after; where we closed it ourselves nothing comes.
    const ended = () => setImmediate(() => end({ fault: gone() }));
    connection.once('end', ended);
    // What Nodemailer asks to write itself out, does so when the relay is ready for it.
    const content = {
      pipe: (out: { write: (bytes: Buffer) => void; end: () => void }) => {
        begun = true;
        out.write(mail.bytes);
        out.end();
      },
    };
    connection.send({ from: mail.from, to: [mail.to], size: mail.bytes.length }, content as unknown as Readable, (cause, sent) =>
      end(cause === undefined || cause === null ? { response: sent?.response ?? '' } : { fault: cause }),
    );
  });
}

/** The connection, not the mail: nothing that was said to the mail stands in it. */
function isGone({ code, responseCode }: NodemailerError): boolean {
  return responseCode === 421 || (responseCode === undefined && (code === 'ECONNECTION' || code === 'ESOCKET'));
}

/** Of a mail that the relay refused the connection is fine: what it remembers of the mail is put aside (RFC 5321 §4.1.1.5). */
function canGoOn(connection: SMTPConnection, { code, responseCode }: NodemailerError): Promise<boolean> {
  if ((code !== 'EENVELOPE' && code !== 'EMESSAGE') || responseCode === undefined || responseCode === 421) return Promise.resolve(false);
  return new Promise((done) => {
    connection.reset((fault) => done(fault === undefined || fault === null));
  });
}

function gone(): NodemailerError {
  return Object.assign(new Error('the connection was closed'), { code: 'ECONNECTION' }) as NodemailerError;
}

function timedOut(): NodemailerError {
  return Object.assign(new Error('the relay did not answer in time'), { code: 'EABORT' }) as NodemailerError;
}
