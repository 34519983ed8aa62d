import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLines } from './split-lines.ts';

async function* inPieces(bytes: Buffer, ...sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (let piece = 0; from < bytes.length; piece += 1) {
    const size = Math.max(1, sizes[piece % Math.max(1, sizes.length)] ?? 1);
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

async function linesOf(text: string, maxBytes: number, ...sizes: readonly number[]): Promise<readonly (string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for await (const line of splitLines(inPieces(Buffer.from(text), ...sizes), maxBytes)) lines.push(line?.toString());
  return lines;
}

test('lines are the same however the bytes come in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat(20), { minLength: 1 }), async (texts, sizes) => {
      const lines = texts.map((text) => text.replaceAll('\n', ' '));
      expect(await linesOf(lines.map((line) => `${line}\n`).join(''), 10_000, ...sizes)).toEqual(lines);
    }),
  );
});

test('the last line needs no end; empty lines are lines', async () => {
  expect(await linesOf('een\n\ntwee', 100, 3)).toEqual(['een', '', 'twee']);
});

test('a line that is too long is none, and the next one is whole', async () => {
  expect(await linesOf(`${'x'.repeat(50)}\nkort\n${'y'.repeat(50)}`, 10, 7)).toEqual([undefined, 'kort', undefined]);
});
