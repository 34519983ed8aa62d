/** As many cores as the smallest machine has: files that are made to be slow hold no more of it than this. */
const AT_ONCE_MAX = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Reads a file apart when its turn comes: at most two at once, in the order in which they were handed in. */
export async function readInTurn<Outcome>(reading: () => Promise<Outcome>): Promise<Outcome> {
  if (running < AT_ONCE_MAX) running += 1;
  else await new Promise<void>((go) => waiting.push(go));
  try {
    return await reading();
  } finally {
    // The place is handed on, so that nobody who comes meanwhile takes it.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
