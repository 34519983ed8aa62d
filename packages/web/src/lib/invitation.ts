import { useSyncExternalStore } from 'react';

/**
 * The one-time code of an invitation. Its link has it behind `#`, which no browser sends: no server's log, nor a proxy's, holds it. It is taken
 * off the address at once, so that the browser's history does not hold it either.
 */
let code = takeCode();
const listeners = new Set<() => void>();
// A link that is opened where the portal stands already loads nothing.
addEventListener('hashchange', () => keepCode(takeCode() ?? code));

export function useInvitation(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => code,
  );
}

/** It was used, or is not wanted. */
export function forgetInvitation(): void {
  keepCode(undefined);
}

function keepCode(next: string | undefined): void {
  code = next;
  for (const listener of listeners) listener();
}

function takeCode(): string | undefined {
  const found = /^#code=([A-Za-z0-9_-]{43})$/.exec(location.hash)?.[1];
  if (found !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return found;
}
