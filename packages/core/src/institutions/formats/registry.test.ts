import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstitutions } from './registry.ts';

test('JSON lines are read one by one; a broken one is told and the rest is used', () => {
  const reading = readInstitutions(
    Buffer.from('{"name": "GGZ Rietmark", "sector": "ggz"}\n{"name": \n\n{"name": "GGD Wilgenoord", "region": 99}\n'),
  );
  expect(reading.kind === 'read' ? reading.value.map((entry) => entry.name) : []).toEqual(['GGZ Rietmark', 'GGD Wilgenoord']);
  expect(reading.problems.map(({ code, at }) => [code, at])).toEqual([
    ['name-missing', 'line 2, /name'],
    ['number-unreadable', 'line 4, /region'],
  ]);
});

test('reading never throws', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => ['read', 'unreadable'].includes(readInstitutions(bytes).kind)));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('naam', ';', '\n', '"', '{', '}', 'ggz') }), (text) =>
      ['read', 'unreadable'].includes(readInstitutions(Buffer.from(text)).kind),
    ),
  );
});

test('a list that is longer than is read is refused whole, and says how many are read', () => {
  const reading = readInstitutions(Buffer.from(`naam;sector\n${'Wilgenhof;vvt\n'.repeat(300_100)}`));
  expect(reading).toMatchObject({ kind: 'unreadable', problems: [{ code: 'too-many-lines', facts: { most: 300_000 } }] });
});
