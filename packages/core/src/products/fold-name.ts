/** Names are publisher- and member-controlled; nothing beyond this is looked at. UTF-16 units. */
const NAME_MAX = 400;

/**
 * A name as compared: lower case, no accents, no trade marks, words of letters and digits apart by one space. Text that was once decoded
 * with the wrong encoding ("PatiÃ«nt") is put right first.
 */
export function foldName(text: string): string {
  const cut = text.length > NAME_MAX ? text.slice(0, NAME_MAX).toWellFormed() : text;
  // Nearly every name is plain ASCII, and matching folds many.
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(cut)) return joinWords(cut.toLowerCase());
  return joinWords(
    repairMojibake(cut)
      .replace(/[™®©℠]/g, ' ')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll('ß', 'ss')
      .replaceAll('ø', 'o')
      .replaceAll('æ', 'ae')
      .replaceAll('ł', 'l'),
  );
}

function joinWords(text: string): string {
  return text
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** More often than this nobody decodes one text wrongly. */
const MOJIBAKE_TIMES = 3;

/** UTF-8 that was read as Latin-1, once or again and again: an Ã or Â before a character from 0x80 to 0xBF. Left alone where it does not decode. */
export function repairMojibake(text: string): string {
  let repaired = text;
  for (let times = 0; times < MOJIBAKE_TIMES; times += 1) {
    const once = decodedAgain(repaired);
    if (once === repaired) break;
    repaired = once;
  }
  return repaired;
}

function decodedAgain(text: string): string {
  if (!/[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(text)) return text;
  const bytes: number[] = [];
  for (const character of text) {
    const code = WINDOWS_1252.get(character) ?? character.charCodeAt(0);
    if (code > 0xff) return text;
    bytes.push(code);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}

/** The characters of windows-1252 that are not those of Latin-1, by their byte. */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((character, index) => [character, 0x80 + index]),
);
