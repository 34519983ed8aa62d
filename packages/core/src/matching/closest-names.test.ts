import { expect, test } from 'vitest';
import { closestNames, writtenName } from './closest-names.ts';

const group = (name: string, supplier = 'Siemens') => ({ name, written: writtenName({ supplier, names: [name], identifiers: [] }) });
const closest = (line: string, ...names: readonly string[]) =>
  closestNames(
    names.map((name) => group(name)),
    group(line).written,
  ).map(({ name }) => name);

test('where one bears the very name, its siblings are not meant', () => {
  expect(closest('SIPROTEC 5 7SA82 (CP150)', 'SIPROTEC 5 7SA82 (CP100)', 'SIPROTEC 5 7SA82 (CP150)')).toEqual(['SIPROTEC 5 7SA82 (CP150)']);
  expect(closest('Software Controller V2', 'Software Controller V2', 'Software Controller V3')).toEqual(['Software Controller V2']);
  expect(closest('Siemens software-controller v2', 'Software Controller V2', 'Software Controller V3')).toEqual(['Software Controller V2']);
});

test('what is named more broadly or more narrowly may be said of the same', () => {
  expect(closest('SIPROTEC 5 7SA82', 'SIPROTEC 5', 'SIPROTEC 5 7SA82', 'SIPROTEC 5 7SA82 (CP150)')).toHaveLength(3);
});

test('where none bears the very name, all stay', () => {
  expect(closest('SIPROTEC 5 7SA82 CP200', 'SIPROTEC 5 7SA82 (CP100)', 'SIPROTEC 5 7SA82 (CP150)')).toHaveLength(2);
  expect(closest('', 'SIPROTEC 5', 'SIPROTEC 4')).toHaveLength(2);
});
