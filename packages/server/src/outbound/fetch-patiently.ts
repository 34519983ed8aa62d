import { setTimeout as sleep } from 'node:timers/promises';
import type { Door } from './door.ts';
import { fetchSafely, type FetchOutcome, type FetchRequest } from './fetch-safely.ts';

const TRIES_MAX = 3;
const FIRST_PAUSE_MS = 250;
/** A wish to wait longer than this ends the errand: the source is asked again at a later poll. */
const RETRY_AFTER_SECONDS_MAX = 5;

/** `fetchSafely`, tried again with growing pauses where the fault may pass; a short `Retry-After` is obeyed, a long one is handed on. */
export async function fetchPatiently(door: Door, wanted: FetchRequest): Promise<FetchOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await fetchSafely(door, wanted);
    if (outcome.kind !== 'fault' || !outcome.mayPass || attempt === TRIES_MAX) return outcome;
    const asked = outcome.retryAfterSeconds;
    if (asked !== undefined && asked > RETRY_AFTER_SECONDS_MAX) return outcome;
    await sleep(asked === undefined ? FIRST_PAUSE_MS * 3 ** (attempt - 1) : asked * 1000);
  }
}
