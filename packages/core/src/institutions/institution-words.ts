import { foldWord } from '../basics/table.ts';
import { CONTACT_ROLES, type ContactRole } from './contact.ts';
import { SECTORS, type Language, type Sector } from './institution.ts';

/** What an institution is called in lists, folded (`foldWord`), per stored sector; the stored spelling itself is understood too. */
const SECTOR_WORDS: Readonly<Record<Sector, readonly string[]>> = {
  umc: ['umc', 'universitair medisch centrum', 'academisch ziekenhuis', 'university medical centre', 'nfu'],
  hospital: ['hospital', 'ziekenhuis', 'streekziekenhuis', 'zh', 'nvz', 'algemeen ziekenhuis'],
  ggz: ['ggz', 'geestelijke gezondheidszorg', 'mental health', 'gg', 'ggz groot'],
  'ggz-small': ['ggz small', 'ggz klein', 'kleine ggz', 'ggz praktijk', 'vrijgevestigd', 'psychologiepraktijk', 'gk'],
  'vvt-vgn': [
    'vvt vgn',
    'vvt/vgn',
    'vvt',
    'vgn',
    'ouderenzorg',
    'thuiszorg',
    'gehandicaptenzorg',
    'verpleeghuis',
    'vg',
    'elderly care',
    'disability care',
  ],
  'first-line': [
    'first line',
    'eerste lijn',
    'eerstelijn',
    'eerstelijnszorg',
    'huisarts',
    'huisartsen',
    'huisartsenpraktijk',
    'huisartsenpost',
    'apotheek',
    'tandarts',
    'fysiotherapie',
    'el',
    'gp',
    'primary care',
  ],
  laboratory: ['laboratory', 'laboratorium', 'lab', 'bloedbank', 'lb'],
  ambulance: ['ambulance', 'ambulancedienst', 'rav', 'ambulancezorg', 'am'],
  'public-health': ['public health', 'ggd', 'publieke gezondheid', 'gd', 'ghor'],
  rehabilitation: ['rehabilitation', 'revalidatie', 'revalidatiecentrum', 'rv', 'categoraal'],
  youth: ['youth', 'jeugd', 'jeugdzorg', 'jeugdhulp'],
  other: ['other', 'overig', 'overige', 'anders'],
};

/** Titles of DOMAIN §1.4, folded, per stored role. */
const ROLE_WORDS: Readonly<Record<ContactRole, readonly string[]>> = {
  '24-7': ['24 7', '24/7', '24/7 contact', '24 7 contact', 'piket', 'dienstdoende', 'wachtdienst', 'acib', 'on call'],
  ciso: ['ciso', 'chief information security officer'],
  security: [
    'security',
    'security officer',
    'information security officer',
    'iso',
    'informatiebeveiliger',
    'informatiebeveiliging',
    'vcib',
    'beveiliging',
  ],
  'ict-manager': ['ict manager', 'it manager', 'manager i a', 'manager ict', 'cio', 'hoofd ict', 'hoofd it'],
  'system-administrator': [
    'system administrator',
    'systeembeheerder',
    'systeembeheer',
    'netwerkbeheerder',
    'netwerkbeheer',
    'ict er',
    'it er',
    'ict',
    'it',
    'de ict er',
    'technisch beheer',
  ],
  'application-manager': ['application manager', 'functioneel beheerder', 'functioneel beheer', 'applicatiebeheerder', 'applicatiebeheer'],
  'medical-technology': ['medical technology', 'medische techniek', 'klinische fysica', 'klinisch informaticus', 'mict'],
  facility: ['facility', 'facilitair', 'technische dienst', 'gebouwbeheer', 'facilities'],
  privacy: ['privacy', 'fg', 'functionaris gegevensbescherming', 'privacy officer', 'dpo'],
  board: ['board', 'bestuurder', 'raad van bestuur', 'bestuur', 'directie', 'directeur'],
  communications: ['communications', 'communicatie', 'communicatieadviseur', 'woordvoerder'],
  'practice-manager': ['practice manager', 'praktijkmanager', 'praktijkhouder', 'praktijkmanagement'],
  'it-provider': ['it provider', 'it dienstverlener', 'ict dienstverlener', 'systeembeheerpartij', 'msp', 'beheerpartij'],
};

const LANGUAGE_WORDS: Readonly<Record<Language, readonly string[]>> = {
  nl: ['nl', 'nederlands', 'dutch', 'nl nl'],
  en: ['en', 'engels', 'english', 'en gb', 'en us'],
};

export function readSector(text: string): Sector | undefined {
  return SECTORS.find((sector) => sector === text) ?? wordOf(text, SECTOR_WORDS);
}

export function readContactRole(text: string): ContactRole | undefined {
  return CONTACT_ROLES.find((role) => role === text) ?? wordOf(text, ROLE_WORDS);
}

export function readLanguage(text: string): Language | undefined {
  return wordOf(text, LANGUAGE_WORDS);
}

function wordOf<Stored extends string>(text: string, words: Readonly<Record<Stored, readonly string[]>>): Stored | undefined {
  const folded = foldWord(text);
  for (const stored in words) {
    if (words[stored].includes(folded)) return stored;
  }
  return undefined;
}
