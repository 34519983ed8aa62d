import { expect, test } from 'vitest';
import { wokenBy, wokenInAll } from './woken.ts';

type Told = Parameters<typeof wokenBy>[0];
type Row = Told['institutions'][number];

const contacts = [
  { name: 'A. Wacht', role: '24/7', channels: ['sms'] },
  { name: 'B. Wacht', role: 'ciso', channels: ['email'] },
];
const row = (given: Partial<Row>) => ({ urgency: 'act-now', decision: 'warn', contacts, ...given }) as Row;
const told = (institutions: readonly Row[], woken?: number) => ({ institutions: [...institutions], counts: { woken } }) as unknown as Told;

test('people are woken of whom none is listed: the preview lists the first institutions alone', () => {
  expect(wokenInAll(told([row({ urgency: 'informative' as never })], 3))).toEqual({ inAll: 3, listed: 0 });
});

test('of those that are listed, who hears nothing and who hears of an end is not woken', () => {
  const institutions = [row({}), row({ decision: 'stay-silent' }), row({ decision: 'close' }), row({ contacts: [] })];
  expect(wokenBy(told(institutions))).toEqual([institutions[0]]);
  expect(wokenInAll(told(institutions))).toEqual({ inAll: 2, listed: 2 });
  expect(wokenInAll(told(institutions, 5))).toEqual({ inAll: 5, listed: 2 });
});
