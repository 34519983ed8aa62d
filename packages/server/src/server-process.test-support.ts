import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { testCompileCache } from './config.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const START_MS_MAX = 180_000; // three that start together on a busy machine take a minute

/** A real `forewarn start` in a process of its own. */
export type ServerProcess = {
  readonly url: string;
  /** Of the first administrator; present at the first start on an empty database. */
  readonly token: string | undefined;
  readonly pid: number;
  /** What it said on its error output, where it ended without being told to. */
  readonly endedByItself: () => string | undefined;
  /** All of its error output: its log. */
  readonly said: () => string;
  /** kill -9, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** As Ctrl-C does; gives the exit code. */
  readonly stop: () => Promise<number | null>;
};

/** How a start that came to nothing ended. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
  readonly exit: number | null;
  readonly said: string;
  constructor(exit: number | null, said: string) {
    super(`forewarn start ended with ${exit}: ${said}`);
    this.exit = exit;
    this.said = said;
  }
}

/** Starts it with these settings and nothing of the environment but the path and where compiled code is kept; rejects with `NotStarted` where it ends first. */
export async function startServerProcess(
  settings: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN, 'start', '--json', '--administrator', 'Analist van dienst', ...args], {
    env: { PATH: '/usr/bin:/bin', ...testCompileCache(), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000_000)));
  const gone = once(child, 'close');
  const tooLate = setTimeout(() => child.kill('SIGKILL'), START_MS_MAX);
  const started = await Promise.race([hearStart(child), gone.then(() => undefined)]);
  clearTimeout(tooLate);
  if (started === undefined) throw new NotStarted(child.exitCode, said);
  let isTold = false;
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: NodeJS.Signals) => {
    isTold ||= !hasEnded();
    child.kill(signal);
    await gone;
    return child.exitCode;
  };
  return {
    ...started,
    pid: child.pid ?? 0,
    said: () => said,
    endedByItself: () => (hasEnded() && !isTold ? `${child.exitCode ?? child.signalCode}: ${said.slice(-20_000)}` : undefined),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGINT'),
  };
}

async function hearStart(child: ChildProcess): Promise<{ url: string; token: string | undefined } | undefined> {
  let token: string | undefined;
  if (child.stdout === null) return undefined;
  const lines = createInterface({ input: child.stdout });
  return new Promise((settle) => {
    lines.on('line', (line) => {
      const event = JSON.parse(line) as { event?: string; url?: string; token?: string };
      if (event.event === 'administrator-made') token = event.token;
      if (event.event === 'started' && event.url !== undefined) settle({ url: event.url, token });
    });
  });
}

/** A port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return port;
}
