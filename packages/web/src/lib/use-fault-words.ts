import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { faultWords, isFault, type Fault, type FaultProblem } from './fault.ts';
import { momentWords } from './moment-words.ts';
import {
  hasRefusals,
  placeWords,
  saidFault,
  saidProblem,
  type Lookup,
  type RefusalWords,
  type SaidFault,
  type SaidProblem,
} from './refusal-words.ts';
import { haveFailed, needWords, onWords, textOf, useWords } from './words.ts';

/** Says in the reader's language what went wrong. Why the server refused is loaded the first time; until then it is said more plainly, and where it cannot be, in the server's own words too. */
export function useFaultWords(fault: unknown): RefusalWords & SaidFault {
  const { say } = useWords();
  const { lookup, isTold } = useRefusals(isFault(fault) && fault.status !== 0);
  const { what, next } = faultWords(fault);
  const plain = { what: say(what), next: say(next), problems: [] };
  return isFault(fault) && fault.status !== 0 && isTold ? { ...plain, ...saidFault(fault, lookup) } : plain;
}

/** Says in the reader's language what is wrong with parts of what was handed in; nothing until the words for it are loaded, the server's own where they could not be. */
export function useProblemWords(isNeeded = true): (problems: readonly FaultProblem[]) => readonly SaidProblem[] {
  const { lookup, isTold } = useRefusals(isNeeded);
  return (problems) => (isTold ? problems.map((problem) => saidProblem(problem, lookup)) : []);
}

/** Says where in a file something stands, in the reader's language. */
export function usePlaceWords(): (at: string) => string {
  const { lookup } = useRefusals(true);
  return (at) => placeWords(at, lookup);
}

/** Why each of these would be refused, as the server said it before anything was sent. */
export function useRefusalsInWords(refusals: readonly Told[]): readonly (SaidFault & { readonly code: string })[] {
  const { lookup, isTold } = useRefusals(refusals.length > 0);
  return isTold
    ? refusals.map(({ message, ...told }) => ({ code: told.code, ...saidFault({ ...told, status: 409, title: message }, lookup) }))
    : [];
}
type Told = Pick<Fault, 'code' | 'hint' | 'facts' | 'problems'> & { readonly message: string };

/** `isTold`: the words are there, or will not be: what the server said itself is better than nothing. */
function useRefusals(areNeeded: boolean): { readonly lookup: Lookup; readonly isTold: boolean } {
  const { language, numbered } = useWords();
  useEffect(() => {
    // Without them it is said in the server's own words, and the next fault tries again.
    if (areNeeded) void needWords(['refusals']).catch(() => undefined);
  }, [areNeeded, language]);
  const lookup = useMemo(
    () => ({ textOf: (key: string) => textOf(language, key), moment: momentIn(language), numbered }),
    [language, numbered],
  );
  const isTold = useSyncExternalStore(onWords, () => hasRefusals(lookup) || haveFailed('refusals', language));
  return { lookup, isTold };
}

function momentIn(language: Language): (at: string) => string {
  return (at) => {
    const { fullDate, spokenTime } = momentWords(at, Date.now(), language);
    return `${fullDate}, ${spokenTime}`;
  };
}
