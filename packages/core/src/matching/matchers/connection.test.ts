import { expect, test } from 'vitest';
import { CONNECTIONS } from '../../inventories/relation.ts';
import { NO_ALIASES } from '../../products/aliases.ts';
import { makerOf } from '../../products/maker.ts';
import { matchByConnection } from './connection.ts';

const ASKED = [{ name: 'Meridiaan Zorgsoftware', maker: makerOf(['Meridiaan Zorgsoftware'], NO_ALIASES) }];

test.each(CONNECTIONS)('a connection by %s with a supplier that is hit counts', (connection) => {
  expect(matchByConnection(ASKED, { kind: 'connection', supplier: 'Meridiaan', connection }, NO_ALIASES)).toBe(0);
  expect(matchByConnection(ASKED, { kind: 'connection', supplier: 'Roosterwerk', connection }, NO_ALIASES)).toBeUndefined();
});

test('that something of it is used is another reason', () => {
  expect(matchByConnection(ASKED, { kind: 'supplier', supplier: 'Meridiaan' }, NO_ALIASES)).toBeUndefined();
});
