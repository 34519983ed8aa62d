import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { readAdvisory } from '@forewarn/core/advisories/formats/registry.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { read, unreadable, type Read } from '@forewarn/core/basics/read.ts';
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

/** Larger ones (33 of 6,355 are over 0.25 MB, the largest has 0.8) wait in a lane of their own, so that none of them holds up the rest. */
const SMALL_BYTES_MAX = 1024 * 1024;
const LANES = {
  small: { memoryMb: 384, answerMsMax: 15_000 },
  large: { memoryMb: 1_536, answerMsMax: 60_000 },
} as const;
/** The process ends after this long without work, and its memory with it. */
const IDLE_MS_MAX = 60_000;
const SENT_AHEAD_MAX = 8;

/**
 * Reads and validates the bytes of one document in a process of its own: a publisher's document can neither hold up the server nor fill its
 * memory, and the library that validates takes neither when there is nothing to read. What is not valid is still read. A document whose
 * validation does not finish is read without it (problem `validation-not-finished`); one that can't be read even so is unreadable
 * (`too-demanding`). Never throws.
 */
export async function readDocument(
  bytes: Uint8Array,
  unlabelledAs: TlpLabel = 'CLEAR',
  validation: Validation = 'mandatory',
): Promise<Read<Advisory>> {
  const isSmall = bytes.length <= SMALL_BYTES_MAX;
  const lane = isSmall ? small : large;
  const reading = await lane.ask({ bytes, unlabelledAs, validation });
  if (reading !== undefined) return reading;
  const unvalidated = isSmall ? readHere(bytes, unlabelledAs) : await lane.ask({ bytes, unlabelledAs, validation: 'none' });
  if (unvalidated === undefined) return unreadable(TOO_DEMANDING);
  return unvalidated.kind === 'read' ? read(unvalidated.value, [...unvalidated.problems, NOT_FINISHED]) : unvalidated;
}

/** Starts the process that reads, so that the first document does not wait a second for it: for a poll that has found something new. */
export function warmReading(): void {
  small.warm();
}

const NOT_FINISHED: Problem = {
  code: 'validation-not-finished',
  at: '',
  message: 'Whether this document is valid could not be found out within the time and memory that there is.',
  hint: 'It is read and matched all the same.',
};
const TOO_DEMANDING: Problem = {
  code: 'too-demanding',
  at: '',
  message: 'Reading this document takes more memory or time than any advisory does.',
  hint: 'Open the original: it was damaged or made to harm.',
};

function readHere(bytes: Uint8Array, unlabelledAs: TlpLabel): Read<Advisory> {
  const reading = readAdvisory(bytes, unlabelledAs);
  return reading.kind === 'read' ? read(reading.value.advisory, reading.problems) : reading;
}

type Question = Omit<ReadingRequest, 'number'>;
type Waiting = { readonly number: number; readonly question: Question; readonly end: (reading: Read<Advisory> | undefined) => void };
type Lane = { readonly ask: (question: Question) => Promise<Read<Advisory> | undefined>; readonly warm: () => void };

const small = openLane(LANES.small);
const large = openLane(LANES.large);

/**
 * A queue before one process, which is started when there is work. Up to eight are sent ahead; when the process dies or does not answer in
 * time, the first of them is to blame and gets undefined, and the others are sent again to a new one.
 */
function openLane({ memoryMb, answerMsMax }: { readonly memoryMb: number; readonly answerMsMax: number }): Lane {
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
