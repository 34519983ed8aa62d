import type { Language } from '@forewarn/core/institutions/institution.ts';

/** What the mail itself says around the message. */
export type MailWords = { readonly buttonFails: string; readonly listName: (cert: string) => string };

export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = {
  nl: { buttonFails: 'Werkt de knop niet? Kopieer dan dit adres naar uw browser:', listName: (cert) => `Waarschuwingen van ${cert}` },
  en: { buttonFails: 'Does the button not work? Copy this address to your browser:', listName: (cert) => `Warnings by ${cert}` },
};
