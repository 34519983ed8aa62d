import { isObject } from '@forewarn/core/basics/json-view.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Read } from '@forewarn/core/basics/read.ts';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { DOCUMENT_BYTES_MAX, readJsonText } from '@forewarn/core/advisories/formats/json-text.ts';
import { readAdvisoryJson } from '@forewarn/core/advisories/formats/registry.ts';
import type { DocumentFile } from './find-documents.ts';
import { readBytes } from './read-bytes.ts';
import { splitLines } from './split-lines.ts';

/** What one document came to. `from` is its file, with the line where it has many. */
export type AdvisoryRead = { readonly from: string } & (
  | { readonly kind: 'advisory'; readonly advisory: Advisory }
  | { readonly kind: 'unreadable'; readonly problem: Problem }
);

const TOO_LARGE: Problem = {
  code: 'too-large',
  at: '',
  message: `This document has more than ${DOCUMENT_BYTES_MAX / 1024 / 1024} MiB.`,
  hint: 'If it holds many documents, put each on a line of its own and name the file .jsonl.',
};

/** Reads the advisories of a file one after the other; what can't be read comes back as such, in its place. Never throws. */
export async function* readAdvisories(file: DocumentFile, onRead: (bytes: number) => void): AsyncGenerator<AdvisoryRead> {
  try {
    const bytes = readBytes(file.path, onRead);
    if (!file.isLines) yield told(file.path, await readWhole(bytes));
    else yield* readLines(file.path, bytes);
  } catch (fault) {
    yield { from: file.path, kind: 'unreadable', problem: faultOf(fault) };
  }
}

async function* readLines(path: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<AdvisoryRead> {
  let number = 0;
  for await (const line of splitLines(bytes, DOCUMENT_BYTES_MAX)) {
    number += 1;
    if (line === undefined) yield { from: `${path}, line ${number}`, kind: 'unreadable', problem: TOO_LARGE };
    else if (!isBlank(line)) yield told(`${path}, line ${number}`, readDocument(line));
  }
}

function isBlank(line: Buffer): boolean {
  return line.length < 200 && line.toString('latin1').trim() === '';
}

async function readWhole(bytes: AsyncIterable<Buffer>): Promise<Read<Advisory>> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > DOCUMENT_BYTES_MAX) return { kind: 'unreadable', problems: [TOO_LARGE] };
    pieces.push(piece);
  }
  return readDocument(Buffer.concat(pieces));
}

/** A bare document, or one in `{file, doc}`. */
function readDocument(bytes: Uint8Array): Read<Advisory> {
  const json = readJsonText(bytes);
  if (json.kind === 'unreadable') return json;
  return readAdvisoryJson(unwrapped(json.value));
}

function unwrapped(json: unknown): unknown {
  if (!isObject({ value: json, at: '' })) return json;
  const { doc } = json as { readonly doc?: unknown };
  return isObject({ value: doc, at: '' }) ? doc : json;
}

function told(from: string, reading: Read<Advisory>): AdvisoryRead {
  if (reading.kind === 'read') return { from, kind: 'advisory', advisory: reading.value };
  const [first] = reading.problems;
  const { code, at, message } = first ?? { code: 'unreadable', at: '', message: 'It could not be read.' };
  // What core advises is for who fetches documents; here they are files that somebody has.
  return { from, kind: 'unreadable', problem: { code, at, message } };
}

function faultOf(fault: unknown): Problem {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  if (code.startsWith('Z_') || code === 'ERR_BUFFER_OUT_OF_BOUNDS')
    return { code: 'packing-broken', at: '', message: 'It is packed with gzip and damaged or cut off.' };
  return {
    code: 'file-unreadable',
    at: '',
    message: `The file could not be read (${code === '' ? String(fault) : code}).`,
    hint: 'Check the file and its permissions.',
  };
}
