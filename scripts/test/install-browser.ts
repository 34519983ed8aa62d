import { spawnSync } from 'node:child_process';
import { browserHere } from './browser-here.ts';

/** Debian's packages are 300 MB to fetch over what may be a slow line. */
const INSTALL_MS_MAX = 10 * 60_000;

/** Installs Debian's Chromium where that is allowed: as root, with apt-get. True where there is one afterwards. */
export function installBrowser(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return false;
  console.log('Installing Chromium for the browser stories (apt-get install chromium; once).');
  for (const words of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', 'chromium'],
  ])
    spawnSync('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...words], {
      stdio: 'ignore',
      timeout: INSTALL_MS_MAX,
    });
  return browserHere() !== undefined;
}
