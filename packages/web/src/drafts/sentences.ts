/** How many words each sentence has; a line is a sentence too. */
export function sentencesOf(texts: readonly string[]): readonly number[] {
  return texts
    .flatMap((text) => text.split(/(?<=[.!?])\s+|\n+/))
    .map((sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length)
    .filter((length) => length > 0);
}
