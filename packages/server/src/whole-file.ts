import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Read and written by its owner alone. */
const SECRET = 0o600;

/**
 * Makes the file where there is none, and leaves the one that is there. Several processes may start on one data directory, and any of them
 * may be killed: the file has all of one text under its name, or has no such name. `write` is asked only where there is nothing yet.
 */
export function makeFileOnce(path: string, write: () => string | Buffer, mode = SECRET): void {
  if (existsSync(path)) return;
  withDraft(path, write(), mode, (draft) => {
    try {
      linkSync(draft, path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    rmSync(draft);
  });
}

/** Puts the text in the place of the file in one step: whoever reads has the old one or the new one, whole. */
export function replaceFile(path: string, text: string | Buffer, mode = SECRET): void {
  withDraft(path, text, mode, (draft) => renameSync(draft, path));
}

/** A draft has a name of its own: of two processes neither writes in the other's. */
function withDraft(path: string, text: string | Buffer, mode: number, place: (draft: string) => void): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    writeFileSync(draft, text, { mode, flag: 'wx', flush: true });
    place(draft);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw cause;
  }
  flushNamesIn(dirname(path));
}

function flushNamesIn(directory: string): void {
  const opened = openSync(directory, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
