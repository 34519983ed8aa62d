import { isKept } from '../lib/fault.ts';
import { useWords } from '../lib/words.ts';
import { tell } from './toasts.tsx';

/** What an undo does: the way back, then what it changed is read again; where it fails the reader is told, or that it waits for a connection. */
export function useWayBack(readAgain: () => Promise<unknown>): (way: () => Promise<unknown>) => () => void {
  const { say } = useWords();
  return (way) => () => void way().then(readAgain, (cause) => tell(say(isKept(cause) ? 'wrong.kept' : 'part.not-undone')));
}
