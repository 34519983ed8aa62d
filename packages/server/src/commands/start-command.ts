import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { InternalFault } from '../internal-fault.ts';
import { countAdministrators } from '../sessions/token-store.ts';
import { makeToken } from '../sessions/tokens.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { startServer, type RunningServer } from '../start-server.ts';
import { runCommand, type Commanding } from './run-command.ts';
import type { Cli, Terminal } from './terminal.ts';

type Options = { readonly administrator?: string; readonly json?: boolean };

/** Below this the first write-ahead log segments and a night of advisories may not fit. */
const FREE_MB_MIN = 200;
const NAME_LENGTH_MAX = 200;
/** Stopping waits for what is in hand, but not for a mail server or a database that hangs: ending hard loses nothing acknowledged. */
const STOP_MS_MAX = 10_000;

export function addStartCommand(program: Command, cli: Cli): void {
  program
    .command('start')
    .description('Starts Forewarn: database, web server, sources, deliveries. Ctrl-C stops it.')
    .option('--administrator <name>', 'on an empty database: name of the first administrator, instead of asking')
    .option('--json', 'say what happens as JSON lines')
    .action(async (options: Options) => {
      cli.exit = await runCommand(cli, options, (commanding) => start(commanding, options));
    });
}

async function start(commanding: Commanding, options: Options): Promise<{ kind: 'done'; facts: object; text: string }> {
  const { terminal, config, json } = commanding;
  await needDisk(config.dataDirectory);
  const stopping = stopAsked(terminal);
  const server = await startServer(config);
  process.on('uncaughtException', (fault) => {
    server.machine.log.fatal({ err: fault }, 'a fault of ours: Forewarn ends, and loses nothing acknowledged; start it again');
    process.exit(1);
  });
  try {
    const token = await firstAdministrator(server.machine, terminal, options.administrator);
    if (token !== undefined) terminal.out(json ? `${JSON.stringify({ event: 'administrator-made', token })}\n` : tokenText(token));
    terminal.out(json ? `${JSON.stringify({ event: 'started', url: server.url })}\n` : startedText(server));
    await stopping;
    terminal.err('\nStopping: finishing what is in hand.\n');
  } finally {
    setTimeout(() => {
      terminal.err('It takes too long: ended at once.\n');
      process.exit(1);
    }, STOP_MS_MAX).unref();
    await server.stop();
  }
  return { kind: 'done', facts: { event: 'stopped' }, text: 'Stopped.\n' };
}

async function needDisk(directory: string): Promise<void> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const disk = await statfs(folder).catch(() => undefined);
    if (disk !== undefined) {
      const freeMb = Math.floor((disk.bavail * disk.bsize) / 1024 / 1024);
      if (freeMb < FREE_MB_MIN)
        throw new InternalFault(
          `The disk of ${directory} has ${freeMb} MB left; Forewarn needs ${FREE_MB_MIN}. Make room, or set FOREWARN_DATA to another disk.`,
        );
      return;
    }
    if (folder === dirname(folder)) return;
  }
}

/** Resolves at the first Ctrl-C, or the signal by which a service is stopped; a second one ends at once, which loses nothing acknowledged. */
function stopAsked(terminal: Terminal): Promise<void> {
  return new Promise((settle) => {
    let asked = 0;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        asked += 1;
        if (asked === 1) return settle();
        terminal.err('Ended at once.\n');
        process.exit(130);
      });
    }
  });
}

/** On a database without an administrator: makes one, and gives the token. A second Forewarn that starts at the same moment may make another. */
async function firstAdministrator(machine: Machine, terminal: Terminal, named: string | undefined): Promise<string | undefined> {
  if ((await asSystem(machine.database, 'start', countAdministrators)) > 0) return undefined;
  const name = (
    named ?? (terminal.isInteractive ? await terminal.ask('This database is empty. Your name, as first administrator: ') : '')
  ).slice(0, NAME_LENGTH_MAX);
  return makeToken(
    machine.database,
    { kind: 'cert', name: name === '' ? 'first administrator' : name, roles: ['analyst', 'administrator'] },
    machine.clock.now(),
  );
}

function tokenText(token: string): string {
  return `The first administrator's API token, shown once and kept nowhere:

  ${token}

`;
}

function startedText(server: RunningServer): string {
  const mail = server.machine.config.smtpUrl === undefined ? '\n  No mail goes out until FOREWARN_SMTP_URL is set.' : '';
  return `Forewarn runs at ${server.url} (members reach it at ${server.machine.publicUrl}).${mail}
  Next, in another terminal:  forewarn doctor
                              forewarn import institutions FILE
                              forewarn sources add https://publisher.example
  The API is described at ${server.url}/api/openapi.json. Ctrl-C stops it.
`;
}
