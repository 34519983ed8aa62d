import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '@forewarn/core/institutions/institution.ts';
import { CATALOGUE_PARTS, type CataloguePart } from './catalogue-parts.ts';
import type { Catalogue } from './catalogue.ts';
import { numberWords } from './number-words.ts';
import { recall, remember } from './remembered.ts';

type Stored = keyof Catalogue;

/** A key of the catalogue, without the endings of one and more. */
export type WordKey = Stored extends infer Key ? (Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key) : never;

/** The names between double braces in a text. */
type Names<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;
/** Each form is looked up by itself: to pick them out of all keys, for all keys, is more than the compiler takes. */
type TextOf<Key extends WordKey> = TextAt<Key> | TextAt<`${Key}_one`> | TextAt<`${Key}_other`>;
type TextAt<Key extends string> = Key extends Stored ? Catalogue[Key] : never;
type Values<Key extends WordKey> = [Names<TextOf<Key>>] extends [never]
  ? readonly []
  : readonly [values: { readonly [Name in Names<TextOf<Key>>]: Name extends 'count' ? number : string | number }];

/** A key of words in which nothing is filled in: what a table of keys may hold. */
export type PlainKey = { [Key in WordKey]: Values<Key> extends readonly [] ? Key : never }[WordKey];

/** Says the words of a key, with what it needs filled in; a missing key or value does not compile. As core's `warnings/words.ts`. */
export type Words = <Key extends WordKey>(key: Key, ...values: Values<Key>) => string;

/** Loads what every page says in the reader's language, and no other; call it before anything is drawn. */
export async function startWords(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(NUMBERS)
    .init({
      lng: readerLanguage(),
      fallbackLng: false,
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false, skipOnVariables: true, alwaysFormat: true }, // React escapes
      react: { useSuspense: false },
      resources: {},
    });
  await switchLanguage(readerLanguage());
}

/** Each number that is filled in stands as its reader writes it. A fraction stays as it is: a score is spelled as its standard spells it. */
export const NUMBERS: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: string | number, _format, language) =>
    typeof value === 'number' && Number.isInteger(value) ? numberWords(value, language === 'en' ? 'en' : 'nl') : String(value),
};

export async function switchLanguage(language: Language): Promise<void> {
  await load(language, [...wanted]);
  await i18next.changeLanguage(language);
  remember('language', language);
  document.documentElement.lang = language;
}

const wanted = new Set<CataloguePart>(['first']);

/** Before a page is drawn that says words of these parts: none of them is ever seen as its key. */
export async function needWords(parts: readonly CataloguePart[]): Promise<void> {
  for (const part of parts) wanted.add(part);
  await load(currentLanguage(), parts);
}

async function load(language: Language, parts: readonly CataloguePart[]): Promise<void> {
  const missing = parts.filter((part) => !loaded.has(`${part}/${language}`));
  for (const [place, { texts }] of (await Promise.all(missing.map((part) => fetched(part, language)))).entries()) {
    i18next.addResourceBundle(language, 'translation', texts, true, true);
    loaded.add(`${missing[place] ?? ''}/${language}`);
  }
}
const loaded = new Set<string>();

async function fetched(part: CataloguePart, language: Language) {
  try {
    const found = await CATALOGUE_PARTS[part][language]();
    failed.delete(`${part}/${language}`);
    return found;
  } catch (cause) {
    failed.add(`${part}/${language}`);
    for (const listener of onFailed) listener();
    throw cause;
  }
}
const failed = new Set<string>();
const onFailed = new Set<() => void>();

/** Whether this part could not be loaded when it was last asked for. */
export function haveFailed(part: CataloguePart, language: Language): boolean {
  return failed.has(`${part}/${language}`);
}

/** The text of a key that the server's answer names, with its names to fill in still in it; undefined where no part that is loaded has it. */
export function textOf(language: Language, key: string): string | undefined {
  return i18next.exists(key, { lng: language }) ? i18next.t(key, { lng: language, skipInterpolation: true }) : undefined;
}

/** Tells of each part that is loaded, or could not be; gives what ends that. */
export function onWords(listener: () => void): () => void {
  i18next.store.on('added', listener);
  onFailed.add(listener);
  return () => {
    i18next.store.off('added', listener);
    onFailed.delete(listener);
  };
}

/** The words in the reader's language, which that is, and how a number is written in it; a component that uses it is drawn again when the language changes. */
export function useWords(): { readonly say: Words; readonly language: Language; readonly numbered: (value: number) => string } {
  useTranslation(); // draws again when the language changes
  const language = currentLanguage();
  return { say: SAY[language], language, numbered: NUMBERED[language] };
}

function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'nl';
}

const SAY: Readonly<Record<Language, Words>> = { nl: wordsOf('nl'), en: wordsOf('en') };
const NUMBERED = { nl: (value: number) => numberWords(value, 'nl'), en: (value: number) => numberWords(value, 'en') };

function wordsOf(language: Language): Words {
  return (key, ...values) => translate(key, { lng: language, ...values[0] });
}

/** Without the library's own types of keys: ours are in `Words`. */
function translate(key: string, values: Readonly<Record<string, unknown>>): string {
  return i18next.t(key, values);
}

function readerLanguage(): Language {
  const asked = [recall('language'), ...navigator.languages.map((one) => one.split('-')[0])];
  return asked.flatMap((said) => LANGUAGES.find((one) => one === said) ?? [])[0] ?? 'nl';
}
