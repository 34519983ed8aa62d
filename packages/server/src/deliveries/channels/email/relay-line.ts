import type { Socket } from 'node:net';
import type { NodemailerError } from 'nodemailer';
import { dataForm } from './data-form.ts';

/** What is said over a connection that is connected, secured and signed in. `bytes` is the whole mail, lines ending in CRLF. */
export type RelayMail = { readonly from: string; readonly to: string; readonly bytes: Buffer };

/** A mail on its way, with who hears what came of it. */
export type MailJob = {
  readonly mail: RelayMail;
  /** From when it is at the front until the relay took it. */
  readonly timeoutMs: number;
  /** What the relay said when it took it. */
  readonly done: (response: string) => void;
  readonly fail: (fault: NodemailerError) => void;
  /** Nothing of its content went out, and the connection is gone or slow: it may go over another. False where it may not any more. */
  readonly again: () => boolean;
};

export type LineEvents = {
  /** Nothing is under way: it may have another mail. */
  readonly idle: () => void;
  /** A mail behind another waited too long for the relay's answer, and goes another way. */
  readonly slow: () => void;
  /** A mail whose envelope may go out behind the content of the one before, where all other connections are busy too. */
  readonly next: () => MailJob | undefined;
  /** It is of no more use: end the connection. */
  readonly over: () => void;
};

type Step = 'EHLO' | 'RSET' | 'MAIL FROM' | 'RCPT TO' | 'DATA' | 'content' | 'nothing';
/** A mail at the place where it is in the conversation. */
type Talk = { readonly job: MailJob; begun: boolean; refused?: NodemailerError; timer?: NodeJS.Timeout };

/** A reply of more is not one (RFC 5321 §4.5.3.1.5 has 512 for a line). */
const REPLY_BYTES_MAX = 65_536;
/** So long a mail waits behind another whose content the relay has and does not answer; then it goes over another connection. */
const BEHIND_MS_MAX = 1_000;

/**
 * The conversation of mails with a relay (RFC 5321 §3.3), one mail after another. Where the relay offers PIPELINING (RFC 2920) the envelope of a mail goes
 * out in one piece, and in the same piece as the content of the mail before: one way there and back for a mail. Replies are taken strictly in order; what
 * is no reply, or comes when nothing was asked, ends the connection. A mail whose content went out is never sent again from here, whatever becomes of
 * the connection: only the one who keeps the record may do that.
 */
export class RelayLine {
  readonly #socket: Socket;
  readonly #events: LineEvents;
  #extensions: ReadonlySet<string> = new Set();
  /** What was asked and not answered, oldest first. */
  readonly #asked: { readonly step: Step; readonly talk?: Talk }[] = [];
  #current: Talk | undefined;
  /** Its envelope went out behind the content of the current one. */
  #behind: Talk | undefined;
  #behindTimer: NodeJS.Timeout | undefined;
  /** The relay may still remember an envelope that came to nothing. */
  #mustReset = false;
  /** Ends as soon as the current mail has its answer. */
  #isLast = false;
  #ready: (() => void) | undefined;
  #over = false;
  #heard = '';

  constructor(socket: Socket, events: LineEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
  }

  /** Asks what the relay can do, which resolves when it may have mails. It stays silent where the connection ends first. */
  greet(name: string, ready: () => void): void {
    this.#ready = ready;
    this.#write(this.#asking('EHLO', `EHLO ${name}`));
  }

  begin(job: MailJob): void {
    const talk: Talk = { job, begun: false };
    this.#current = talk;
    this.#startTimer(talk);
    this.#write(this.#envelope(talk));
  }

  /** Says good-bye (RFC 5321 §4.1.1.10) and does not wait for the answer. */
  quit(): void {
    this.#over = true;
    this.#write('QUIT\r\n');
  }

