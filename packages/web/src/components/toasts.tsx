import { useSyncExternalStore } from 'react';
import { useKeys } from '../lib/keys.ts';
import { useWords } from '../lib/words.ts';
import { Button } from './button.tsx';
import styles from './toasts.module.css';

type Toast = { readonly id: number; readonly text: string; readonly undo?: () => void };

/** Long enough to read and to reach the button; who points at it or focuses it keeps it. */
const SHOWN_MS = 10_000;

let toasts: readonly Toast[] = [];
let made = 0;
const listeners = new Set<() => void>();

/** Says that something is done, with a way back: undo rather than "are you sure" (LOOK). */
export function tell(text: string, undo?: () => void): void {
  const toast = { id: (made += 1), text, undo };
  change([...toasts.slice(-2), toast]);
  setTimeout(() => dismiss(toast.id), SHOWN_MS);
}

export function Toasts() {
  const { say } = useWords();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const newest = shown.findLast(({ undo }) => undo !== undefined);
  const takeBack = ({ id, undo }: Toast) => {
    dismiss(id);
    undo?.();
  };
  useKeys({ z: () => newest !== undefined && takeBack(newest) });
  return (
    <div className={styles['toasts']} role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={styles['toast']}>
          <span>{toast.text}</span>
          {toast.undo !== undefined && (
            <Button onPress={() => takeBack(toast)}>
              {say('part.undo')} {toast === newest && <kbd>z</kbd>}
            </Button>
          )}
          <Button look="quiet" onPress={() => dismiss(toast.id)}>
            {say('part.close')}
          </Button>
        </div>
      ))}
    </div>
  );
}

function dismiss(id: number): void {
  if (toasts.some((toast) => toast.id === id)) change(toasts.filter((toast) => toast.id !== id));
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
