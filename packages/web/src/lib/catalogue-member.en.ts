import { memberTexts } from '../warnings/member-texts.en.ts';
import { warningTexts } from '../warnings/texts.en.ts';
import type { texts as nl } from './catalogue-member.nl.ts';

/** What a member is told first, in English. One line for each word. */
export const texts: Readonly<Record<keyof typeof nl, string>> = {
  ...memberTexts,
  ...warningTexts,
};
