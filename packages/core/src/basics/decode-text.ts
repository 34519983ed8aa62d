/** The encodings in which spreadsheets leave an office. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type DecodedText = { readonly text: string; readonly encoding: Encoding };

/** How much is looked at to tell UTF-16 without a byte order mark from the rest. */
const SAMPLE_BYTES = 4_096;

/**
 * Bytes to text: by byte order mark, else UTF-16 where every other byte of Latin text is zero, else UTF-8 where it is valid, else
 * Windows-1252 (every byte sequence is valid in it). The mark itself is left out. Never throws.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  if (encoding !== 'utf-8') return { text: new TextDecoder(encoding).decode(bytes), encoding };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = { even: 0, odd: 0 };
  const looked = Math.min(bytes.length, SAMPLE_BYTES);
  for (let place = 0; place < looked; place += 1) {
    if (bytes[place] === 0) zeros[place % 2 === 0 ? 'even' : 'odd'] += 1;
  }
  // Latin text in UTF-16 has nearly half its bytes zero, all on one side; a stray zero proves nothing.
  if (zeros.odd > looked / 4 && zeros.even < looked / 20) return 'utf-16le';
  if (zeros.even > looked / 4 && zeros.odd < looked / 20) return 'utf-16be';
  return 'utf-8';
}
