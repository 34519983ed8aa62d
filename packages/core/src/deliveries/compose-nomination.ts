import { cleanText } from '../basics/clean-text.ts';
import type { Message } from './message.ts';

/**
 * The one mail that an institution gets when its branch organisation brings it, and the one reminder: who asks, what it is, and that the page
 * behind the button takes yes, no and "not us". Dutch alone: nothing is known yet of its language. Names are publisher-controlled: cleaned and cut.
 */
export function composeNomination({
  id,
  institution,
  branch,
  isReminder,
  cert,
}: {
  readonly id: string;
  readonly institution: string;
  readonly branch: string;
  readonly isReminder: boolean;
  readonly cert: { readonly name: string; readonly phone: string; readonly domain: string };
}): Message {
  const [of, by] = [cleanText(institution, 100), cleanText(branch, 100)];
  const key = `nomination/${id}/${isReminder ? 'reminder' : 'invitation'}`;
  const subject = `${isReminder ? 'Herinnering: doet' : 'Doet'} ${of} mee met ${cert.name}?`;
  return {
    key,
    thread: `nomination/${id}`,
    label: 'CLEAR',
    language: 'nl',
    subject,
    opening: `U krijgt dit omdat ${by} uw organisatie bij ons aanmeldt.`,
    blocks: [
      { kind: 'paragraph', text: `${cert.name} waarschuwt zorginstellingen bij gevaar op het internet. U hoort alleen wat u aangaat.` },
      { kind: 'steps', items: ['Druk op de knop.', `Kies: ja, nee, of dit zijn wij niet.`] },
      { kind: 'paragraph', text: 'U doet pas mee als u zelf ja zegt. Zegt u nee? Dan hoort uw koepel dat niet van ons.' },
      ...(isReminder ? [{ kind: 'paragraph' as const, text: 'Dit is onze enige herinnering.' }] : []),
    ],
    button: { text: 'Bekijk en kies' },
    reference: subject,
    closing: [
      `Vragen? Bel ${cert.name}: ${cert.phone}, dag en nacht.`,
      `Twijfelt u of dit bericht echt is? Typ zelf ${cert.domain} in uw browser.`,
      'TLP:CLEAR',
    ],
  };
}
