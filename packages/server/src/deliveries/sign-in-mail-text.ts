import type { Message } from '@forewarn/core/deliveries/message.ts';
import { CODE_SECONDS } from '@forewarn/core/institutions/sign-in-by-mail.ts';
import type { Cert } from '../config.ts';

type CodeMail = { readonly account: { readonly language: 'nl' | 'en' }; readonly code: string; readonly askedFrom: string };

const MINUTES = CODE_SECONDS / 60;

/** The mail with a sign-in code. The code stands in the subject's place of honour for nobody: notifications on a locked screen show subjects. */
export function codeMessage({ account, code, askedFrom }: CodeMail, cert: Pick<Cert, 'name' | 'phone'>): Message {
  const grouped = `${code.slice(0, 4)} ${code.slice(4)}`;
  const common = { key: 'sign-in', thread: 'sign-in', label: 'CLEAR' as const, language: account.language };
  if (account.language === 'en')
    return {
      ...common,
      subject: `Your code to sign in to ${cert.name}`,
      opening: `Your code is ${grouped}. It works for ${MINUTES} minutes, once.`,
      blocks: [
        { kind: 'steps', items: ['Go back to the screen where you asked for this code.', `Type ${grouped}.`] },
        {
          kind: 'paragraph',
          text: 'Or press the button. The page asks for one more press. On another device it also asks for the short code on your first screen.',
        },
        { kind: 'heading', text: 'Did you not ask for this?' },
        {
          kind: 'paragraph',
          text: `Then do nothing. Nobody gets in without this code. Never tell it to anyone, not to us either. It was asked for from ${askedFrom}.`,
        },
      ],
      button: { text: 'Sign in' },
      reference: `${cert.name}, signing in`,
      closing: [`${cert.name}, day and night: ${cert.phone}`],
    };
  return {
    ...common,
    subject: `Uw code om in te loggen bij ${cert.name}`,
    opening: `Uw code is ${grouped}. Hij werkt ${MINUTES} minuten, en één keer.`,
    blocks: [
      { kind: 'steps', items: ['Ga terug naar het scherm waar u deze code vroeg.', `Typ ${grouped}.`] },
      {
        kind: 'paragraph',
        text: 'Of druk op de knop. Op de pagina drukt u nog één keer. Op een ander apparaat typt u ook de korte code van uw eerste scherm.',
      },
      { kind: 'heading', text: 'Vroeg u dit niet?' },
      {
        kind: 'paragraph',
        text: `Doe dan niets. Zonder deze code komt niemand binnen. Geef de code aan niemand, ook niet aan ons. De vraag kwam van ${askedFrom}.`,
      },
    ],
    button: { text: 'Inloggen' },
    reference: `${cert.name}, inloggen`,
    closing: [`${cert.name}, dag en nacht: ${cert.phone}`],
  };
}
