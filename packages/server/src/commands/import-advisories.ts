import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { ingestDocuments } from '../advisories/ingest-document.ts';
import type { RawDocument } from '../advisories/raw-document.ts';
import type { Machine } from '../machine.ts';
import type { Imported } from './import.ts';

/** The CVE list has 300,000 records. */
const FILES_MAX = 1_000_000;
const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** Of a file with a document a line. */
const LINES_BYTES_MAX = 512 * 1024 * 1024;
const BATCH_MAX = 40;
const BATCH_BYTES_MAX = 16 * 1024 * 1024;
const PROBLEMS_MAX = 100;

type Counts = { added: number; unchanged: number; readonly problems: Problem[] };

/**
 * Takes in documents as if each was handed in: a file, a file with one a line (`.jsonl`), or all `.json` files of a folder and those below it, such
 * as a copy of the CVE list. What was taken in before changes nothing, so an import that was cut off is begun again. Links are not followed.
 */
export async function importAdvisories(
  machine: Machine,
  principal: Principal,
  path: string,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<Imported | Refusal> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return refuse('no-such', `There is no file or folder ${path}.`, 'Check the path.');
  const counts: Counts = { added: 0, unchanged: 0, problems: [] };
  const files = found.isDirectory() ? await filesBelow(path) : [path];
  if (files.length === 0) return refuse('no-such', `The folder ${path} holds no .json files.`, 'Name the folder that holds the documents.');
  let batch: RawDocument[] = [];
  const takeIn = async () => {
    await takeInBatch(machine, principal, batch, counts);
    batch = [];
  };
  for (const [place, file] of files.entries()) {
    for (const document of await documentsOf(machine, file, found.isDirectory() ? relative(path, file) : basename(file), counts)) {
      batch.push(document);
      if (batch.length === BATCH_MAX || batch.reduce((sum, { bytes }) => sum + bytes.length, 0) > BATCH_BYTES_MAX) await takeIn();
    }
    onProgress(place + 1, files.length);
  }
  await takeIn();
  const { added, unchanged, problems } = counts;
  return { kind: 'imported', added, changed: 0, removed: 0, unchanged, institutions: 0, problems };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (entry.isFile() && entry.name.endsWith('.json') && files.length < FILES_MAX) files.push(join(entry.parentPath, entry.name));
  }
  return files.sort();
}

async function documentsOf(machine: Machine, file: string, name: string, counts: Counts): Promise<readonly RawDocument[]> {
  const areLines = name.endsWith('.jsonl');
  const sizeBytesMax = areLines ? LINES_BYTES_MAX : FILE_BYTES_MAX;
  const found = await stat(file);
  if (found.size > sizeBytesMax) {
    note(counts, { code: 'too-large', at: name, message: `The file is larger than ${sizeBytesMax / 1024 / 1024} MiB.`, hint: 'Split it.' });
    return [];
  }
  const bytes = await readFile(file);
  const document = (each: Uint8Array): RawDocument => ({
    url: `handed-in:${encodeURIComponent(name.slice(-255))}`,
    bytes: each,
    retrievedAt: machine.clock.now(),
    hashCheck: { kind: 'absent' },
    signatureCheck: { kind: 'absent' },
    verdict: 'accepted',
  });
  return areLines ? linesOf(bytes).map(document) : [document(bytes)];
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let begin = 0; begin < bytes.length;) {
    const found = bytes.indexOf(0x0a, begin);
    const end = found === -1 ? bytes.length : found;
    if (end - begin > 1) lines.push(bytes.subarray(begin, end));
    begin = end + 1;
  }
  return lines;
}

async function takeInBatch(machine: Machine, principal: Principal, batch: readonly RawDocument[], counts: Counts): Promise<void> {
  for (const [place, outcome] of (await ingestDocuments(machine, batch, principal)).entries()) {
    if (outcome.kind === 'new') counts.added += 1;
    else if (outcome.kind === 'known') counts.unchanged += 1;
    else if (outcome.kind === 'unreadable') {
      const at = decodeURIComponent((batch[place]?.url ?? '').replace('handed-in:', ''));
      const [problem] = outcome.problems;
      note(counts, {
        code: problem?.code ?? 'format-unknown',
        at,
        message: problem?.message ?? 'This is no advisory.',
        hint: problem?.hint,
      });
    }
  }
}

function note(counts: Counts, problem: Problem): void {
  if (counts.problems.length < PROBLEMS_MAX) counts.problems.push(problem);
}
