import { lazyRouteComponent } from '@tanstack/react-router';
import { PARTS_OF_A_PAGE, type CataloguePart } from '../lib/catalogue-parts.ts';
import { needWords } from '../lib/words.ts';

/** A page that is loaded when it is first opened and, beside it, the words that it says: all parts where none is named. */
export function withWords<Module extends Record<string, unknown>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
  ...parts: readonly CataloguePart[]
) {
  return lazyRouteComponent(async () => {
    const [loaded] = await Promise.all([load(), needWords(parts.length === 0 ? PARTS_OF_A_PAGE : parts)]);
    return loaded;
  }, name);
}
