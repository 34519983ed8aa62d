/** Letters by their names (NATO, ITU Radio Regulations appendix 14), as they are said on a bad line. */
const NAMES =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'.split(
    ' ',
  );

/** Names of letters made of bytes, `count` of them; each byte gives a little under five bits. */
export function spokenWords(bytes: Uint8Array, count: number): readonly string[] {
  return [...bytes.subarray(0, count)].map((byte) => NAMES[byte % NAMES.length] ?? '');
}
