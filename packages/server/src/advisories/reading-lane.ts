import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Read } from '@forewarn/core/basics/read.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';

/** Mandatory tests only, those that are recommended and informative too, or none. */
export type Validation = 'mandatory' | 'every-test' | 'none';

/** What goes to the reading process and what comes back; one answer for each request, in their order. */
export type ReadingRequest = {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly unlabelledAs: TlpLabel;
  readonly validation: Validation;
};
export type ReadingAnswer = { readonly number: number; readonly reading: Read<Advisory> };

/** Why there is nothing to use of a document that is made to harm. */
export const TOO_DEMANDING: Problem = {
  code: 'too-demanding',
  at: '',
  message: 'Reading this document takes more memory or time than any advisory does.',
  hint: 'Open the original: it was damaged or made to harm.',
};

/** The process ends after this long without work, and its memory with it. */
const IDLE_MS_MAX = 60_000;
const SENT_AHEAD_MAX = 8;

type Question = Omit<ReadingRequest, 'number'>;
type Waiting = { readonly number: number; readonly question: Question; readonly end: (reading: Read<Advisory> | undefined) => void };
/**
 * A queue before one process, which is started when there is work and ends when there was none for a while. Up to eight are sent ahead;
 * when the process dies or does not answer in time, the first of them is to blame and gets undefined, and the others are sent again to a
 * new one.
 */
export class ReadingLane {
  readonly #memoryMb: number;
  readonly #answerMsMax: number;
  readonly #waiting: Waiting[] = [];
  readonly #sent: Waiting[] = [];
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  constructor({ memoryMb, answerMsMax }: { readonly memoryMb: number; readonly answerMsMax: number }) {
    this.#memoryMb = memoryMb;
    this.#answerMsMax = answerMsMax;
  }

  /** Undefined where the process gave no answer within its time and memory. */
  ask(question: Question): Promise<Read<Advisory> | undefined> {
    return new Promise((end) => {
      this.#count += 1;
      this.#waiting.push({ number: this.#count, question, end });
      this.#move();
    });
  }

  /** Starts the process and has it load what it needs, before there is work. */
  warm(): void {
    if (this.#child !== undefined) return;
    this.#start().send('warm', () => {});
    this.#move();
  }

  #start(): ChildProcess {
    const child = fork(fileURLToPath(new URL('./read-document-process.ts', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.#memoryMb}`],
      env: {}, // it needs none of our secrets
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (message) => this.#take(message as ReadingAnswer));
    child.on('error', () => this.#lose(child));
    child.on('exit', () => this.#lose(child));
    this.#child = child;
    return child;
  }

  #take({ number, reading }: ReadingAnswer): void {
    if (this.#sent[0]?.number !== number) return;
    this.#sent.shift()?.end(reading);
    this.#move();
  }

  #lose(lost: ChildProcess): void {
    if (this.#child !== lost) return;
    this.#child = undefined;
    this.#sent.shift()?.end(undefined);
    this.#waiting.unshift(...this.#sent.splice(0));
    this.#move();
  }

  /** Sends what can be sent and sets the clock for the one whose turn it is. */
  #move(): void {
    while (this.#waiting.length > 0 && this.#sent.length < SENT_AHEAD_MAX) {
      const next = this.#waiting.shift() as Waiting;
      this.#sent.push(next);
      // A failure to send shows as the end of the process.
      (this.#child ?? this.#start()).send({ number: next.number, ...next.question }, () => {});
    }
    clearTimeout(this.#timer);
    const isWorking = this.#sent.length > 0;
    this.#timer = isWorking
      ? setTimeout(() => this.#child?.kill('SIGKILL'), this.#answerMsMax)
      : setTimeout(() => this.#rest(), IDLE_MS_MAX);
    this.#hold(isWorking);
  }

  /** A process without work does not keep the server from ending. */
  #hold(isWorking: boolean): void {
    const handles = [this.#child, this.#child?.channel, ...(isWorking ? [] : [this.#timer])];
    for (const handle of handles) {
      if (isWorking) handle?.ref();
      else handle?.unref();
    }
  }

  #rest(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child?.connected === true) child.disconnect();
  }
}
