import { advisoryTexts } from '../advisories/texts.en.ts';
import { appTexts } from '../app/texts.en.ts';
import { componentTexts } from '../components/texts.en.ts';
import { constituencyTexts } from '../constituency/texts.en.ts';
import { importTexts } from '../constituency/import-texts.en.ts';
import { joiningTexts } from '../constituency/joining-texts.en.ts';
import { draftTexts } from '../drafts/texts.en.ts';
import { drillTexts } from '../drills/texts.en.ts';
import { feedTexts } from '../feeds/texts.en.ts';
import { followUpTexts } from '../follow-up/texts.en.ts';
import { peopleTexts } from '../institutions/people-texts.en.ts';
import { helpTexts } from '../help-requests/texts.en.ts';
import { deskTexts } from '../service-desk/texts.en.ts';
import { situationTexts } from '../situation/texts.en.ts';
import { accountTexts } from '../institutions/account-texts.en.ts';
import { inventoryTexts } from '../inventories/texts.en.ts';
import { matterTexts } from '../matters/texts.en.ts';
import { nameTexts } from '../names/texts.en.ts';
import { sourceTexts } from '../sources/texts.en.ts';
import { memberTexts } from '../warnings/member-texts.en.ts';
import { warningTexts } from '../warnings/texts.en.ts';
import { wishTexts } from '../wishes/texts.en.ts';
import type { catalogue as nl } from './catalogue.nl.ts';

/** All words of the portal in English; the type keeps it complete. One line for each word. */
export const catalogue: Readonly<Record<keyof typeof nl, string>> = {
  ...advisoryTexts,
  ...appTexts,
  ...componentTexts,
  ...constituencyTexts,
  ...importTexts,
  ...joiningTexts,
  ...draftTexts,
  ...drillTexts,
  ...feedTexts,
  ...followUpTexts,
  ...helpTexts,
  ...deskTexts,
  ...situationTexts,
  ...peopleTexts,
  ...inventoryTexts,
  ...matterTexts,
  ...memberTexts,
  ...nameTexts,
  ...accountTexts,
  ...sourceTexts,
  ...warningTexts,
  ...wishTexts,
};
