import { useState } from 'react';
import { openTyped } from './typed.ts';

/** What is typed in a form stays with this tab until it is sent, also over a reload or a lost connection. `name` says which form; another is another component (`key`). */
export function useKept<Form extends object>(name: string, empty: Form): [Form, (change: Partial<Form>) => void, () => void] {
  const [kept] = useState(() => openTyped('typed', name));
  const [typed, setTyped] = useState<Form>(() => ({ ...empty, ...kept.found }));
  const change = (part: Partial<Form>) =>
    setTyped((before) => {
      const after = { ...before, ...part };
      kept.keep(after);
      return after;
    });
  const forget = () => {
    kept.forget();
    setTyped(empty);
  };
  return [typed, change, forget];
}
