import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { attack, type Tally } from './attack.ts';
import type { Said } from './parser-thread.ts';
import { hostileTextsFor, PARSERS } from './parsers.ts';

/** Of the processor, for one text of at most 20,000 characters: an expression that goes back over its steps takes minutes. */
const CPU_MS_MAX = 1_500;
/** Of the clock, for one text: then the thread is ended and the text has got through. */
const PATIENCE_MS = 60_000;

test('the readers are tried with thousands of texts', () => {
  const count = Object.values(PARSERS).reduce((sum, parser) => sum + [...hostileTextsFor(parser)].length, 0);
  expect(count).toBeGreaterThan(5_000);
});

for (const name of Object.keys(PARSERS)) attack(`${name}: read or refused, never thrown, in bounded time`, (tally) => readAll(tally, name));

/** All texts of one parser in a thread of its own, that is ended where it does not come back. */
async function readAll({ held }: Tally, name: string): Promise<void> {
  const thread = new Worker(new URL('./parser-thread.ts', import.meta.url), {
    workerData: name,
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  let reading = 'the start';
  try {
    await new Promise<void>((resolve) => {
      const giveUp = () => {
        held(`${reading} is still being read`, false);
        resolve();
      };
      let timer = setTimeout(giveUp, PATIENCE_MS);
      thread.on('message', (said: Said) => {
        if (said.kind === 'done') return resolve();
        if (said.kind === 'begins') {
          reading = said.what;
          return undefined;
        }
        clearTimeout(timer);
        timer = setTimeout(giveUp, PATIENCE_MS);
        held(`${said.what} threw ${said.threw}`, said.threw === undefined);
        if (said.threw === undefined && said.cpuMs > CPU_MS_MAX) held(`${said.what} took ${Math.round(said.cpuMs)} ms`, false);
        return undefined;
      });
      thread.on('error', (cause) => {
        held(`${reading} ended the thread: ${String(cause)}`, false);
        resolve();
      });
      thread.on('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  } finally {
    await thread.terminate();
  }
}
