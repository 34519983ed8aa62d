import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readVendorProducts } from './read-vendor-products.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'forewarn-names-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array): Promise<readonly string[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const found: string[] = [];
  for await (const { supplier, product } of readVendorProducts(path)) found.push(`${supplier} | ${product}`);
  return found;
}

test('a table is read by its heading, whatever stands between', async () => {
  expect(await read('a.csv', '"vendor","product"\r\n"Haverkamp, De","Kompas ""roos"""\n\nElsakker,Zaalbeeld\n')).toEqual([
    'Haverkamp, De | Kompas "roos"',
    'Elsakker | Zaalbeeld',
  ]);
  expect(await read('b.csv', 'cveID,vendorProject,product\nCVE-1,Haverkamp,Kompasroos\n')).toEqual(['Haverkamp | Kompasroos']);
  expect(await read('c.csv', 'Product;Leverancier\nKompasroos;Haverkamp\n')).toEqual(['Haverkamp | Kompasroos']);
});

test('JSON lines are read packed or not, and lines that are cut off are passed over', async () => {
  const lines = '{"vendor":"Haverkamp","product":"Kompasroos"}\n{"supplier":"Elsakker","product":"Zaalbeeld"}\n{"vendor":"Els';
  expect(await read('a.jsonl', lines)).toEqual(['Haverkamp | Kompasroos', 'Elsakker | Zaalbeeld']);
  expect(await read('a.jsonl.gz', gzipSync(lines))).toEqual(['Haverkamp | Kompasroos', 'Elsakker | Zaalbeeld']);
});

test('a known-exploited list is read as the document that it is', async () => {
  const list = { title: 'x', vulnerabilities: [{ vendorProject: 'Haverkamp', product: 'Kompasroos' }, { product: 7 }, null] };
  expect(await read('kev.json', JSON.stringify(list))).toEqual(['Haverkamp | Kompasroos']);
});

test('what is no list of names is refused in words that say what was seen', async () => {
  await expect(read('d.csv', 'naamloos,nummer\n1,2\n')).rejects.toThrow(
    'no column for supplier and product; its columns are: naamloos, nummer',
  );
  await expect(read('d.json', '{"title":"x"}')).rejects.toThrow('no list of names');
  await expect(read('d.jsonl.gz', 'not packed')).rejects.toThrow();
});
