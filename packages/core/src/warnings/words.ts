import i18next from 'i18next';
import type { Language } from '../institutions/institution.ts';
import { en } from './texts/en.ts';
import { nl } from './texts/nl.ts';

type Catalogue = typeof nl;
type Stored = keyof Catalogue;

/** A key of the catalogue, without the endings of one and more. */
export type WordKey = Stored extends infer Key ? (Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key) : never;

/** The names between double braces in a text. */
type Names<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;
type TextOf<Key extends WordKey> = Catalogue[Extract<Stored, Key | `${Key}_one` | `${Key}_other`>];
type Values<Key extends WordKey> = [Names<TextOf<Key>>] extends [never]
  ? readonly []
  : readonly [values: { readonly [Name in Names<TextOf<Key>>]: Name extends 'count' ? number : string | number }];

/** Says the words of a key, with what it needs filled in; forgetting a value, or a key that is not there, does not compile. */
export type Words = <Key extends WordKey>(key: Key, ...values: Values<Key>) => string;

/**
 * One catalogue for mails, pages and command line (decision record 003). Values are put in as they are and never read as texts of the
 * catalogue themselves; whoever makes markup of it escapes.
 */
const catalogue = i18next.createInstance();
void catalogue.init({
  initAsync: false,
  lng: 'nl',
  fallbackLng: false,
  resources: { nl: { translation: nl }, en: { translation: en } },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false, skipOnVariables: true },
});

const SAY: Readonly<Record<Language, Words>> = { nl: wordsOf('nl'), en: wordsOf('en') };

/** The words of a language. */
export function words(language: Language): Words {
  return SAY[language];
}

/** Without the library's own types of keys: ours are in `Words`. */
function translate(key: string, values: Readonly<Record<string, unknown>>): string {
  return catalogue.t(key, values);
}

/** A release says the same words to thousands: what was said is kept, up to so many, and then begun anew. */
const SAID_MAX = 5_000;
/** What is longer is rarely said twice. */
const KEPT_LENGTH_MAX = 500;

function wordsOf(language: Language): Words {
  const said = new Map<string, string>();
  return (key, ...values) => {
    const place = values[0] === undefined ? key : `${key} ${JSON.stringify(values[0])}`;
    const before = said.get(place);
    if (before !== undefined) return before;
    const text = translate(key, { lng: language, ...values[0] });
    if (said.size >= SAID_MAX) said.clear();
    if (place.length <= KEPT_LENGTH_MAX) said.set(place, text);
    return text;
  };
}
