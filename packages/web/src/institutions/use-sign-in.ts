import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isFault } from '../lib/fault.ts';
import { sessionQuery, type Session } from '../lib/session.ts';
import type { PlainKey } from '../lib/words.ts';

/** One way in: what it does, and the words where it did not work. Gives back who is signed in then. */
export type Enter = (way: () => Promise<unknown>, otherwise: PlainKey | ((cause?: unknown) => PlainKey)) => Promise<Session | undefined>;

/** Tries ways to sign in, and says what came of it: `wrong` where it did not work, `fault` where it could not be tried. */
export function useSignIn(): { readonly wrong?: PlainKey; readonly fault: unknown; readonly enter: Enter } {
  const queries = useQueryClient();
  const [wrong, setWrong] = useState<PlainKey>();
  const [fault, setFault] = useState<unknown>();
  const enter: Enter = async (way, otherwise) => {
    setWrong(undefined);
    setFault(undefined);
    try {
      await way();
      const session = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      if (session.kind !== 'nobody') return session;
      setWrong(wordsOf(otherwise));
    } catch (cause) {
      // What the browser throws is an `Error`: no passkey was chosen, or there is none.
      if (cause instanceof Error || (isFault(cause) && [401, 410].includes(cause.status))) setWrong(wordsOf(otherwise, cause));
      else setFault(cause);
    }
    return undefined;
  };
  return { wrong, fault, enter };
}

function wordsOf(otherwise: Parameters<Enter>[1], cause?: unknown): PlainKey {
  return typeof otherwise === 'string' ? otherwise : otherwise(cause);
}
