import { refusalTexts } from './refusal-texts.nl.ts';

/** Why the server refused, in Dutch: loaded when a page first shows that it did. */
export const texts = refusalTexts;
