import { lazy, Suspense, useEffect, type ComponentType } from 'react';

/** At the latest by then, also on a machine that is never idle. */
const LATER_MS = 2_000;

/**
 * A part that a page does not need to be read (a dialog): its script is loaded as soon as the page stands and nothing else is to be done, so that it is
 * there when it is asked for. Who asks earlier has it at once, and what is typed meanwhile is no shortcut of the page.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & { readonly isOpen: boolean }> {
  const Part = lazy(async () => ({ default: await load() }));
  return function Later(props) {
    useEffect(() => whenIdle(() => void load().catch(() => undefined)), []); // asked again when it is needed
    return props.isOpen ? (
      <Suspense fallback={<Deaf />}>
        <Part {...props} />
      </Suspense>
    ) : null;
  };
}

/** Nothing to see; the keyboard is the dialog's already. */
function Deaf() {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener('keydown', hear, true);
    return () => removeEventListener('keydown', hear, true);
  }, []);
  return null;
}

/** Gives what calls it off. Not every browser tells when it is idle. */
function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, LATER_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: LATER_MS });
  return () => cancelIdleCallback(asked);
}
