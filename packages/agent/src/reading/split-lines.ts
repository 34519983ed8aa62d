const LINE_END = 0x0a;

/**
 * The lines of a stream of bytes, without their ends; empty ones too, so that counting them gives their numbers. A line longer than
 * `maxBytes` comes as `undefined` and is not held: nothing in a file may grow our memory without bound.
 */
export async function* splitLines(pieces: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer | undefined> {
  let held: Buffer[] = [];
  let length = 0;
  const hold = (piece: Buffer) => {
    length += piece.length;
    if (length > maxBytes) held = [];
    else if (piece.length > 0) held.push(piece);
  };
  const line = () => {
    const whole = length > maxBytes ? undefined : held.length === 1 ? held[0] : Buffer.concat(held);
    held = [];
    length = 0;
    return whole;
  };
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(LINE_END); end !== -1; end = piece.indexOf(LINE_END, from)) {
      hold(piece.subarray(from, end));
      yield line();
      from = end + 1;
    }
    hold(piece.subarray(from));
  }
  if (length > 0) yield line();
}
