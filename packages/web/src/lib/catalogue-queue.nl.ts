import { matterTexts } from '../matters/texts.nl.ts';

/** The queue, in Dutch. One line for each word. */
export const texts = matterTexts;
