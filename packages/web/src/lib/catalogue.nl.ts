import { appTexts } from '../app/texts.nl.ts';
import { componentTexts } from '../components/texts.nl.ts';
import { draftTexts } from '../drafts/texts.nl.ts';
import { followUpTexts } from '../follow-up/texts.nl.ts';
import { peopleTexts } from '../institutions/people-texts.nl.ts';
import { institutionTexts } from '../institutions/texts.nl.ts';
import { inventoryTexts } from '../inventories/texts.nl.ts';
import { matterTexts } from '../matters/texts.nl.ts';
import { memberTexts } from '../warnings/member-texts.nl.ts';
import { warningTexts } from '../warnings/texts.nl.ts';

/** All words of the portal in Dutch, which comes first: the English catalogue must have the same keys. One line for each word. */
export const catalogue = {
  ...appTexts,
  ...componentTexts,
  ...draftTexts,
  ...followUpTexts,
  ...institutionTexts,
  ...peopleTexts,
  ...inventoryTexts,
  ...matterTexts,
  ...memberTexts,
  ...warningTexts,
};
