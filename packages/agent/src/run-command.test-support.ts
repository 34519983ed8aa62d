import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const BIN = join(import.meta.dirname, '../bin/forewarn-agent.mjs');

export type Ran = { readonly exit: number | null; readonly out: string; readonly err: string };

/** Runs the real command in a folder, as a member does. */
export async function runCommand(args: readonly string[], folder: string): Promise<Ran> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [out, err, exit] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exit, out, err };
}
