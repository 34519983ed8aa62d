import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Cert } from '../config.ts';
import type { NoticeMail } from '../sessions/sign-in-notices.ts';

type Words = Pick<Message, 'subject' | 'opening' | 'blocks' | 'button'>;
type Told<Kind> = Extract<NoticeMail, { kind: Kind }>;

/** What somebody reads about an account. The code of an invitation stands in the mail and never in its subject, which locked screens show. */
export function noticeMessage(notice: NoticeMail, cert: Pick<Cert, 'name' | 'phone'>): Message {
  const { language } = notice.to;
  const common = { key: `sign-in ${notice.kind}`, thread: 'sign-in', label: 'CLEAR' as const, language };
  const words = wordsOf(notice, cert);
  return language === 'en'
    ? { ...common, ...words, reference: `${cert.name}, signing in`, closing: [`${cert.name}, day and night: ${cert.phone}`] }
    : { ...common, ...words, reference: `${cert.name}, inloggen`, closing: [`${cert.name}, dag en nacht: ${cert.phone}`] };
}

function wordsOf(notice: NoticeMail, cert: Pick<Cert, 'name' | 'phone'>): Words {
  switch (notice.kind) {
    case 'recovery-started':
      return recovery(notice, cert);
    case 'passkey-suspected':
      return suspected(notice, cert);
    case 'invitation':
      return invitation(notice, cert);
    case 'also-of':
      return alsoOf(notice, cert);
  }
}

function recovery({ to, account, confirmFrom }: Told<'recovery-started'>, { name, phone }: Pick<Cert, 'name' | 'phone'>): Words {
  if (to.language === 'en')
    return {
      subject: `Somebody asks for a new way in: is that right?`,
      opening: `Call us at once if this is not right: ${phone}.`,
      blocks: [
        { kind: 'paragraph', text: `${account} says to have lost every way to sign in to ${name}, and asks for a new one.` },
        { kind: 'paragraph', text: `We wait until ${clock(confirmFrom)} UTC. Then a second officer may give a new way in.` },
        { kind: 'paragraph', text: 'Is it right? Then there is nothing to do.' },
      ],
    };
  return {
    subject: 'Iemand vraagt nieuwe toegang: klopt dat?',
    opening: `Bel ons meteen als dit niet klopt: ${phone}.`,
    blocks: [
      { kind: 'paragraph', text: `${account} kan niet meer inloggen bij ${name}, en vraagt ons om nieuwe toegang.` },
      { kind: 'paragraph', text: `Wij wachten tot ${clock(confirmFrom)} uur UTC. Daarna kan een tweede medewerker nieuwe toegang geven.` },
      { kind: 'paragraph', text: 'Klopt het? Dan hoeft u niets te doen.' },
    ],
  };
}

function suspected({ to, account }: Told<'passkey-suspected'>, { name, phone }: Pick<Cert, 'name' | 'phone'>): Words {
  if (to.language === 'en')
    return {
      subject: 'A passkey was blocked',
      opening: `Call us: ${phone}. Somebody may hold a copy of a passkey.`,
      blocks: [
        {
          kind: 'paragraph',
          text: `A passkey of ${account} at ${name} was used in a way that fits a copy. We blocked it: it lets nobody in any more.`,
        },
        {
          kind: 'steps',
          items: ['Sign in by another way.', 'Remove the passkey that is marked.', 'Look at your sessions, and end what is not yours.'],
        },
      ],
    };
  return {
    subject: 'Een inlogsleutel is geblokkeerd',
    opening: `Bel ons: ${phone}. Misschien heeft iemand een kopie van een inlogsleutel.`,
    blocks: [
      {
        kind: 'paragraph',
        text: `Een inlogsleutel van ${account} bij ${name} is zo gebruikt dat er een kopie kan zijn. Wij blokkeerden de sleutel. Er komt niemand meer mee binnen.`,
      },
      {
        kind: 'steps',
        items: [
          'Log in op een andere manier.',
          'Verwijder de sleutel die gemarkeerd is.',
          'Bekijk uw sessies. Beëindig wat niet van u is.',
        ],
      },
    ],
  };
}

function invitation({ to, code, endsAt }: Told<'invitation'>, { name }: Pick<Cert, 'name' | 'phone'>): Words {
  const until = `${endsAt.slice(0, 10)} ${clock(endsAt)} UTC`;
  if (to.language === 'en')
    return {
      subject: `Your account at ${name}`,
      opening: `Make your passkey before ${until}.`,
      blocks: [
        { kind: 'steps', items: ['Press the button, on the device that you use most.', 'Follow what your device asks.'] },
        { kind: 'paragraph', text: `Does it ask for a code? It is ${code}. It works once. Tell it to nobody.` },
      ],
      button: { text: 'Make my passkey' },
    };
  return {
    subject: `Uw account bij ${name}`,
    opening: `Maak uw inlogsleutel vóór ${until}.`,
    blocks: [
      { kind: 'steps', items: ['Druk op de knop, op het apparaat dat u het meest gebruikt.', 'Doe wat uw apparaat vraagt.'] },
      { kind: 'paragraph', text: `Vraagt de pagina een code? Dat is ${code}. De code werkt één keer. Geef hem aan niemand.` },
    ],
    button: { text: 'Maak mijn inlogsleutel' },
  };
}

function alsoOf({ to, institution }: Told<'also-of'>, { name, phone }: Pick<Cert, 'name' | 'phone'>): Words {
  if (to.language === 'en')
    return {
      subject: `You can look at one more organisation`,
      opening: `Press the button and sign in to ${name} as you always do. You then look at ${institution}.`,
      blocks: [
        {
          kind: 'paragraph',
          text: `Somebody of ${institution} invited you. What you see and do there stays there, and what you have here stays here.`,
        },
        { kind: 'paragraph', text: 'At the top of each page you choose the other organisation.' },
        { kind: 'paragraph', text: `Is this not right? Call us: ${phone}.` },
      ],
      button: { text: `Look at ${institution}` },
    };
  return {
    subject: 'U kunt bij nog een organisatie kijken',
    opening: `Druk op de knop en log bij ${name} in zoals u dat altijd doet. U kijkt dan bij ${institution}.`,
    blocks: [
      {
        kind: 'paragraph',
        text: `Iemand van ${institution} nodigde u uit. Wat u daar ziet en doet, blijft daar. Wat u hier heeft, blijft hier.`,
      },
      { kind: 'paragraph', text: 'Boven aan elke pagina kiest u de andere organisatie.' },
      { kind: 'paragraph', text: `Klopt dit niet? Bel ons: ${phone}.` },
    ],
    button: { text: `Kijk bij ${institution}` },
  };
}

function clock(at: string): string {
  return at.slice(11, 16);
}
