import { cleanText } from '../../../basics/clean-text.ts';

const TEXT_MAX = 2_000;
const TITLE_MAX = 300;

/** A title of at most 300 characters: the text itself, its first sentence, or its beginning. Empty where the text is. */
export function shortTitle(text: string): string {
  const clean = cleanText(text, TEXT_MAX);
  if (clean.length <= TITLE_MAX) return clean;
  const sentence = /^.{20,280}?[.!?](?=\s)/.exec(clean)?.[0];
  return sentence ?? `${clean.slice(0, TITLE_MAX - 2).toWellFormed()} …`;
}
