import type { Language } from '@forewarn/core/institutions/institution.ts';

/** What the mail itself says around the message. */
export type MailWords = {
  readonly buttonFails: string;
  readonly listName: (cert: string) => string;
  readonly asides: Readonly<Record<'useful' | 'confirm', string>>;
};

export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = {
  nl: {
    buttonFails: 'Werkt de knop niet? Kopieer dan dit adres naar uw browser:',
    listName: (cert) => `Waarschuwingen van ${cert}`,
    asides: { useful: 'Was dit bericht nuttig voor u?', confirm: 'Kloppen uw gegevens bij ons nog? Eén klik is genoeg.' },
  },
  en: {
    buttonFails: 'Does the button not work? Copy this address to your browser:',
    listName: (cert) => `Warnings by ${cert}`,
    asides: { useful: 'Was this message of use to you?', confirm: 'Are your details with us still right? One click will do.' },
  },
};
