import type { Command } from 'commander';
import { writeStatusPage } from '../warnings/write-status-page.ts';
import { runOnMachine } from './run-command.ts';
import type { Cli } from './terminal.ts';

export function addStatusPageCommand(program: Command, cli: Cli): void {
  program
    .command('status-page')
    .description('Writes a page for a host elsewhere: open warnings that are TLP:CLEAR, the telephone number, the date. Run it by a timer.')
    .argument('<folder>', 'where index.html comes; what is there already is replaced')
    .option('--json', 'answer as JSON')
    .action(async (folder: string, flags: { readonly json?: boolean }) => {
      cli.exit = await runOnMachine(cli, flags, async (machine) => {
        const written = await writeStatusPage(machine, folder);
        return { kind: 'done', facts: written, text: `${written.path}: ${written.warnings} open warnings that anybody may read\n` };
      });
    });
}
