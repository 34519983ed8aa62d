import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleWorkbook, sheetOf } from '@forewarn/core/inventories/formats/example-workbook.test-support.ts';
import { readInventoryFile } from './read-inventory-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forewarn-agent-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, content: string | Uint8Array): Promise<readonly string[]> {
  await writeFile(join(folder, name), content);
  const { lines } = await readInventoryFile(join(folder, name));
  return lines.map(({ item: { product, version } }) => `${product} ${version ?? '?'}`);
}

test.each<[string, string | Uint8Array]>([
  ['semicolons.csv', 'applicatie;versie\nZenya;12.1\nTOPdesk;\n'],
  ['utf-16.csv', Buffer.from('\ufeffapplicatie;versie\nZenya;12.1\nTOPdesk;\n', 'utf16le')],
  ['packed.csv.gz', gzipSync('product,version\nZenya,12.1\nTOPdesk,?\n')],
  ['workbook.xlsx', exampleWorkbook(sheetOf(['Toelichting']), sheetOf(['applicatie', 'versie'], ['Zenya', '12.1'], ['TOPdesk', '']))],
  ['items.json', JSON.stringify({ items: [{ product: 'Zenya', version: '12.1' }, { product: 'TOPdesk' }] })],
  [
    'sbom.json',
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [
        { type: 'application', name: 'Zenya', version: '12.1' },
        { type: 'application', name: 'TOPdesk' },
      ],
    }),
  ],
])('%s is read, told by what is in it', async (name, content) => {
  expect(await read(name, content)).toEqual(['Zenya 12.1', 'TOPdesk ?']);
});

test.each<[string, string | Uint8Array, RegExp]>([
  ['none.xlsx', 'PK\u0003\u0004 and then nothing', /begins like a workbook/],
  ['old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]), /Excel 2003/],
  ['cut.csv.gz', gzipSync('product\nZenya\n').subarray(0, 20), /damaged or cut off/],
])('%s is refused in words, with what to do', async (name, content, message) => {
  await expect(read(name, content)).rejects.toMatchObject({ message: expect.stringMatching(message), hint: expect.any(String) });
});
