import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ingestDocuments, type Ingested } from './ingest-document.ts';
import { rawDocument } from './raw-document.test-support.ts';
import type { RawDocument } from './raw-document.ts';

let machine: TestMachine;
beforeAll(async () => {
  machine = await testMachine();
});
afterAll(() => machine?.close());

const TOGETHER = 40;
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const rows = async (query: string) => (await machine.database.pool.query(query)).rows;

/** Broken on purpose, broken by their publishers, valid and invalid by the standard, edited silently. */
function documents(): readonly RawDocument[] {
  const folders = ['csaf/raw', 'csaf/providers', 'csaf/discovery', 'conformance/csaf-2.0'].map((folder) => join(sharedData, folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile() && !/\.(?:sha256|sha512|asc|gz|txt|csv)$/.test(path)),
  );
  const edited = gunzipSync(readFileSync(join(sharedData, 'csaf/revisions/silent-changes.jsonl.gz')))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => {
      const { before, after } = JSON.parse(line) as { before: unknown; after: unknown };
      return [JSON.stringify(before), JSON.stringify(after)];
    });
  return [
    ...edited.map((text, place) => rawDocument(text, { url: `https://x.example/edited/${place}` })),
    ...files.map((path) => rawDocument(readFileSync(path), { url: `https://x.example/${relative(sharedData, path)}` })),
  ];
}

async function takeAll(raws: readonly RawDocument[]): Promise<readonly Ingested[]> {
  const outcomes: Ingested[] = [];
  for (let from = 0; from < raws.length; from += TOGETHER)
    outcomes.push(...(await ingestDocuments(machine, raws.slice(from, from + TOGETHER))));
  return outcomes;
}

test.skipIf(!existsSync(join(sharedData, 'csaf')))(
  'every document there is ends as read or kept with problems: none is lost, none stops the rest',
  async () => {
    const raws = documents();
    expect(raws.length).toBeGreaterThan(400);
    const outcomes = await takeAll(raws);

    const distinct = new Map(raws.map(({ bytes }) => [digestOf(bytes), bytes]));
    const kept = new Map(
      (await rows('select sha256, bytes from forewarn.documents')).map((row) => [row.sha256.toString('hex'), row.bytes]),
    );
    expect([...kept.keys()].toSorted()).toEqual([...distinct.keys()].toSorted());
    for (const [sha256, bytes] of distinct) expect(kept.get(sha256)?.equals(bytes)).toBe(true);

    // Each is a revision once, or unreadable once, with why.
    const [{ read }] = await rows('select count(distinct document_sha256) as read from forewarn.advisory_revisions');
    const unreadable = await rows('select problems from forewarn.unreadable_documents');
    expect(Number(read) + unreadable.length).toBe(distinct.size);
    for (const { problems } of unreadable) expect(problems[0].message).toMatch(/\.$/);

    // The forty that were edited without a new version: each edit is a revision that came in force, and none passed as unchanged.
    const edits = outcomes.slice(0, 80).filter((_, place) => place % 2 === 1);
    expect(edits.every((one) => one.kind === 'new' && (one.change === 'material' || one.change === 'editorial') && one.isInForce)).toBe(
      true,
    );

    // All of it again changes nothing.
    const counts = async () =>
      rows(`select (select count(*) from forewarn.documents) d, (select count(*) from forewarn.advisory_revisions) r, (select count(*) from forewarn.retrievals) t,
      (select count(*) from forewarn.audit_log) a, (select count(*) from graphile_worker._private_jobs) j`);
    const before = await counts();
    expect(new Set((await takeAll(raws)).map(({ kind }) => kind))).toEqual(new Set(['known', 'unreadable']));
    expect(await counts()).toEqual(before);
  },
);
