import { expect, test } from 'vitest';
import { readInventory } from '@forewarn/core/inventories/formats/registry.ts';
import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import { readRelations } from '@forewarn/core/inventories/formats/relations.ts';
import { READ_IN_PLACE_BYTES_MAX, readRelationsUpload, readUpload } from './read-upload.ts';

const component = (place: number) => ({ type: 'library', name: `part-${place}`, version: '1.0', purl: `pkg:npm/part-${place}@1.0` });

test('a large bill of materials, read apart, is read as it would be in place', async () => {
  const components = Array.from({ length: 15_000 }, (_, place) => component(place));
  const bytes = Buffer.from(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components }));
  expect(bytes.length).toBeGreaterThan(READ_IN_PLACE_BYTES_MAX);
  let others = 0;
  const meanwhile = setInterval(() => (others += 1), 1);
  const reading = await readUpload(bytes, 'sbom.json');
  clearInterval(meanwhile);
  expect(reading).toEqual(readInventory(bytes, 'sbom.json'));
  expect(others).toBeGreaterThan(0); // somebody else was answered in between
});

test('a large table is read apart with what was said of its columns', async () => {
  const rows = Array.from({ length: 60_000 }, (_, place) => `kastje ${place};${'x'.repeat(10)}`);
  const given = { columns: [{ heading: 'Spul', field: 'product' as const }] };
  const reading = await readUpload(Buffer.from(`Spul;Iets\n${rows.join('\n')}\n`), 'x.csv', { given });
  expect(reading.kind === 'read' ? [reading.value.lines.length, reading.value.mapping?.kind] : reading.problems).toEqual([60_000, 'given']);
});

test('large and broken is refused in words', async () => {
  const bytes = Buffer.from(`{"bomFormat": "CycloneDX", "components": [${'{"name": "x"},'.repeat(100_000)}`);
  expect(await readUpload(bytes, 'x')).toMatchObject({ kind: 'unreadable', problems: [{ code: 'json-broken' }] });
});

test('a large list of relations, read apart, is read as it would be in place', async () => {
  const rows = Array.from({ length: 30_000 }, (_, place) => `Huis ${place};Leverancier ${place};VPN;altijd aan;2020`);
  const bytes = Buffer.from(`Instelling;Leverancier;Soort verbinding;Omschrijving;Sinds\n${rows.join('\n')}\n`);
  let others = 0;
  const meanwhile = setInterval(() => (others += 1), 1);
  const reading = await readRelationsUpload(bytes);
  clearInterval(meanwhile);
  expect(reading).toEqual(readRelations(decodeText(bytes).text));
  expect(reading.kind === 'read' ? reading.value.length : reading.problems).toBe(30_000);
  expect(others).toBeGreaterThan(0);
});
