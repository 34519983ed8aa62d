import { useEffect } from 'react';
import { queries } from './queries.ts';

/** Until the server tells of changes by itself, what is shown is asked again this often. */
const ASK_AGAIN_MS = 15_000;

/** Keeps what is shown fresh while the page is in sight. */
export function useLive(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible')
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'about' });
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}
