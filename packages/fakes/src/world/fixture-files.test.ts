import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsaf } from '@forewarn/core/advisories/formats/csaf.ts';
import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import { readInstitutions } from '@forewarn/core/institutions/formats/registry.ts';
import { readInventoryText } from '@forewarn/core/inventories/formats/registry.ts';
import { fixtureFiles } from './fixture-files.ts';
import { linesOfRow, WORKED_INVENTORIES } from './worked-inventories.ts';

const folder = join(import.meta.dirname, '../../../../fixtures');

test.each(fixtureFiles())('fixtures/$path is as the world has it (else: npm run fixtures)', ({ path, bytes }) => {
  expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true);
});

test('the list of institutions is read without a question', () => {
  const reading = readInstitutions(readFileSync(join(folder, 'institutions.csv')));
  expect(reading.problems).toEqual([]);
  const entries = reading.kind === 'read' ? reading.value : [];
  expect(entries).toHaveLength(11);
  expect(entries.find(({ name }) => name === 'Psychologiepraktijk Elzenbocht')?.itProvider).toBe('Kwartel ICT');
});

test.each([
  ['lindemark', 'Ziekenhuis Lindemark'],
  ['rietmark', 'GGZ Rietmark'],
  ['elzenbocht', 'Psychologiepraktijk Elzenbocht'],
])('inventories/%s.csv is read as the worked inventory of %s', (file, name) => {
  const reading = readInventoryText(decodeText(readFileSync(join(folder, `inventories/${file}.csv`))).text);
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  // Lindemark's register has a column for remarks, which an inventory has not.
  expect(reading.problems.map(({ code, at }) => `${code}, ${at}`)).toEqual(
    file === 'lindemark' ? ['column-ignored, column "opmerking"'] : [],
  );
  const lines = WORKED_INVENTORIES[name]?.flatMap(linesOfRow).map(({ item }) => item) ?? [];
  expect(reading.value.lines.map(({ institution, item: { key: _, ...item } }) => ({ institution, item }))).toEqual(
    lines.map((item) => ({ institution: name, item })),
  );
});

test.each(['version-1', 'version-2'])('advisories/…-%s.json is read without a question', (version) => {
  const text = readFileSync(join(folder, `advisories/meridiaan-sa-2026-014-${version}.json`), 'utf8');
  const reading = readCsaf(JSON.parse(text));
  expect(reading.problems).toEqual([]);
});
