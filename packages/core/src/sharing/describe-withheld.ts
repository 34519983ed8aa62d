import type { Language } from '../institutions/institution.ts';
import type { NotReceivedBecause } from './sharing.ts';

/** Why somebody does not see something, for the analyst who releases it and the reader who misses it (DOMAIN §7.8). */
const BECAUSE: Readonly<Record<Language, Readonly<Record<NotReceivedBecause, string>>>> = {
  nl: {
    embargo: 'Er is nog een embargo.',
    'label-above-purpose': 'Het label staat dit gebruik niet toe.',
    'not-for-anyone': 'Dit is niet voor iedereen.',
    'red-to-group': 'TLP:RED is voor personen. Niet voor een groep, een postbus, een systeem of een IT-dienstverlener.',
    'label-above-reader': 'Het label is te streng voor deze lezer.',
    'it-provider-not-ticked': 'De afzender heeft niet aangevinkt dat de IT-dienstverlener dit mag lezen.',
    'personal-to-others': 'Dit gaat over de instelling zelf. Het is alleen voor haar en het CERT.',
    'block-not-by-channel': 'Dit past niet langs deze weg. Log in om het te lezen.',
    'label-above-channel': 'Het label is te streng voor deze weg. Log in om het te lezen.',
    'hit-would-tell': 'Zoeken zou verraden wat er staat.',
  },
  en: {
    embargo: 'It is under embargo.',
    'label-above-purpose': 'The label does not allow this use.',
    'not-for-anyone': 'This is not for everybody.',
    'red-to-group': 'TLP:RED is for persons. Not for a group, a mailbox, a system or an IT provider.',
    'label-above-reader': 'The label is too strict for this reader.',
    'it-provider-not-ticked': 'The sender did not tick that the IT provider may read this.',
    'personal-to-others': 'This is about the institution itself. It is for it and the CERT alone.',
    'block-not-by-channel': 'This does not go this way. Sign in to read it.',
    'label-above-channel': 'The label is too strict for this way. Sign in to read it.',
    'hit-would-tell': 'Searching would tell what it says.',
  },
};

export function describeWithheld(because: NotReceivedBecause, language: Language): string {
  return BECAUSE[language][because];
}
