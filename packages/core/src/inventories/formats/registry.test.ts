import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { readInventory, readInventoryJson } from './registry.ts';

const TABLE = 'instelling;product;versie;aantal\nPsychologiepraktijk Elzenbocht;cliëntportaal Zelfwijzer;onbekend;2\n';
const EXPECTED = [
  {
    at: 'line 2',
    institution: 'Psychologiepraktijk Elzenbocht',
    item: { key: 'clientportaal zelfwijzer', product: 'cliëntportaal Zelfwijzer', quantity: 2, exposure: 'unknown' },
  },
];

test.each<[string, Uint8Array]>([
  ['UTF-8 with ;', Buffer.from(TABLE)],
  ['UTF-8 with ,', Buffer.from(TABLE.replaceAll(';', ','))],
  ['a byte order mark', Buffer.from(`\ufeff${TABLE}`)],
  ['"Unicode text" of Excel (UTF-16, tabs)', Buffer.from(`\ufeff${TABLE.replaceAll(';', '\t')}`, 'utf16le')],
  ['UTF-16 big endian', Buffer.from(`\ufeff${TABLE}`, 'utf16le').swap16()],
  ['cp1252', Buffer.from(TABLE, 'latin1')],
  ['old Mac line ends', Buffer.from(TABLE.replaceAll('\n', '\r'))],
  ['every cell quoted', Buffer.from(TABLE.replace(/[^;\n]+/g, '"$&"'))],
  ['English headings', Buffer.from(TABLE.replace('instelling', 'Institution').replace('versie', 'VERSION').replace('aantal', 'quantity'))],
  [
    'another order of columns',
    Buffer.from('aantal;versie;product;instelling\n2;?;cliëntportaal Zelfwijzer;Psychologiepraktijk Elzenbocht\n'),
  ],
])('%s reads the same', (_name, bytes) => {
  const reading = readInventory(bytes, 'inventaris.csv');
  expect(reading.kind === 'read' ? reading.value.lines : reading.problems).toEqual(EXPECTED);
});

test.each<[string, Uint8Array, string]>([
  ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'format-unknown'],
  ['a PDF under another name', Buffer.from('%PDF-1.7'), 'format-unknown'],
  ['a web page', Buffer.from('<html><script>alert(1)</script>'), 'format-unknown'],
  ['JSON with a comma too much', Buffer.from('{"items": [{"product": "x"},]}'), 'json-broken'],
  ['JSON cut off', Buffer.from('{"bomFormat": "CycloneDX", "components": [{'), 'json-broken'],
  ['another JSON', Buffer.from('{"document": {}}'), 'items-missing'],
  ['SPDX as tag and value', Buffer.from('# made by a tool\nSPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n'), 'format-unknown'],
  ['SPDX as YAML', Buffer.from('---\nSPDXID: "SPDXRef-DOCUMENT"\nspdxVersion: "SPDX-2.2"\n'), 'format-unknown'],
  ['a VEX document', Buffer.from('{"@context": "https://openvex.dev/ns/v0.2.0", "statements": []}'), 'vex'],
  ['nothing', Buffer.from(''), 'product-column-missing'],
  ['a workbook', Buffer.from('PK\u0003\u0004'), 'workbook'],
])('%s is refused in words', (_name, bytes, code) => {
  const reading = readInventory(bytes, 'inventaris');
  expect(reading.kind).toBe('unreadable');
  expect(reading.problems[0]?.code).toBe(code);
  expect(reading.problems[0]?.hint).toBeDefined();
});

test('HTML and formulas in cells stay text', () => {
  const reading = readInventory(Buffer.from('product\n<b onclick=x>Zenya</b>\n"=cmd|\'/C calc\'!A0"\n'), 'x.csv');
  expect(reading.kind === 'read' ? reading.value.lines.map((line) => line.item.product) : []).toEqual([
    '<b onclick=x>Zenya</b>',
    "=cmd|'/C calc'!A0",
  ]);
});

test('reading never throws, whatever the bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => ['read', 'unreadable'].includes(readInventory(bytes, 'x').kind)));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('product', ';', '"', '\n', '=', '{', '111222333', 'é', '\u0000') }), (text) =>
      ['read', 'unreadable'].includes(readInventory(Buffer.from(text), 'x').kind),
    ),
  );
  fc.assert(fc.property(fc.jsonValue(), (json) => ['read', 'unreadable'].includes(readInventoryJson(json).kind)));
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (components) =>
      ['read', 'unreadable'].includes(readInventoryJson({ bomFormat: 'CycloneDX', components, services: components }).kind),
    ),
  );
});

const cyclonedx = join(sharedData, 'sbom/cyclonedx');
test.skipIf(!existsSync(cyclonedx))("every document of CycloneDX's own suite is read or refused in words", () => {
  const lines = gunzipSync(readFileSync(join(cyclonedx, 'spec-tests.jsonl.gz')))
    .toString()
    .split('\n')
    .filter(Boolean);
  const cases = lines.map((line) => JSON.parse(line) as { path: string; expected: string; text: string });
  const refused: string[] = [];
  for (const { path, expected, text } of cases) {
    const reading = readInventory(Buffer.from(text), path);
    if (reading.kind === 'read') continue;
    expect(reading.problems[0]?.message, path).toMatch(/\.$/);
    if (expected === 'valid' && path.endsWith('.json'))
      refused.push(`${path.replace(/^.*\//, '').replace(/-1\.\d.*$/, '')} ${reading.problems[0]?.code}`);
  }
  // Valid documents that list nothing an institution could hold: no component at all, or only files, data, models and keys.
  expect([...new Set(refused)].sort()).toMatchSnapshot();
});

test.skipIf(!existsSync(cyclonedx))('every real bill of materials is read or refused in words', () => {
  const folder = join(cyclonedx, 'examples');
  const outcome = readdirSync(folder).map((name) => {
    const bytes = readFileSync(join(folder, name));
    const reading = readInventory(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, name);
    return reading.kind === 'read' ? reading.value.lines.length : (reading.problems[0]?.code ?? 'silent');
  });
  expect(outcome).not.toContain('silent');
  expect(outcome.filter((found) => typeof found === 'number').length).toBeGreaterThan(15);
});

const sbom = join(sharedData, 'sbom');
test.skipIf(!existsSync(sbom))('every bill of materials there is, is read or refused with what to do', () => {
  const outcome = readdirSync(sbom, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('schema') && !entry.name.endsWith('.jsonl.gz'))
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      const reading = readInventory(entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes, entry.name);
      const [problem] = reading.problems;
      if (reading.kind === 'unreadable') expect(problem?.hint ?? problem?.source, entry.name).toBeDefined();
      return `${entry.name}: ${reading.kind === 'read' ? `${reading.value.format}, ${reading.value.lines.length} lines` : problem?.code}`;
    });
  expect(outcome.sort()).toMatchSnapshot();
});

const concern = join(sharedData, 'concern');
test.skipIf(!existsSync(concern))('registers as people type them are read without losing a line', () => {
  for (const [name, count] of [
    ['inventories.csv', 177],
    ['distractors.csv', 300],
  ] as const) {
    const reading = readInventory(readFileSync(join(concern, name)), name);
    // A line of several versions is several, each under the name of the line.
    const names = reading.kind === 'read' ? reading.value.lines.map(({ item }) => item.line ?? item.key) : [];
    expect(new Set(names).size).toBe(count);
  }
});
