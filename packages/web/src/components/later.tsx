import { useEffect, useState, type ComponentType } from 'react';
import { queries } from '../lib/queries.ts';
import { useWords } from '../lib/words.ts';
import { tell } from './toasts.tsx';

/** At the latest by then, also on a machine that is never idle. */
const LATER_MS = 2_000;
/** A page that does not stand by then is waited for no longer. */
const STANDS_MS_MAX = 10_000;
const LOOK_AGAIN_MS = 100;

/**
 * A part that a page does not need to be read (a dialog): its script is loaded as soon as the page stands and nothing else is to be done, so that it is
 * there when it is asked for. Who asks earlier has it at once, and what is typed meanwhile is no shortcut of the page; where it does not come the
 * reader is told, and it is asked for again.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & { readonly isOpen: boolean }> {
  let loaded: ComponentType<Props> | undefined;
  const fetch = async () => (loaded = await load());
  return function Later(props) {
    const { say } = useWords();
    const [, setTries] = useState(0);
    const [isLate, setLate] = useState(false);
    const isWanted = props.isOpen && loaded === undefined;
    useEffect(() => (loaded === undefined ? whenIdle(() => void fetch().catch(() => undefined)) : undefined), []);
    useEffect(() => {
      if (!isWanted) return undefined;
      // What hangs is late too: the reader is told, and has the keyboard back.
      const late = window.setTimeout(() => setLate(true), LATER_MS);
      let timer: number | undefined;
      const ask = () =>
        void fetch().then(
          () => setTries((tries) => tries + 1),
          () => {
            setLate(true);
            timer = window.setTimeout(ask, LATER_MS);
          },
        );
      ask();
      return () => {
        clearTimeout(late);
        clearTimeout(timer);
      };
    }, [isWanted]);
    useEffect(() => {
      if (isWanted && isLate) tell(say('wrong.offline'));
    }, [isWanted, isLate, say]);
    if (!props.isOpen) return null;
    if (loaded === undefined) return isLate ? null : <Deaf />;
    const Part = loaded;
    return <Part {...props} />;
  };
}

/** Nothing to see; the keyboard is the dialog's already. What is the browser's own goes on. */
function Deaf() {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab' || event.key === 'Escape') return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener('keydown', hear, true);
    return () => removeEventListener('keydown', hear, true);
  }, []);
  return null;
}

/** Gives what calls it off. A page that does not stand yet, or asks the server for what it shows, goes first: it does not share its line with what comes later. */
function whenIdle(work: () => void): () => void {
  const lastAt = performance.now() + STANDS_MS_MAX;
  let callOff = onceIdle(look);
  function look(): void {
    const stands = document.querySelector('#content h1') !== null && queries.isFetching() === 0;
    if (stands || performance.now() >= lastAt) return work();
    const timer = setTimeout(() => (callOff = onceIdle(look)), LOOK_AGAIN_MS);
    callOff = () => clearTimeout(timer);
  }
  return () => callOff();
}

/** Gives what calls it off. Not every browser tells when it is idle. */
function onceIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, LATER_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: LATER_MS });
  return () => cancelIdleCallback(asked);
}
