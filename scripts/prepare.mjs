// Makes this machine ready to run Forewarn: checks Node, disk and packages, and installs what is missing. Plain JavaScript, because it
// must also run on a Node that can't read TypeScript. Every command of package.json begins with it; with nothing to do it takes
// hundredths of a second. It goes out to nothing but the npm registry, through npm.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
// Whole, because a named import that an old Node lacks would stop us before we could say that it is old.
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPortal, isPortalBuilt } from './build-portal.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = join(ROOT, 'node_modules');
const STAMP = join(PACKAGES, '.forewarn-prepared');
const BUNDLED_NODE = join(PACKAGES, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** What `prepare` itself and npm need; everything after it runs on the Node that comes with the packages. */
const OUTER_NODE_MIN = 20;
const NODE_MIN = 24;
/** Packages take about 800 MB, npm's own copy of them about 300 MB more. */
const INSTALL_FREE_MB_MIN = 1_600;
/** The private PostgreSQL with a demo in it takes about 150 MB. */
const RUN_FREE_MB_MIN = 300;
const HEARTBEAT_MS = process.stderr.isTTY ? 1_000 : 15_000;
/** Somebody else's installation in this folder is waited for this long. */
const WAIT_FOR_OTHER_MS = 300_000;

/** What npm says when it fails, and what to do; first match counts. */
const FAILURES = [
  [/ENOENT.*npm|spawn npm/, 'npm was not found.', 'Install it with Node, and see that "npm --version" works.'],
  [/ENOSPC/, 'The disk is full.', 'Make room (1.6 GB) and try again.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network/i,
    'The npm registry could not be reached.',
    'Look at the network or the proxy (npm config get registry) and try again.',
  ],
  [
    /CERT|certificate/,
    "The npm registry's certificate is not trusted here.",
    'Behind a proxy: set NODE_EXTRA_CA_CERTS to its certificate.',
  ],
  [/EUSAGE|in sync/, 'package-lock.json does not fit the package.json files.', 'Run "npm install" and commit package-lock.json.'],
  [
    /EINTEGRITY/,
    'A package is not what the lock file says.',
    'Run "npm cache clean --force" and try again; if it comes back, do not go on.',
  ],
  [/EACCES|EPERM|EROFS/, 'This folder may not be written.', 'Use a folder of your own, or correct its owner.'],
];

async function prepare() {
  if (major(process.versions.node) < OUTER_NODE_MIN) {
    stop(
      `Node ${process.versions.node} is too old.`,
      `Install Node ${NODE_MIN} (or ${OUTER_NODE_MIN} and later: the right one then comes with the packages).`,
    );
  }
  const lock = digestOfLock();
  if (!isPrepared(lock)) {
    if (!isInstalled()) await withInstallLock(() => (isInstalled() ? undefined : install()));
    checkNode();
    fs.writeFileSync(STAMP, lock);
  }
  needDisk(RUN_FREE_MB_MIN);
  if (!isPortalBuilt(ROOT)) await withInstallLock(() => (isPortalBuilt(ROOT) ? undefined : build()));
}

function digestOfLock() {
  try {
    const bytes = fs.readFileSync(join(ROOT, 'package-lock.json'));
    return createHash('sha256').update(bytes).update(`\0${process.platform} ${process.arch}`).digest('hex');
  } catch {
    return stop('package-lock.json is missing.', 'Get it back: git checkout package-lock.json');
  }
}

function isPrepared(lock) {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === lock && runsOnGoodNode();
}

/** True where npm's own record of what is installed agrees with the lock file: nothing needs to be downloaded. */
function isInstalled() {
  const record = join(PACKAGES, '.package-lock.json');
  if (!fs.existsSync(record)) return false;
  const installed = JSON.parse(fs.readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(fs.readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, link, optional }]) => {
    if (path === '' || link === true || !path.startsWith('node_modules/')) return true;
    const found = installed[path];
    return found === undefined ? optional === true : found.version === version && fs.existsSync(join(ROOT, path));
  });
}

