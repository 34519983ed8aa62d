import { refusalTexts } from './refusal-texts.en.ts';
import type { texts as nl } from './catalogue-refusals.nl.ts';

/** Why the server refused, in English: loaded when a page first shows that it did. */
export const texts: Readonly<Record<keyof typeof nl, string>> = refusalTexts;
