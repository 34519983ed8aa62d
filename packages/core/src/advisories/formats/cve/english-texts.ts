import { elements, field, textAt, type JsonView } from '../../../basics/json-view.ts';

const TEXTS_MAX = 5_000;
const TEXT_MAX = 100_000;

/** The texts of a list of `{lang, value}`: those in English where there are, for the list says one thing in several languages. */
export function englishTexts(view: JsonView): readonly string[] {
  const all = elements(view, TEXTS_MAX).flatMap((each) => {
    const text = textAt(field(each, 'value'), TEXT_MAX);
    return text === undefined ? [] : [{ text, language: textAt(field(each, 'lang'), 50)?.toLowerCase() ?? 'en' }];
  });
  const english = all.filter(({ language }) => language.startsWith('en'));
  return (english.length > 0 ? english : all).map(({ text }) => text);
}
