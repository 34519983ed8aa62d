import type { Language } from '../institutions/institution.ts';
import { compiledRules } from './compiled-rules.ts';
import { PURPOSES, WAYS, type Purpose, type Reader, type Sharing, type Way } from './sharing.ts';
import { TLP_LABELS } from './tlp.ts';

/** One cut through the compiled rules: what is asked, and for each label yes, a notice, or no. */
export type SharingTable = { readonly title: string; readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[] };
export type Cell = 'yes' | 'notice-only' | 'no';

/** The rules as people read them: by reader, by way, by use, and the personal block. Looked up, so they say what is done. */
export function sharingTables(language: Language): readonly SharingTable[] {
  const say = WORDS[language];
  const row = (name: string, sharing: Omit<Sharing, 'label'>) => ({
    name,
    cells: TLP_LABELS.map((label): Cell => compiledRules().look({ ...sharing, label }).kind),
  });
  const colleague: Reader = { kind: 'colleague' };
  const addressed: Reader = { kind: 'contact', role: 'ciso' };
  return [
    {
      title: say.readers,
      rows: readers(language).map(({ name, ...asked }) => row(name, { channel: 'signed-in', purpose: 'read', ...asked })),
    },
    {
      title: say.ways,
      rows: WAYS.map((channel) => row(say.way[channel], { channel, reader: addressed, purpose: 'warn', block: 'title' })),
    },
    {
      title: say.purposes,
      rows: PURPOSES.map((purpose) =>
        row(say.purpose[purpose], { channel: 'encrypted-email', reader: addressed, purpose, block: 'title', sharedWithItProvider: true }),
      ),
    },
    {
      title: say.personal,
      rows: WAYS.map((channel) => row(say.way[channel], { channel, reader: colleague, purpose: 'read', block: 'personal' })),
    },
  ];
}

type NamedReader = { readonly name: string; readonly reader: Reader; readonly sharedWithItProvider?: boolean };

function readers(language: Language): readonly NamedReader[] {
  const say = WORDS[language].reader;
  return [
    { name: say.analyst, reader: { kind: 'cert', role: 'analyst' } },
    { name: say.editor, reader: { kind: 'cert', role: 'editor' } },
    { name: say.addressed, reader: { kind: 'contact', role: 'ciso' } },
    { name: say.colleague, reader: { kind: 'colleague' } },
    { name: say.group, reader: { kind: 'group' } },
    { name: say.machine, reader: { kind: 'service-account' } },
    { name: say.ticked, reader: { kind: 'it-provider' }, sharedWithItProvider: true },
    { name: say.unticked, reader: { kind: 'it-provider' } },
    { name: say.branch, reader: { kind: 'branch' } },
    { name: say.supplier, reader: { kind: 'supplier' } },
    { name: say.anyone, reader: { kind: 'anyone' } },
  ];
}

type ReaderWord =
  | 'analyst'
  | 'editor'
  | 'addressed'
  | 'colleague'
  | 'group'
  | 'machine'
  | 'ticked'
  | 'unticked'
  | 'branch'
  | 'supplier'
  | 'anyone';
type TableWords = {
  readonly readers: string;
  readonly ways: string;
  readonly purposes: string;
  readonly personal: string;
  readonly reader: Readonly<Record<ReaderWord, string>>;
  readonly way: Readonly<Record<Way, string>>;
  readonly purpose: Readonly<Record<Purpose, string>>;
};

const WORDS: Readonly<Record<Language, TableWords>> = {
  nl: {
    readers: 'Wie leest het, als diegene is ingelogd?',
    ways: 'Waarlangs gaat een titel naar degene voor wie hij is?',
    purposes: 'Waarvoor mag het worden gebruikt?',
    personal: 'Waarlangs leest de instelling wat over haarzelf gaat (versie, aantal, blootstelling)?',
    reader: {
      analyst: 'analist of tweede man van het CERT',
      editor: 'redacteur, beheerder of auditor van het CERT',
      addressed: 'degene aan wie het is gericht',
      colleague: 'een collega bij dezelfde instelling',
      group: 'een groepspostbus van de instelling',
      machine: 'een systeem van de instelling',
      ticked: 'de IT-dienstverlener, aangevinkt',
      unticked: 'de IT-dienstverlener, niet aangevinkt',
      branch: 'een koepel',
      supplier: 'een leverancier',
      anyone: 'iedereen',
    },
    way: {
      subject: 'onderwerp van een mail',
      email: 'mail',
      'encrypted-email': 'versleutelde mail',
      webhook: 'webhook',
      sms: 'sms',
      voice: 'telefoon',
      chat: 'chat',
      push: 'melding op een scherm',
      'answer-page': 'pagina achter de link in een mail',
      'mail-code': 'ingelogd met een code uit een mail',
      'signed-in': 'ingelogd met passkey of via de eigen organisatie',
      print: 'papier',
      'static-page': 'openbare pagina',
    },
    purpose: {
      read: 'lezen',
      warn: 'waarschuwen',
      'search-hit': 'vinden',
      'list-row': 'in een lijst staan',
      count: 'tellen',
      'mail-body': 'tekst van een mail',
      'mail-subject': 'onderwerp van een mail',
      webhook: 'webhook',
      export: 'exporteren',
      feed: 'feed',
      provider: 'IT-dienstverlener namens de instelling',
      'share-in-sector': 'delen in de sector',
      publish: 'openbaar maken',
    },
  },
  en: {
    readers: 'Who reads it, when signed in?',
    ways: 'By which way does a title go to whom it is for?',
    purposes: 'What may it be used for?',
    personal: 'By which way does an institution read what is about itself (version, count, exposure)?',
    reader: {
      analyst: 'analyst or second officer of the CERT',
      editor: 'editor, administrator or auditor of the CERT',
      addressed: 'whom it is addressed to',
      colleague: 'a colleague at the same institution',
      group: 'a group mailbox of the institution',
      machine: 'a system of the institution',
      ticked: 'the IT provider, ticked',
      unticked: 'the IT provider, not ticked',
      branch: 'a branch organisation',
      supplier: 'a supplier',
      anyone: 'anyone',
    },
    way: {
      subject: 'subject of a mail',
      email: 'mail',
      'encrypted-email': 'encrypted mail',
      webhook: 'webhook',
      sms: 'text message',
      voice: 'telephone',
      chat: 'chat',
      push: 'notification on a screen',
      'answer-page': 'page behind the link in a mail',
      'mail-code': 'signed in with a code from a mail',
      'signed-in': 'signed in with a passkey or through one’s own organisation',
      print: 'paper',
      'static-page': 'public page',
    },
    purpose: {
      read: 'reading',
      warn: 'warning',
      'search-hit': 'being found',
      'list-row': 'standing in a list',
      count: 'being counted',
      'mail-body': 'text of a mail',
      'mail-subject': 'subject of a mail',
      webhook: 'webhook',
      export: 'exporting',
      feed: 'feed',
      provider: 'IT provider on behalf of the institution',
      'share-in-sector': 'sharing in the sector',
      publish: 'publishing',
    },
  },
};
