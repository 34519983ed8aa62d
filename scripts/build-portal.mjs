// Builds the portal (packages/web) where there is no build of these sources yet. Plain JavaScript, because prepare.mjs calls it, which
// must also run on a Node that can't read TypeScript; the bundler itself runs on the Node that comes with the packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';

/** What the portal is built from. */
const SOURCES = ['packages/web/src', 'packages/api/src', 'packages/core/src'];
const SINGLE = ['packages/web/index.html', 'packages/web/vite.config.ts', 'scripts/build-portal.mjs', 'package-lock.json'];
const NO_SOURCE = /\.(test|test-support|cases)\.tsx?$/;

/** Where the build of a checkout is. */
export function portalPlace(root) {
  return join(root, 'packages/web/dist');
}

/** True where the build there is of these sources: by names, sizes and times first, and by their bytes where those differ. */
export function isPortalBuilt(root) {
  if (!fs.existsSync(join(root, 'packages/web/vite.config.ts'))) return true; // a Forewarn without the portal's sources
  const stamp = readStamp(root);
  if (stamp === undefined || !fs.existsSync(join(portalPlace(root), 'index.html'))) return false;
  const files = sourcesIn(root);
  const seen = glance(files);
  if (stamp.glance === seen) return true;
  if (stamp.digest !== digest(root, files)) return false;
  writeStamp(portalPlace(root), { ...stamp, glance: seen });
  return true;
}

/** Builds beside the place and puts it there whole, so that a server that starts meanwhile finds one or the other. What went wrong, or undefined. */
export function buildPortal(root, node) {
  const files = sourcesIn(root);
  const stamp = { glance: glance(files), digest: digest(root, files) };
  const place = portalPlace(root);
  const fresh = `${place}.${process.pid}`;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(node, [vite, 'build', join(root, 'packages/web'), '-c', join(root, 'packages/web/vite.config.ts')], {
    cwd: root,
    encoding: 'utf8',
    // A test runner says that this is a test; what it builds is served all the same, and React's own tests are twice the size.
    env: { ...process.env, NODE_ENV: 'production', FOREWARN_PORTAL_OUT: fresh },
  });
  if (built.status !== 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    return String(built.error ?? built.stderr).trim();
  }
  writeStamp(fresh, stamp);
  fs.rmSync(`${fresh}.old`, { recursive: true, force: true });
  if (fs.existsSync(place)) fs.renameSync(place, `${fresh}.old`);
  fs.renameSync(fresh, place);
  fs.rmSync(`${fresh}.old`, { recursive: true, force: true });
  return undefined;
}

function sourcesIn(root) {
  const found = SOURCES.flatMap((folder) =>
    fs
      .readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !NO_SOURCE.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  return [...found, ...SINGLE.map((path) => join(root, path))].sort((a, b) => (a < b ? -1 : 1));
}

function glance(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = fs.statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function digest(root, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.slice(root.length)}\0`).update(fs.readFileSync(file));
  return hash.digest('hex');
}

function readStamp(root) {
  try {
    return JSON.parse(fs.readFileSync(join(portalPlace(root), 'built.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

function writeStamp(place, stamp) {
  fs.writeFileSync(join(place, 'built.json'), JSON.stringify(stamp));
}
