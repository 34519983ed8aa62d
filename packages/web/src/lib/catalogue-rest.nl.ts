import { advisoryTexts } from '../advisories/texts.nl.ts';
import { constituencyTexts } from '../constituency/texts.nl.ts';
import { importTexts } from '../constituency/import-texts.nl.ts';
import { joiningTexts } from '../constituency/joining-texts.nl.ts';
import { draftTexts } from '../drafts/texts.nl.ts';
import { drillTexts } from '../drills/texts.nl.ts';
import { feedTexts } from '../feeds/texts.nl.ts';
import { followUpTexts } from '../follow-up/texts.nl.ts';
import { helpTexts } from '../help-requests/texts.nl.ts';
import { peopleTexts } from '../institutions/people-texts.nl.ts';
import { inventoryTexts } from '../inventories/texts.nl.ts';
import { nameTexts } from '../names/texts.nl.ts';
import { deskTexts } from '../service-desk/texts.nl.ts';
import { situationTexts } from '../situation/texts.nl.ts';
import { sourceTexts } from '../sources/texts.nl.ts';
import { wishTexts } from '../wishes/texts.nl.ts';

/** All other pages, in Dutch. One line for each word. */
export const texts = {
  ...advisoryTexts,
  ...constituencyTexts,
  ...importTexts,
  ...joiningTexts,
  ...draftTexts,
  ...drillTexts,
  ...feedTexts,
  ...followUpTexts,
  ...helpTexts,
  ...peopleTexts,
  ...inventoryTexts,
  ...nameTexts,
  ...deskTexts,
  ...situationTexts,
  ...sourceTexts,
  ...wishTexts,
};
