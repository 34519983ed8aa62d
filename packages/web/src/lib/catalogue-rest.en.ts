import { advisoryTexts } from '../advisories/texts.en.ts';
import { constituencyTexts } from '../constituency/texts.en.ts';
import { importTexts } from '../constituency/import-texts.en.ts';
import { joiningTexts } from '../constituency/joining-texts.en.ts';
import { draftTexts } from '../drafts/texts.en.ts';
import { drillTexts } from '../drills/texts.en.ts';
import { feedTexts } from '../feeds/texts.en.ts';
import { followUpTexts } from '../follow-up/texts.en.ts';
import { helpTexts } from '../help-requests/texts.en.ts';
import { peopleTexts } from '../institutions/people-texts.en.ts';
import { inventoryTexts } from '../inventories/texts.en.ts';
import { nameTexts } from '../names/texts.en.ts';
import { deskTexts } from '../service-desk/texts.en.ts';
import { situationTexts } from '../situation/texts.en.ts';
import { sourceTexts } from '../sources/texts.en.ts';
import { wishTexts } from '../wishes/texts.en.ts';
import type { texts as nl } from './catalogue-rest.nl.ts';

/** All other pages, in English. One line for each word. */
export const texts: Readonly<Record<keyof typeof nl, string>> = {
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
