import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, 1_000);

/** Milliseconds since 1970, a second at a time: for what counts down. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** The same, a minute at a time: for "vandaag" and "gisteren". */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now / 60_000) * 60_000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
