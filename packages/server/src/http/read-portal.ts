import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export type PortalFile = { readonly type: string; readonly plain: Buffer; readonly br?: Buffer; readonly gzip?: Buffer };
export type Portal = { readonly page: PortalFile | undefined; readonly assets: ReadonlyMap<string, PortalFile> };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** The built portal, read once into memory (some megabytes): no path that a visitor writes ever reaches the disk. Without a build: nothing. */
export async function readPortal(dist: string): Promise<Portal> {
  const assets = new Map<string, PortalFile>();
  for (const name of await namesIn(join(dist, 'assets'))) {
    const file = TYPES[extname(name)] === undefined ? undefined : await readPacked(join(dist, 'assets', name));
    if (file !== undefined) assets.set(name, file);
  }
  return { page: await readPacked(join(dist, 'index.html')), assets };
}

async function readPacked(path: string): Promise<PortalFile | undefined> {
  const [plain, br, gzip] = await Promise.all([read(path), read(`${path}.br`), read(`${path}.gz`)]);
  return plain === undefined ? undefined : { type: TYPES[extname(path)] ?? 'application/octet-stream', plain, br, gzip };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function read(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
