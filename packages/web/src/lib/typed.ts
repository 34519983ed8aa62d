import { addressedFor } from './acting-for.ts';
import { ownerOfCalls } from './credentials.ts';

/** Forms, drafts of warnings, texts of reports. */
type Kind = 'typed' | 'draft' | 'report';
const BEGINS = ['forewarn.typed.', 'forewarn.draft.', 'forewarn.report.', 'forewarn.unsent.']; // unsent.ts

/** What is typed under one name and not sent; in this tab alone, and gone with it: it may be under embargo. */
export type Typed = {
  /** Empty where nothing is kept. */
  readonly found: object;
  readonly keep: (typed: object) => void;
  readonly forget: () => void;
};

/**
 * Whose it is, and for which customer, is settled here, once, when the form opens: what is typed in it stays theirs, whoever acts in this tab by the
 * time that it is kept; who signs in after them would send it as their own.
 */
export function openTyped(kind: Kind, name: string): Typed {
  const place = `forewarn.${kind}.${ownerOfCalls() ?? ''}.${addressedFor === undefined ? '' : `${addressedFor}.`}${name}`;
  return {
    found: foundAt(place),
    keep: (typed) => {
      try {
        sessionStorage.setItem(place, JSON.stringify(typed));
      } catch {
        // This browser keeps nothing: it stands on the page until that is closed.
      }
    },
    forget: () => sessionStorage.removeItem(place),
  };
}

function foundAt(place: string): object {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

/** Whoever signs out leaves nothing of what was typed behind for who sits down next. */
export function forgetTyped(): void {
  for (const storage of [sessionStorage, localStorage])
    for (const name of Object.keys(storage)) if (BEGINS.some((begin) => name.startsWith(begin))) storage.removeItem(name);
}
