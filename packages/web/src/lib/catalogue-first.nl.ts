import { appTexts } from '../app/texts.nl.ts';
import { componentTexts } from '../components/texts.nl.ts';

/** What every page says, in Dutch. One line for each word. */
export const texts = {
  ...appTexts,
  ...componentTexts,
};
