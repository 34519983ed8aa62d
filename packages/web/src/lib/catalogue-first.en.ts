import { appTexts } from '../app/texts.en.ts';
import { componentTexts } from '../components/texts.en.ts';
import type { texts as nl } from './catalogue-first.nl.ts';

/** What every page says, in English. One line for each word. */
export const texts: Readonly<Record<keyof typeof nl, string>> = {
  ...appTexts,
  ...componentTexts,
};
