import { expect, test } from 'vitest';
import { chooseColumns } from './choose-columns.ts';
import type { ColumnMapping } from './column-mapping.ts';

const chosen = (headings: string, mapping?: ColumnMapping) => {
  const { known, ignored } = chooseColumns({ line: 1, cells: headings.split(';') }, mapping);
  return [known.map(({ heading, field }) => `${heading}=${field}`).join(' '), ignored.join(' ')];
};

test.each([
  ['Naam;Leverancier;Type', 'Naam=product Leverancier=supplier', 'Type'],
  ['Naam;Merk;Type', 'Merk=supplier Type=product', 'Naam'], // beside a brand, "naam" is what the device is called
  ['Type;Merk;Model', 'Merk=supplier Model=product', 'Type'],
  ['Systeem;Applicatienaam', 'Applicatienaam=product', 'Systeem'],
  ['Type;Prijs', 'Type=product', 'Prijs'],
  ['Versie;Versie;Product', 'Versie=version Product=product', 'Versie'],
])('of the headings "%s" %s, and left aside are: %s', (headings, known, ignored) => {
  expect(chosen(headings)).toEqual([known, ignored]);
});

test('what somebody said of a heading comes before what we make of it', () => {
  const mapping: ColumnMapping = {
    columns: [
      { heading: 'systeem', field: 'owner' },
      { heading: 'Omschrijving', field: 'product' },
    ],
  };
  expect(chosen('Systeem;Omschrijving;Applicatie;Versie', mapping)).toEqual([
    'Systeem=owner Omschrijving=product Versie=version',
    'Applicatie',
  ]);
});
