import { useState } from 'react';
import { addressedFor } from './acting-for.ts';
import { ownerOfCalls } from './credentials.ts';

/**
 * What is typed in a form stays with this tab until it is sent, also over a reload or a lost connection; for whoever typed it alone, since who signs
 * in after them would send it as their own. `name` says which form.
 */
export function useKept<Typed extends object>(name: string, empty: Typed): [Typed, (change: Partial<Typed>) => void, () => void] {
  const place = `forewarn.typed.${ownerOfCalls() ?? ''}.${addressedFor === undefined ? '' : `${addressedFor}.`}${name}`; // each customer's by itself
  const [typed, setTyped] = useState<Typed>(() => ({ ...empty, ...keptAt(place) }));
  const change = (part: Partial<Typed>) =>
    setTyped((before) => {
      const after = { ...before, ...part };
      sessionStorage.setItem(place, JSON.stringify(after));
      return after;
    });
  const forget = () => {
    sessionStorage.removeItem(place);
    setTyped(empty);
  };
  return [typed, change, forget];
}

function keptAt(place: string): object {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}
