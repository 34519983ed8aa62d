import { mkdtemp, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findDocuments } from './find-documents.ts';
import { readAdvisories } from './read-advisories.ts';

const RECORD = JSON.stringify({ id: 'GHSA-aaaa-bbbb-cccc', modified: '2026-11-24T08:00:00Z', affected: [] });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forewarn-agent-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function told(name: string, content: string | Uint8Array): Promise<readonly string[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const [file] = await findDocuments(path);
  const said: string[] = [];
  for await (const one of readAdvisories(file!, () => {}))
    said.push(`${one.from.slice(folder.length + 1)}: ${one.kind === 'advisory' ? one.advisory.trackingId : one.problem.code}`);
  return said;
}

test.each<[string, string | Uint8Array, readonly string[]]>([
  ['one.json', RECORD, ['one.json: GHSA-aaaa-bbbb-cccc']],
  ['wrapped.json', `{"file": "a", "doc": ${RECORD}}`, ['wrapped.json: GHSA-aaaa-bbbb-cccc']],
  // Packed is told by the first bytes, not by the name.
  ['packed.json', gzipSync(RECORD), ['packed.json: GHSA-aaaa-bbbb-cccc']],
  ['two.jsonl', `${RECORD}\n\n${RECORD}`, ['two.jsonl, line 1: GHSA-aaaa-bbbb-cccc', 'two.jsonl, line 3: GHSA-aaaa-bbbb-cccc']],
  ['two.jsonl.gz', gzipSync(`${RECORD}\n{`), ['two.jsonl.gz, line 1: GHSA-aaaa-bbbb-cccc', 'two.jsonl.gz, line 2: cut-off']],
  ['damaged.json.gz', gzipSync(RECORD).subarray(0, 40), ['damaged.json.gz: packing-broken']],
  ['empty.json', '', ['empty.json: empty']],
  // Seventy megabytes of spaces in seventy kilobytes.
  ['bomb.json.gz', gzipSync(Buffer.alloc(70 * 1024 * 1024, 0x20)), ['bomb.json.gz: too-large']],
  [
    'bomb.jsonl.gz',
    gzipSync(Buffer.concat([Buffer.alloc(70 * 1024 * 1024, 0x20), Buffer.from(`\n${RECORD}`)])),
    ['bomb.jsonl.gz, line 1: too-large', 'bomb.jsonl.gz, line 2: GHSA-aaaa-bbbb-cccc'],
  ],
])('%s', async (name, content, expected) => {
  expect(await told(name, content)).toEqual(expected);
});

test('of a folder the documents in all its folders are found, in order; links back are not followed', async () => {
  const place = join(folder, 'deep');
  await mkdir(join(place, '2026/white'), { recursive: true });
  await Promise.all(
    ['b.json', '2026/a.json.gz', '2026/white/c.ndjson', '2026/a.json.asc', 'index.txt'].map((name) => writeFile(join(place, name), '')),
  );
  await symlink(place, join(place, '2026/back.json'));
  const files = await findDocuments(place);
  expect(files.map(({ path, isLines }) => [relative(place, path), isLines])).toEqual([
    ['2026/a.json.gz', false],
    ['2026/white/c.ndjson', true],
    ['b.json', false],
  ]);
});
