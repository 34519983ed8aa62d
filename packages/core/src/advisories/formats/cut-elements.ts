const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = [0x7b, 0x5b];
const CLOSING = [0x7d, 0x5d];

/**
 * The elements of one list at the root of a JSON object, each as the bytes that the publisher sent: so that a record in a page of many is kept
 * byte for byte. The bytes must be JSON (RFC 8259, UTF-8); of others it gives what it gives and does not throw. Empty where there is no such
 * list. Marks of JSON are never part of another sign in UTF-8, so bytes are enough.
 */
export function cutElements(bytes: Uint8Array, list: string): readonly Uint8Array[] {
  const named = new TextEncoder().encode(`"${list}"`);
  const elements: Uint8Array[] = [];
  let depth = 0;
  let isInList = false;
  let lastText: Uint8Array | undefined;
  let begin = -1;
  for (let place = 0; place < bytes.length; place += 1) {
    const byte = bytes[place] ?? 0;
    if (byte === QUOTE) {
      const end = endOfText(bytes, place);
      if (depth === 1) lastText = bytes.subarray(place, end + 1);
      if (isInList && depth === 2 && begin === -1) begin = place;
      place = end;
    } else if (OPENING.includes(byte)) {
      if (depth === 1 && byte === OPENING[1] && isSame(lastText, named)) isInList = true;
      else if (isInList && depth === 2) begin = place;
      depth += 1;
    } else if (CLOSING.includes(byte)) {
      depth -= 1;
      if (isInList && depth === 2 && begin !== -1) {
        elements.push(bytes.subarray(begin, place + 1));
        begin = -1;
      }
      if (isInList && depth === 1) return elements;
    } else if (byte === COMMA && depth === 2) begin = -1; // an element without brackets is no record
  }
  return elements;
}

/** Where the text that begins here ends: at its closing quote, or at the last byte. */
function endOfText(bytes: Uint8Array, from: number): number {
  for (let place = from + 1; place < bytes.length; place += 1) {
    if (bytes[place] === BACKSLASH) place += 1;
    else if (bytes[place] === QUOTE) return place;
  }
  return bytes.length - 1;
}

function isSame(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one !== undefined && one.length === other.length && one.every((byte, place) => byte === other[place]);
}