  /** The connection is gone, or is to be: what was under way hears of it. `fault` is why, where it is known. */
  end(fault: NodemailerError): void {
    if (this.#over) return;
    this.#over = true;
    const [current, behind] = [this.#current, this.#behind];
    this.#current = this.#behind = undefined;
    clearTimeout(this.#behindTimer);
    for (const talk of [behind, current]) {
      if (talk === undefined) continue;
      clearTimeout(talk.timer);
      // Not its own fault, and nothing of it is there: another connection may have it.
      const mayGoAgain = !talk.begun && talk.refused === undefined && (talk === behind || isOfConnection(fault));
      if (!mayGoAgain || !talk.job.again()) talk.job.fail(talk.refused ?? fault);
    }
    this.#events.over();
  }

  #startTimer(talk: Talk): void {
    talk.timer = setTimeout(() => this.end(faultOf('the relay did not answer in time', 'EABORT')), talk.job.timeoutMs);
  }

  #asking(step: Step, command: string, talk?: Talk): string {
    this.#asked.push(talk === undefined ? { step } : { step, talk });
    return `${command}\r\n`;
  }

  #write(text: string | Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(text);
  }

  /** The commands of an envelope: all where they may go together, else the first. */
  #envelope(talk: Talk): string {
    const reset = this.#mustReset ? this.#asking('RSET', 'RSET') : '';
    this.#mustReset = false;
    const first = this.#asking('MAIL FROM', this.#mailCommand(talk.job.mail), talk);
    return reset + first + (this.#pipelines ? this.#rcptCommand(talk) + this.#asking('DATA', 'DATA', talk) : '');
  }

