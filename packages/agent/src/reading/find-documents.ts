import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFault } from '../agent-fault.ts';

/** A file that may hold advisories, or (`isLines`) one on each line. */
export type DocumentFile = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly isLines: boolean;
  /** It was found in a folder, where other JSON may lie beside advisories: feeds, the metadata of a publisher. */
  readonly mayBeOther: boolean;
};

const DOCUMENT = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i;
const LINES = /\.(?:jsonl|ndjson)(?:\.gz)?$/i;

/**
 * The files of a place: the file itself whatever its name, or of a folder, through all folders in it and in the order of their names,
 * those that end in `.json`, `.jsonl` or `.ndjson`, each with `.gz` or not. Links to folders are not followed: they may lead back.
 */
export async function findDocuments(place: string): Promise<readonly DocumentFile[]> {
  try {
    const found = await stat(place);
    if (!found.isDirectory()) return [{ path: place, sizeBytes: found.size, isLines: LINES.test(place), mayBeOther: false }];
    const entries = await readdir(place, { withFileTypes: true, recursive: true });
    const paths = entries
      .filter((entry) => DOCUMENT.test(entry.name) && !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
    const files = await Promise.all(paths.toSorted().map(fileAt));
    return files.flat();
  } catch (fault) {
    throw fileFault(place, '--advisories', fault);
  }
}

async function fileAt(path: string): Promise<readonly DocumentFile[]> {
  const found = await stat(path);
  return found.isFile() ? [{ path, sizeBytes: found.size, isLines: LINES.test(path), mayBeOther: true }] : [];
}
