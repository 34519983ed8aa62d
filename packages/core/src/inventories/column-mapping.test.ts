import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fits, headingsOf, readColumnMapping } from './column-mapping.ts';

const row = (...cells: readonly string[]) => ({ line: 1, cells });

test('what a column is, is said by heading, as text or as JSON', () => {
  const columns = [
    { heading: 'Applicatienaam', field: 'product' },
    { heading: 'Prijs', field: 'ignore' },
  ];
  expect(readColumnMapping({ ' Applicatienaam ': 'Product', Prijs: 'ignore' })).toMatchObject({ kind: 'read', value: { columns } });
  expect(readColumnMapping('{"Applicatienaam": "product", "Prijs": "ignore"}')).toMatchObject({ kind: 'read', value: { columns } });
});

test.each<[string, unknown, readonly string[]]>([
  ['what no line has', { Prijs: 'price' }, ['field-unknown']],
  ['two columns for one thing', { A: 'product', B: 'product' }, ['field-repeated']],
  ['nothing', {}, ['mapping-unreadable']],
  ['no JSON', 'product=A', ['mapping-unreadable']],
])('a mapping that says %s is refused in words', (_name, said, codes) => {
  const reading = readColumnMapping(said);
  expect(reading.problems.map((problem) => problem.code)).toEqual(codes);
  expect(reading.problems[0]?.hint).toBeDefined();
});

test('a table is known again by its headings in any order and spelling of capitals', () => {
  expect(headingsOf(row('Versie', ' Systeem ', ''))).toBe(headingsOf(row('SYSTEEM', 'versie')));
  expect(headingsOf(row('', ' '))).toBe('');
});

test('a mapping fits a row that has every heading it gives a meaning to', () => {
  const mapping = {
    columns: [
      { heading: 'Spul', field: 'product' as const },
      { heading: 'Prijs', field: 'ignore' as const },
    ],
  };
  expect(fits(mapping, row('SPUL', 'aantal'))).toBe(true);
  expect(fits(mapping, row('aantal', 'prijs'))).toBe(false);
});

test('reading never throws, whatever is said', () => {
  expect(readColumnMapping({ Naam: { toString: false } }).kind).toBe('unreadable');
  fc.assert(fc.property(fc.anything(), (said) => ['read', 'unreadable'].includes(readColumnMapping(said).kind)));
});
