import { Worker } from 'node:worker_threads';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { ProofPages } from './proof-pages.ts';

/** A pack of hundreds of deliveries takes a second; the typesetter's own memory is not Node's and has no limit but the pages' size. */
const RENDERING_MS_MAX = 30_000;
const PAGES_BYTES_MAX = 4 * 1024 * 1024;
/** The typesetter lives on in its thread between packs would be quicker; a pack is asked for rarely, and two at once are enough. */
const AT_ONCE_MAX = 2;

let running = 0;

/**
 * The pages as a tagged PDF/A-2a. In a thread of its own, which is given up after thirty seconds: nobody else waits. Refusals: `too-many`,
 * `too-large`.
 */
export async function proofPdf(pages: ProofPages): Promise<Uint8Array | Refusal> {
  const json = JSON.stringify(pages);
  if (Buffer.byteLength(json) > PAGES_BYTES_MAX) return TOO_LARGE;
  if (running >= AT_ONCE_MAX)
    return refuse('too-many', 'Other proofs are being printed.', 'Ask again in a few seconds.', { about: 'proofs' });
  running += 1;
  try {
    return (await rendered(json, pages.madeAt.seconds)) ?? TOO_LARGE;
  } finally {
    running -= 1;
  }
}

const TOO_LARGE = refuse('too-large', 'This proof is too large to be printed.', 'Fetch it as JSON: that holds all of it.', {
  about: 'proof',
});

/** Undefined where it took too long, or could not be set. */
function rendered(json: string, seconds: number): Promise<Uint8Array | undefined> {
  const worker = new Worker(new URL('./proof-pdf-worker.ts', import.meta.url), { workerData: { json, seconds }, stderr: true });
  return new Promise<Uint8Array | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), RENDERING_MS_MAX);
    const end = (pdf: Uint8Array | undefined) => {
      clearTimeout(timer);
      resolve(pdf);
    };
    worker.on('message', end);
    worker.on('error', () => end(undefined));
    worker.on('exit', () => end(undefined));
  }).finally(() => worker.terminate());
}
