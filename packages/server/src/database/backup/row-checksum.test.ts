import { expect, test } from 'vitest';
import { RowChecksum } from './row-checksum.ts';

function sumOf(...chunks: readonly string[]): { rows: number; checksum: string } {
  const sum = new RowChecksum();
  for (const chunk of chunks) sum.add(Buffer.from(chunk));
  return { rows: sum.rows, checksum: sum.digest() };
}

test('the order of rows and the places where the stream is cut do not count', () => {
  const whole = sumOf('GGZ Rietmark\t1\nGGD Wilgenoord\t2\nZorggroep Duinmark\t3\n');
  expect(sumOf('Zorggroep Duin', 'mark\t3\nGGZ Rietmark\t1', '\nGGD', ' Wilgenoord\t2\n')).toEqual(whole);
  expect(whole.rows).toBe(3);
});

test('a changed, a lost and a doubled row are seen', () => {
  const whole = sumOf('a\nb\n').checksum;
  expect(sumOf('a\nc\n').checksum).not.toBe(whole);
  expect(sumOf('a\n').checksum).not.toBe(whole);
  expect(sumOf('a\nb\nb\nb\n').checksum).not.toBe(sumOf('a\nb\n').checksum);
  expect(sumOf('b\nb\n').checksum).not.toBe(sumOf().checksum);
});