async function install() {
  needDisk(INSTALL_FREE_MB_MIN);
  say('installing packages (once; about a minute)');
  const { command, args } = npm();
  const said = [];
  const started = Date.now();
  const beat = setInterval(() => progress(`installing packages: ${seconds(started)} s`), HEARTBEAT_MS);
  const code = await new Promise((settle) => {
    const child = spawn(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('error', (cause) => settle(String(cause)));
    child.on('close', settle);
  });
  clearInterval(beat);
  endProgress();
  if (code !== 0) explain(Buffer.concat(said).toString(), code);
  say(`packages installed in ${seconds(started)} s`);
}

/** The portal's files, with the bundler on the Node that comes with the packages: seconds, and only where its sources changed. */
function build() {
  const started = Date.now();
  const wrong = buildPortal(ROOT, major(process.versions.node) >= NODE_MIN ? process.execPath : BUNDLED_NODE);
  if (wrong !== undefined)
    stop(`The portal could not be built:\n  ${wrong.split('\n').slice(0, 6).join('\n  ')}`, 'Put that right and try again.');
  say(`portal built in ${seconds(started)} s`);
}

/**
 * npm as it runs us, on the Node that it runs on: the `node` that is first on the PATH here may be the one that `npm ci`
 * is about to replace.
 */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script !== undefined && script.endsWith('npm-cli.js')) return { command: node ?? process.execPath, args: [script] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

function explain(said, code) {
  const known = FAILURES.find(([pattern]) => pattern.test(said) || pattern.test(String(code)));
  if (known !== undefined) stop(known[1], known[2]);
  const last = said.trim().split('\n').slice(-3).join('\n  ');
  stop(`npm ci ended with ${code}:\n  ${last}`, 'Run "npm ci" to see all that it says.');
}

/** After an installation only, because it costs a process: does the Node that comes with the packages run here? */
function checkNode() {
  if (major(process.versions.node) >= NODE_MIN && !fs.existsSync(BUNDLED_NODE)) return;
  const answer = fs.existsSync(BUNDLED_NODE) ? spawnSync(BUNDLED_NODE, ['--version'], { encoding: 'utf8' }) : undefined;
  if (answer?.status === 0 && major(answer.stdout.slice(1)) >= NODE_MIN) return;
  stop(
    `Node ${process.versions.node} is too old, and no Node ${NODE_MIN} comes with the packages for ${process.platform} ${process.arch}.`,
    `Install Node ${NODE_MIN}, and see that "node --version" says so.`,
  );
}

function runsOnGoodNode() {
  return major(process.versions.node) >= NODE_MIN || fs.existsSync(BUNDLED_NODE);
}

/** One installation at a time in one folder: `npm ci` begins by removing what is there. */
async function withInstallLock(work) {
  const place = join(ROOT, '.forewarn', 'installing');
  fs.mkdirSync(join(ROOT, '.forewarn'), { recursive: true });
  const started = Date.now();
  for (let told = false; !takeLock(place); told = true) {
    if (!told) say('another command is installing packages here; waiting for it');
    if (Date.now() - started > WAIT_FOR_OTHER_MS)
      stop('Another command has been installing packages here for five minutes.', `If none runs, remove ${place}.`);
    await new Promise((settle) => setTimeout(settle, 500));
  }
  try {
    await work();
  } finally {
    fs.rmSync(place, { force: true });
  }
}

function takeLock(place) {
  try {
    fs.writeFileSync(place, String(process.pid), { flag: 'wx' });
    process.on('exit', () => fs.rmSync(place, { force: true }));
    return true;
  } catch (cause) {
    if (cause.code !== 'EEXIST') stop(`${place} could not be written (${cause.code}).`, 'Use a folder of your own, or correct its owner.');
    if (!isAlive(Number(readOr(place, '0')))) fs.rmSync(place, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}

function needDisk(leastMb) {
  const { bavail, bsize } = fs.statfsSync(ROOT);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  if (freeMb < leastMb) stop(`Only ${freeMb} MB are free on this disk.`, `Make room: ${leastMb} MB are needed.`);
}

function readOr(path, otherwise) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function major(version) {
  return Number(version.split('.')[0]);
}

function seconds(started) {
  return Math.round((Date.now() - started) / 1000);
}

function say(text) {
  process.stderr.write(`prepare: ${text}\n`);
}

function progress(text) {
  process.stderr.write(process.stderr.isTTY ? `\rprepare: ${text}` : `prepare: ${text}\n`);
}

function endProgress() {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** The whole of it in one line: what is wrong, and what to do. */
function stop(what, whatToDo) {
  endProgress();
  console.error(`prepare: ${what} ${whatToDo}`);
  process.exit(1);
}

await prepare();
