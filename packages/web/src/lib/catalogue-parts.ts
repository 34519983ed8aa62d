import type { Language } from '@forewarn/core/institutions/institution.ts';

type Texts = Readonly<Record<string, string>>;
type Load = () => Promise<{ readonly texts: Texts }>;

/**
 * The catalogue in parts, so that a first page loads the words that it says and no others: `first` with every page, the others when a page asks
 * for them (app/router.tsx). Which page says what is held by first-words.test.ts.
 */
export const CATALOGUE_PARTS = {
  first: { nl: () => import('./catalogue-first.nl.ts'), en: () => import('./catalogue-first.en.ts') },
  account: { nl: () => import('./catalogue-account.nl.ts'), en: () => import('./catalogue-account.en.ts') },
  queue: { nl: () => import('./catalogue-queue.nl.ts'), en: () => import('./catalogue-queue.en.ts') },
  member: { nl: () => import('./catalogue-member.nl.ts'), en: () => import('./catalogue-member.en.ts') },
  refusals: { nl: () => import('./catalogue-refusals.nl.ts'), en: () => import('./catalogue-refusals.en.ts') },
  rest: { nl: () => import('./catalogue-rest.nl.ts'), en: () => import('./catalogue-rest.en.ts') },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, Load>>>>;

export type CataloguePart = keyof typeof CATALOGUE_PARTS;
export const ALL_PARTS = Object.keys(CATALOGUE_PARTS) as readonly CataloguePart[];
/** What a page waits for that names no parts of its own. Why the server refused is loaded when it first does (use-fault-words.ts). */
export const PARTS_OF_A_PAGE = ALL_PARTS.filter((part) => part !== 'refusals');
