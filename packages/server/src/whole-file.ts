import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Read and written by its owner alone. */
const SECRET = 0o600;

/**
 * Makes the file where there is none, and leaves the one that is there. Several processes may start on one data directory, and any of them
 * may be killed: the file has all of one text under its name, or has no such name. `write` is asked only where there is nothing yet. A file system
 * without hard links (a share) has it only once, and not in one step.
 */
export function makeFileOnce(path: string, write: () => string | Buffer, mode = SECRET): void {
  if (existsSync(path)) return;
  withDraft(path, write(), mode, (draft) => {
    if (!placeOnce(() => linkSync(draft, path), WITHOUT_LINKS)) placeOnce(() => copyFileSync(draft, path, constants.COPYFILE_EXCL));
    rmSync(draft);
  });
}

/** What file systems say that know no hard links. */
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** False where it failed in one of these ways; one that is there already stays. */
function placeOnce(place: () => void, otherwise: readonly string[] = []): boolean {
  try {
    place();
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (otherwise.includes(code)) return false;
    if (code !== 'EEXIST') throw cause;
  }
  return true;
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
