import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
/** Nothing new for so long counts as quiet. */
const QUIET_MS = 1_500;

/** Looks again and again until there is something; throws, naming what did not happen, after `patienceMs`. */
export async function until<Found>(
  what: string,
  patienceMs: number,
  look: () => Promise<Found | undefined | false>,
): Promise<Exclude<Found, undefined | false>> {
  const endMs = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found as Exclude<Found, undefined | false>;
    if (Date.now() > endMs) throw new Error(`it did not happen within ${patienceMs / 1000} s that ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Waits until a count has stayed the same for a while. */
export async function untilQuiet(count: () => number): Promise<void> {
  let last = count();
  let sinceMs = Date.now();
  while (Date.now() - sinceMs < QUIET_MS) {
    await pause(LOOK_EVERY_MS);
    if (count() === last) continue;
    last = count();
    sinceMs = Date.now();
  }
}
