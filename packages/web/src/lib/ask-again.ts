import { useSyncExternalStore } from 'react';
import { ownerOfCalls } from './credentials.ts';

type Settle = (isShown: boolean) => void;
/** `of` is who was asked: an answer of somebody else is none. */
type Asking = { readonly of: string | undefined; readonly answer: Promise<boolean>; readonly settle: Settle };

let asking: Asking | undefined;
const listeners = new Set<() => void>();

/**
 * Asks the reader to show once more who it is, in one dialog (institutions/ask-again.tsx) however many calls ask at once. False: the reader
 * did not.
 */
export function askAgain(): Promise<boolean> {
  if (asking === undefined) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    change({
      of: ownerOfCalls(),
      answer: promise,
      settle: (isShown) => {
        change(undefined);
        resolve(isShown);
      },
    });
  }
  return asking?.answer ?? Promise.resolve(false);
}

/** What the dialog answers with, while somebody is asked. */
export function useAsking(): Pick<Asking, 'of' | 'settle'> | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asking,
  );
}

function change(next: Asking | undefined): void {
  asking = next;
  for (const listener of listeners) listener();
}
