import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Facts } from '@forewarn/core/basics/facts.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { faultWords, isFault, type FaultProblem } from './fault.ts';
import { momentWords } from './moment-words.ts';
import {
  hasRefusals,
  placeWords,
  refusalWords,
  saidFault,
  saidProblem,
  type Lookup,
  type RefusalWords,
  type SaidFault,
  type SaidProblem,
} from './refusal-words.ts';
import { needWords, onWords, textOf, useWords } from './words.ts';

/** Says in the reader's language what went wrong. Why the server refused is loaded the first time; until then it is said more plainly. */
export function useFaultWords(fault: unknown): RefusalWords & SaidFault {
  const { say } = useWords();
  const { lookup, areLoaded } = useRefusals(isFault(fault) && fault.status !== 0);
  const { what, next } = faultWords(fault);
  const plain = { what: say(what), next: say(next), problems: [] };
  return isFault(fault) && fault.status !== 0 && areLoaded ? { ...plain, ...saidFault(fault, lookup) } : plain;
}

/** Says in the reader's language what is wrong with parts of what was handed in; nothing until the words for it are loaded. */
export function useProblemWords(isNeeded = true): (problems: readonly FaultProblem[]) => readonly SaidProblem[] {
  const { lookup, areLoaded } = useRefusals(isNeeded);
  return (problems) => (areLoaded ? problems.map((problem) => saidProblem(problem, lookup)) : []);
}

/** Says where in a file something stands, in the reader's language. */
export function usePlaceWords(): (at: string) => string {
  const { lookup } = useRefusals(true);
  return (at) => placeWords(at, lookup);
}

/** Why each of these would be refused, as the server said it before anything was sent. */
export function useRefusalsInWords(refusals: readonly Told[]): readonly (Told & Partial<RefusalWords>)[] {
  const { lookup, areLoaded } = useRefusals(refusals.length > 0);
  return areLoaded ? refusals.map((told) => ({ ...told, ...refusalWords(told, lookup) })) : [];
}
type Told = { readonly code: string; readonly message: string; readonly hint?: string; readonly facts?: Facts };

function useRefusals(areNeeded: boolean): { readonly lookup: Lookup; readonly areLoaded: boolean } {
  const { language } = useWords();
  useEffect(() => {
    // Without them it is said plainly, and the next fault tries again.
    if (areNeeded) void needWords(['refusals']).catch(() => undefined);
  }, [areNeeded, language]);
  const lookup = useMemo(() => ({ textOf: (key: string) => textOf(language, key), moment: momentIn(language) }), [language]);
  const areLoaded = useSyncExternalStore(onWords, () => hasRefusals(lookup));
  return { lookup, areLoaded };
}

function momentIn(language: Language): (at: string) => string {
  return (at) => {
    const { fullDate, spokenTime } = momentWords(at, Date.now(), language);
    return `${fullDate}, ${spokenTime}`;
  };
}