  get #pipelines(): boolean {
    return this.#extensions.has('PIPELINING');
  }

  #mailCommand({ from, to, bytes }: RelayMail): string {
    // eslint-disable-next-line no-control-regex
    const isOfAllScripts = /[^\x00-\x7f]/.test(from + to) && this.#extensions.has('SMTPUTF8');
    return `MAIL FROM:<${from}>${isOfAllScripts ? ' SMTPUTF8' : ''}${this.#extensions.has('SIZE') ? ` SIZE=${bytes.length}` : ''}`;
  }

  #rcptCommand(talk: Talk): string {
    return this.#asking('RCPT TO', `RCPT TO:<${talk.job.mail.to}>`, talk);
  }

  #hear(chunk: Buffer): void {
    if (this.#over) return; // what still comes is of nobody any more
    this.#heard += chunk.toString('latin1');
    for (;;) {
      this.#heard = this.#heard.replace(/^(?:\r?\n)+/, ''); // empty lines between replies say nothing
      const reply = REPLY.exec(this.#heard)?.[0];
      if (reply === undefined) break;
      this.#heard = this.#heard.slice(reply.length);
      this.#take(Buffer.from(reply.trimEnd(), 'latin1').toString('utf8'));
      if (this.#over) return;
    }
    if ((this.#heard.includes('\n') && !BEGUN_REPLY.test(this.#heard)) || this.#heard.length > REPLY_BYTES_MAX)
      this.end(faultOf('the relay said what is no reply', 'EPROTOCOL'));
  }

  #take(reply: string): void {
    const code = Number(reply.slice(0, 3));
    const asked = this.#asked.shift();
    if (asked === undefined) return this.end(refusal(reply, 'ECONNECTION', 'CONN')); // 421, or a relay that is out of step
    const { step, talk } = asked;
    if (code === 421) this.#isLast = true; // RFC 5321 §3.8: it is about to close
    const isTaken = code >= 200 && code < 300;
    if (talk === undefined) {
      if (step === 'EHLO') this.#greeted(reply, isTaken);
      else if (!isTaken) this.end(refusal(reply, 'ECONNECTION', step));
    } else if (step === 'content') this.#contentAnswered(talk, reply, isTaken);
    else if (step === 'nothing') this.#refused(talk);
    else if (step === 'DATA') this.#dataAnswered(talk, reply, code);
    else this.#envelopeAnswered(talk, step, reply, isTaken);
    if (code === 421) this.end(refusal(reply, 'ECONNECTION', 'CONN'));
  }

  #greeted(reply: string, isTaken: boolean): void {
    const lines = isTaken ? reply.split(/\r?\n/).slice(1) : [];
    this.#extensions = new Set(lines.map((line) => (/^\d{3}[ -]([A-Za-z0-9-]+)/.exec(line)?.[1] ?? '').toUpperCase()));
    this.#ready?.();
  }

  #envelopeAnswered(talk: Talk, step: Step, reply: string, isTaken: boolean): void {
    if (!isTaken) talk.refused ??= refusal(reply, 'EENVELOPE', step);
    if (this.#pipelines) return;
    if (talk.refused !== undefined) {
      this.#mustReset = true;
      return this.#refused(talk);
    }
    this.#write(step === 'MAIL FROM' ? this.#rcptCommand(talk) : this.#asking('DATA', 'DATA', talk));
  }

  #dataAnswered(talk: Talk, reply: string, code: number): void {
    const isInvited = code >= 300 && code < 400;
    if (talk === this.#behind || talk !== this.#current) return this.end(faultOf('the relay answered out of step', 'EPROTOCOL'));
    if (!isInvited) {
      talk.refused ??= refusal(reply, 'EENVELOPE', 'DATA');
      this.#mustReset = true;
      this.#refused(talk);
    } else if (talk.refused === undefined) this.#sendContent(talk);
    // Nobody takes it, and it goes on all the same: an empty mail to nobody ends that (RFC 2920 §3.1).
    else this.#write(this.#asking('nothing', '.', talk));
  }

  #sendContent(talk: Talk): void {
    talk.begun = true;
    const bytes = dataForm(talk.job.mail.bytes);
    this.#asked.push({ step: 'content', talk });
    const next = this.#pipelines ? this.#events.next() : undefined;
    if (next === undefined) return this.#write(Buffer.concat([bytes, END_OF_MAIL]));
    this.#behind = { job: next, begun: false };
    this.#write(Buffer.concat([bytes, END_OF_MAIL, Buffer.from(this.#envelope(this.#behind))]));
    this.#behindTimer = setTimeout(() => this.#letGo(), BEHIND_MS_MAX);
  }

  /** The mail behind waits too long. Its envelope is with the relay, its content is not: it goes another way, and this one ends with the current mail. */
  #letGo(): void {
    const behind = this.#behind;
    if (behind === undefined) return;
    this.#behind = undefined;
    this.#isLast = true;
    this.#events.slow();
    if (!behind.job.again()) behind.job.fail(faultOf('the connection was closed', 'ECONNECTION'));
  }

  #contentAnswered(talk: Talk, reply: string, isTaken: boolean): void {
    clearTimeout(talk.timer);
    if (isTaken) talk.job.done(reply);
    else talk.job.fail(refusal(reply, 'EMESSAGE', 'DATA'));
    this.#goOn();
  }

  #refused(talk: Talk): void {
    clearTimeout(talk.timer);
    talk.job.fail(talk.refused ?? faultOf('the relay refused the mail', 'EENVELOPE'));
    this.#goOn();
  }

  /** The current mail is over: the one behind is next. */
  #goOn(): void {
    clearTimeout(this.#behindTimer);
    this.#current = this.#behind;
    this.#behind = undefined;
    if (this.#isLast) return this.end(faultOf('the connection was closed', 'ECONNECTION'));
    if (this.#current === undefined) this.#events.idle();
    else this.#startTimer(this.#current);
  }
}

/** One or more lines, all of one code (RFC 5321 §4.2.1): a reply that says two things says nothing. */
const REPLY = /^(\d{3})(?:-[^\n]*\n\1)*(?: [^\n]*)?\r?\n/;
/** Whole lines of a reply, and what came of the next. */
const BEGUN_REPLY = /^(\d{3})-[^\n]*\n(?:\1-[^\n]*\n)*(?:\1(?:[ -][^\n]*)?|\d{0,2})$/;

const END_OF_MAIL = Buffer.from('.\r\n');

/** The connection, not the mail: nothing that was said to the mail stands in it. */
function isOfConnection({ code, responseCode }: NodemailerError): boolean {
  return responseCode === 421 || (responseCode === undefined && (code === 'ECONNECTION' || code === 'ESOCKET' || code === 'EPROTOCOL'));
}

export function faultOf(message: string, code: string): NodemailerError {
  return Object.assign(new Error(message), { code }) as NodemailerError;
}

function refusal(reply: string, code: string, command: string): NodemailerError {
  return Object.assign(faultOf(`the relay refused: ${reply}`, code), { response: reply, responseCode: Number(reply.slice(0, 3)), command });
}
