import { lazy, Suspense, useEffect, type ComponentType } from 'react';

/** By then the page stands, also on a slow machine; who asks earlier has it loaded at once. */
const LATER_MS = 2_000;

/** A part that a page does not need to be read (a dialog): its script is loaded after the page's own, so that it is there when it is asked for. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & { readonly isOpen: boolean }> {
  const Part = lazy(async () => ({ default: await load() }));
  return function Later(props) {
    useEffect(() => {
      const timer = setTimeout(() => void load().catch(() => undefined), LATER_MS); // asked again when it is needed
      return () => clearTimeout(timer);
    }, []);
    return props.isOpen ? (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    ) : null;
  };
}
