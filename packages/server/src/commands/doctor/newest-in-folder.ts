import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';

type NewestFile = { readonly name: string; readonly atMs: number };

/** As many are looked at; a folder with more is cleared by nobody. */
const ENTRIES_MAX = 10_000;
/** Files that a base backup ends with (PostgreSQL, pg_basebackup). */
const ENDS: readonly string[] = ['backup_manifest', 'backup_label', 'base.tar.gz', 'base.tar'];

/**
 * The newest backup in a folder, each a file or a folder of its own. A file without a byte in it is none, nor is a folder of pg_basebackup without what it
 * ends with. Undefined: there is none. Throws where the folder can't be read.
 */
export async function newestInFolder(folder: string): Promise<NewestFile | undefined> {
  let newest: NewestFile | undefined;
  let looked = 0;
  for await (const entry of await opendir(folder)) {
    if ((looked += 1) > ENTRIES_MAX) break;
    const atMs = await madeAt(join(folder, entry.name));
    if (atMs !== undefined && atMs > (newest?.atMs ?? 0)) newest = { name: entry.name, atMs };
  }
  return newest;
}

async function madeAt(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) return found.size > 0 ? found.mtimeMs : undefined;
  if (found?.isDirectory() !== true) return undefined;
  const ends = await Promise.all(ENDS.map((name) => stat(join(path, name)).catch(() => undefined)));
  const times = ends.flatMap((end) => (end === undefined || end.size === 0 ? [] : [end.mtimeMs]));
  return times.length === 0 ? undefined : Math.max(...times);
}
