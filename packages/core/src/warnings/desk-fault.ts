import type { Language } from '../institutions/institution.ts';

/** Why a service desk could not be worked with; stored spelling. */
export const DESK_FAULTS = [
  'password-missing',
  'password-lost', // sealed under a key that is gone
  'password-refused', // HTTP 401
  'not-allowed', // HTTP 403
  'not-a-desk', // something else answers
  'address-forbidden', // a private or loopback address
  'address-unusable', // no https, or a password in it
  'redirected',
  'name-unknown',
  'unreachable',
  'timeout',
  'tls',
  'busy', // HTTP 429 and 5xx: it passes
  'refused', // another status
  'other', // stored by an earlier version
] as const;
export type DeskFaultCode = (typeof DESK_FAULTS)[number];

export type DeskFault = { readonly code: DeskFaultCode; /** HTTP, where it answered. */ readonly status?: number };

/** What an answer's status says against the desk; undefined where it says nothing: done, or there is no such incident (204). */
export function deskFaultOfStatus(status: number): DeskFault | undefined {
  if (status >= 200 && status <= 299) return undefined;
  if (status === 401) return { code: 'password-refused', status };
  if (status === 403) return { code: 'not-allowed', status };
  if (status === 404 || status === 405) return { code: 'not-a-desk', status };
  return { code: status === 429 || status >= 500 ? 'busy' : 'refused', status };
}

/** A fault as it is stored: "busy 503". */
export function storedDeskFault({ code, status }: DeskFault): string {
  return status === undefined ? code : `${code} ${status}`;
}

export function deskFaultOfStored(text: string): DeskFault {
  const [, word, status] = /^([a-z-]+)(?: (\d{3}))?$/.exec(text) ?? [];
  const code = DESK_FAULTS.find((one) => one === word) ?? 'other';
  return status === undefined || code === 'other' ? { code } : { code, status: Number(status) };
}

/** What happened and what to do, for whoever keeps the connection. */
export function describeDeskFault({ code, status }: DeskFault, language: Language): string {
  return WORDS[language][code].replace('{status}', String(status ?? '?'));
}

/** After a test that went well. */
export function describeDeskWorks(language: Language): string {
  return WORKS[language];
}

const WORKS: Readonly<Record<Language, string>> = {
  nl: 'De koppeling werkt. Of wij ook meldingen mogen maken, ziet u als u het eerste punt stuurt.',
  en: 'The connection works. Whether we may make incidents too you see when you send the first point.',
};

const WORDS: Readonly<Record<Language, Readonly<Record<DeskFaultCode, string>>>> = {
  nl: {
    'password-missing': 'Er is nog geen wachtwoord. Vul het wachtwoord in van de gebruiker waarmee wij ons aanmelden.',
    'password-lost': 'Wij kunnen het wachtwoord niet meer openen. Vul het opnieuw in.',
    'password-refused':
      'De servicedesk weigert deze gebruikersnaam of dit wachtwoord. Maak in uw servicedesk een toepassingswachtwoord, en vul het hier in.',
    'not-allowed':
      'De servicedesk kent de gebruiker, maar die mag geen meldingen lezen of maken. Geef de gebruiker dat recht in uw servicedesk.',
    'not-a-desk': 'Op dit adres antwoordt iets anders dan een servicedesk. Controleer het adres: het eindigt meestal op /tas/api.',
    'address-forbidden': 'Dit adres ligt in een afgesloten netwerk. Vul een adres in dat vanaf internet te bereiken is.',
    'address-unusable': 'Dit adres kan niet gebruikt worden. Vul een adres in dat met https:// begint, zonder wachtwoord erin.',
    redirected: 'De servicedesk stuurt ons door naar een ander adres. Vul dat andere adres in. Wij nemen uw wachtwoord niet mee.',
    'name-unknown': 'Dit adres bestaat niet. Controleer of het goed gespeld is.',
    unreachable: 'De servicedesk is niet bereikbaar. Controleer of hij aan staat, en of uw firewall ons binnenlaat.',
    timeout: 'De servicedesk antwoordt niet op tijd. Controleer of hij aan staat, en of uw firewall ons binnenlaat.',
    tls: 'De beveiligde verbinding lukt niet. Vraag uw beheerder om het certificaat van de servicedesk te controleren.',
    busy: 'De servicedesk heeft het te druk of heeft een storing (status {status}). U hoeft niets te doen: wij proberen het vanzelf opnieuw.',
    refused: 'De servicedesk weigert onze vraag (status {status}). Vraag uw beheerder wat dat betekent.',
    other: 'Het ging de laatste keer mis. Test de koppeling om te zien waarom.',
  },
  en: {
    'password-missing': 'There is no password yet. Fill in that of the user as whom we sign in.',
    'password-lost': 'We cannot open the password any more. Fill it in again.',
    'password-refused':
      'The service desk refuses this user name or this password. Make an application password in your service desk, and fill it in here.',
    'not-allowed': 'The service desk knows the user, who may not read or make incidents. Give the user that right in your service desk.',
    'not-a-desk': 'Something other than a service desk answers at this address. Check the address: it mostly ends in /tas/api.',
    'address-forbidden': 'This address lies inside a private network. Fill in one that can be reached from the internet.',
    'address-unusable': 'This address cannot be used. Fill in one that begins with https://, without a password in it.',
    redirected: 'The service desk sends us on to another address. Fill in that other address. We do not take your password along.',
    'name-unknown': 'This address does not exist. Check its spelling.',
    unreachable: 'The service desk cannot be reached. Check whether it is on, and whether your firewall lets us in.',
    timeout: 'The service desk does not answer in time. Check whether it is on, and whether your firewall lets us in.',
    tls: 'A secure connection fails. Ask your administrator to check the certificate of the service desk.',
    busy: 'The service desk is too busy or out of order (status {status}). There is nothing to do: we try again by ourselves.',
    refused: 'The service desk refuses what we ask (status {status}). Ask your administrator what that means.',
    other: 'The last time went wrong. Test the connection to see why.',
  },
};
