import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readVersion } from './read-version.ts';
import { splitNameAndRange } from './split-name-and-range.ts';
import { contains } from './version-range.ts';

const isIn = (written: string, version: string) => {
  const split = splitNameAndRange(written);
  return split === undefined ? undefined : [split.name, contains(split.range, readVersion(version))];
};

test.each([
  'Poort versions prior to 4.2',
  'Poort: Versions 4.1 and prior',
  'Poort < 4.2',
  'Poort (all versions before 4.2)',
  'Poort vor 4.2',
  'Poort Versionen bis 4.1',
  'Poort tot en met 4.1',
  'Poort alle versies t/m 4.1',
  'Poort 4.0 through 4.1',
  'Poort V4.1 and earlier',
  'Poort firmware versions 4.1 and below',
])('%s: 4.1 is meant and 4.2 is not, of Poort', (written) => {
  expect(isIn(written, '4.1')).toEqual(['Poort', 'in']);
  expect(isIn(written, '4.2')).toEqual(['Poort', 'out']);
});

test('all versions behind a name are all versions of it', () => {
  expect(splitNameAndRange('Poort: All Versions')).toEqual({ name: 'Poort', range: { kind: 'every-version' } });
});

test.each([
  'SiPass integrated V2.80', // a version in the name is a branch of it
  'Desigo Version 6.1',
  'Switch up to 4 channels',
  'Beheer voor 4 handen',
  'App voor iOS',
  'Camera 4.2 to 7.4 inch',
  'Advanced Version Control',
  'Release Manager',
  '< 4.2', // names nothing
  'Poort <script>',
])('%s is no more than a name', (written) => {
  expect(splitNameAndRange(written)).toBeUndefined();
});

test('whatever is written, it is taken apart or left, and never slowly nor with a fault', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Poort', ' ', 'versions', 'prior to', '4.2', '<', 'and', 'earlier', '(', ')', ',', 'v3', 'tot')),
      (parts) => {
        const text = parts.join(' ');
        const split = splitNameAndRange(text);
        return split === undefined || (split.name !== '' && text.trimStart().startsWith(split.name));
      },
    ),
  );
});
