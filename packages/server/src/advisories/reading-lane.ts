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
export type ReadingLane = {
  /** Undefined where the process gave no answer within its time and memory. */
  readonly ask: (question: Question) => Promise<Read<Advisory> | undefined>;
  readonly warm: () => void;
};

/**
 * A queue before one process, which is started when there is work. Up to eight are sent ahead; when the process dies or does not answer in
 * time, the first of them is to blame and gets undefined, and the others are sent again to a new one.
 */
export function openReadingLane({ memoryMb, answerMsMax }: { readonly memoryMb: number; readonly answerMsMax: number }): ReadingLane {
  const waiting: Waiting[] = [];
  const sent: Waiting[] = [];
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;

  function start(): ChildProcess {
    const started = fork(fileURLToPath(new URL('./read-document-process.ts', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${memoryMb}`],
      env: {}, // it needs none of our secrets
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    started.on('message', (message) => take(message as ReadingAnswer));
    started.on('error', () => lose(started));
    started.on('exit', () => lose(started));
    return started;
  }

  function take({ number, reading }: ReadingAnswer): void {
    if (sent[0]?.number !== number) return;
    sent.shift()?.end(reading);
    move();
  }

  function lose(lost: ChildProcess): void {
    if (child !== lost) return;
    child = undefined;
    sent.shift()?.end(undefined);
    waiting.unshift(...sent.splice(0));
    move();
  }

  /** Sends what can be sent and sets the clock for the one whose turn it is. */
  function move(): void {
    clearTimeout(timer);
    while (waiting.length > 0 && sent.length < SENT_AHEAD_MAX) {
      const next = waiting.shift() as Waiting;
      child ??= start();
      sent.push(next);
      child.send({ number: next.number, ...next.question }, () => {}); // a failure shows as the exit of the process
    }
    hold(sent.length > 0);
    timer = setTimeout(sent.length > 0 ? giveUp : rest, sent.length > 0 ? answerMsMax : IDLE_MS_MAX);
    if (sent.length === 0) timer.unref();
  }

  function giveUp(): void {
    child?.kill('SIGKILL');
  }

  function rest(): void {
    const resting = child;
    child = undefined;
    if (resting?.connected === true) resting.disconnect();
  }

  /** A process without work does not keep the server from ending. */
  function hold(isWorking: boolean): void {
    if (isWorking) child?.ref();
    else child?.unref();
    const channel = child?.channel;
    if (isWorking) channel?.ref();
    else channel?.unref();
  }

  return {
    ask: (question) =>
      new Promise((end) => {
        waiting.push({ number: (count += 1), question, end });
        move();
      }),
    warm: () => {
      if (child !== undefined) return;
      child = start();
      child.send('warm', () => {});
      move();
    },
  };
}
