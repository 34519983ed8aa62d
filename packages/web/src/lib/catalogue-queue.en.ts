import { matterTexts } from '../matters/texts.en.ts';
import type { texts as nl } from './catalogue-queue.nl.ts';

/** The queue, in English. One line for each word. */
export const texts: Readonly<Record<keyof typeof nl, string>> = matterTexts;
