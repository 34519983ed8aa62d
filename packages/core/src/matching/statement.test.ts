import { expect, test } from 'vitest';
import { readInstant } from '../basics/instant.ts';
import { statementOf } from './statement.ts';

const publisher = { name: 'Sluis Software PSIRT', namespace: 'https://psirt.example', category: 'vendor' };

test('a statement is its publisher’s, of the day of the revision that has it', () => {
  expect(statementOf({ publisher, currentReleaseAt: readInstant('2026-11-12T08:00:00Z') })).toEqual({
    by: 'Sluis Software PSIRT',
    at: readInstant('2026-11-12T08:00:00Z'),
  });
});

test('a document that is not dated gives no day', () => {
  expect(statementOf({ publisher })).toEqual({ by: 'Sluis Software PSIRT' });
});
