import { memberTexts } from '../warnings/member-texts.nl.ts';
import { warningTexts } from '../warnings/texts.nl.ts';

/** What a member is told first, in Dutch. One line for each word. */
export const texts = {
  ...memberTexts,
  ...warningTexts,
};
