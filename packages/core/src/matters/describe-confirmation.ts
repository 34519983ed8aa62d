import { cleanText } from '../basics/clean-text.ts';
import type { Language } from '../institutions/institution.ts';
import type { Confirmation } from './matter.ts';

/** DOMAIN §8: bevestigd, onbevestigd, bewering. */
const WORDS: Readonly<Record<Language, Readonly<Record<Confirmation['kind'], (claimant: string) => string>>>> = {
  nl: {
    confirmed: () => 'bevestigd',
    unconfirmed: () => 'onbevestigd',
    'claim-of': (claimant) => `bewering van ${claimant}, niet bevestigd`,
  },
  en: {
    confirmed: () => 'confirmed',
    unconfirmed: () => 'unconfirmed',
    'claim-of': (claimant) => `claim of ${claimant}, not confirmed`,
  },
};

/** The degree of confirmation in the reader's words; whose claim it is always goes with the claim (DOMAIN §6 S2). */
export function describeConfirmation(confirmation: Confirmation, language: Language): string {
  const claimant = confirmation.kind === 'claim-of' ? cleanText(confirmation.claimant, 200) : '';
  return WORDS[language][confirmation.kind](claimant);
}
