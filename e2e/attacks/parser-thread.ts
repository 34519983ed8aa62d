import { parentPort, workerData } from 'node:worker_threads';
import { hostileTextsFor, PARSERS } from './parsers.ts';

/** What the thread says of each text: how much of the processor it took, and what was thrown. `begins` comes before it is read. */
export type Said =
  | { readonly kind: 'begins'; readonly what: string }
  | { readonly kind: 'read'; readonly what: string; readonly cpuMs: number; readonly threw?: string }
  | { readonly kind: 'done' };

const parser = PARSERS[String(workerData)];
const say = (said: Said) => parentPort?.postMessage(said);
if (parser !== undefined) {
  for (const text of hostileTextsFor(parser)) {
    const what = `${JSON.stringify(text.slice(0, 40))} of ${text.length} characters`;
    say({ kind: 'begins', what });
    // Time of the processor and not of the clock: a busy machine fails nothing.
    const before = process.threadCpuUsage();
    let threw: string | undefined;
    try {
      await parser.read(text);
    } catch (cause) {
      threw = String(cause);
    }
    const { user, system } = process.threadCpuUsage(before);
    say({ kind: 'read', what, cpuMs: (user + system) / 1000, ...(threw === undefined ? {} : { threw }) });
  }
}
say({ kind: 'done' });
