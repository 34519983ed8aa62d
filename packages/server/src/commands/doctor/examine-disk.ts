import { statfs } from 'node:fs/promises';
import { worthALook, well, wrong, type Finding } from './finding.ts';
import type { Place } from './place.ts';

const CHECK = 'disk';
const MB = 1024 * 1024;
const FREE_MB_BAD = 500;
const FREE_MB_LOW = 5_000;

export async function* examineDisk({ config }: Place): AsyncGenerator<Finding> {
  const disk = await statfs(config.dataDirectory).catch(() => undefined);
  if (disk === undefined) {
    const message = `There is no ${config.dataDirectory} yet.`;
    yield worthALook(CHECK, message, 'forewarn start makes it; if it should be there, set FOREWARN_DATA.');
    return;
  }
  const freeMb = Math.floor((disk.bavail * disk.bsize) / MB);
  const message = `${freeMb.toLocaleString('en')} MB free for ${config.dataDirectory}.`;
  const hint = 'Make room, or move the data directory to a larger disk. A full disk stops everything.';
  if (freeMb < FREE_MB_BAD) yield wrong(CHECK, { message, hint });
  else yield freeMb < FREE_MB_LOW ? worthALook(CHECK, message, hint) : well(CHECK, message);
}
