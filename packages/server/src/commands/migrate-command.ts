import type { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { Cli } from './terminal.ts';
import { openMachine } from '../start-server.ts';

export function addMigrateCommand(program: Command, cli: Cli): void {
  program
    .command('migrate')
    .description("Brings the database up to this program's schema, and does nothing else; start does this by itself.")
    .option('--json', 'answer as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      cli.exit = await runCommand(cli, options, async ({ config }) => {
        const machine = await openMachine(config);
        await machine.database.close();
        const applied = machine.database.applied;
        const text = applied.length === 0 ? 'The schema is up to date.\n' : `Applied:\n${applied.map((name) => `  ${name}\n`).join('')}`;
        return { kind: 'done', facts: { applied }, text };
      });
    });
}
