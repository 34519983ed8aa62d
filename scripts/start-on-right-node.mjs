// What every command of the house begins with. Plain JavaScript, because it must also run on a Node that can't read TypeScript: it then
// starts the command again on the Node that came with the packages, or says in one line what to do.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NODE_MIN = 24;
const HERE = dirname(fileURLToPath(import.meta.url));

/** Runs `main` (the path of a TypeScript file) under the name by which people know the command. */
export async function startOnRightNode(name, main) {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MIN) {
    await import(pathToFileURL(main).href);
    return;
  }
  const node = bundledNode();
  if (node === undefined) {
    process.stderr.write(
      `${name}: Node ${process.versions.node} is too old. Install Node ${NODE_MIN} or later, or run "npm install" in Forewarn's folder: the right one comes with it.\n`,
    );
    process.exitCode = 1;
    return;
  }
  runOn(node, name, main);
}

/** The Node of the optional packages, in the nearest folder of packages above us. */
function bundledNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (let folder = HERE; ; folder = dirname(folder)) {
    for (const place of [join(`node-${process.platform}-${process.arch}`, 'bin', name), join('.bin', name)]) {
      const found = join(folder, 'node_modules', place);
      if (existsSync(found)) return found;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

/** Signals go to the child, and its end is ours: whoever watches us sees no difference. */
function runOn(node, name, main) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (cause) => {
    process.stderr.write(`${name}: ${node} could not be started (${cause.message}). Run "npm install" again.\n`);
    process.exitCode = 1;
  });
  child.on('close', (code, signal) => {
    for (const one of signals) process.removeAllListeners(one);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}
