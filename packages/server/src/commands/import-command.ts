import { Argument, type Command } from 'commander';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { importFile, IMPORTS, type Imported, type ImportKind } from './import.ts';
import { showProgress } from './progress.ts';
import { problemLines, runOnMachine } from './run-command.ts';
import type { Cli } from './terminal.ts';

type Options = { readonly institution?: string; readonly inventory?: string; readonly list?: string; readonly json?: boolean };

export function addImportCommand(program: Command, cli: Cli): void {
  program
    .command('import')
    .description(
      'Reads a file as the API does: institutions, inventories, relations, advisories and records (also a folder of them), a list of exploited vulnerabilities, or EPSS scores.',
    )
    .addArgument(new Argument('<what>').choices(IMPORTS))
    .argument('<file>')
    .option('--institution <name>', 'inventory: whose lines these are, where the file does not say')
    .option('--inventory <name>', 'inventory: what the institution calls this list')
    .option('--list <name>', 'known-exploited: what this list is called; else the name of the file')
    .option('--json', 'answer as JSON')
    .action(async (what: ImportKind, file: string, options: Options) => {
      cli.exit = await runOnMachine(cli, options, async (machine) => {
        const progress = showProgress(cli.terminal, `importing ${what}`);
        const outcome = await importFile(machine, what, file, { ...options, onProgress: progress.at }).finally(progress.end);
        if (isRefusal(outcome)) return outcome;
        const { kind: _, ...facts } = outcome;
        return { kind: 'done', facts, text: textOf(what, outcome), needsAttention: outcome.problems.length > 0 };
      });
    });
}

function textOf(what: ImportKind, outcome: Imported): string {
  const lines = {
    institutions: 'institutions',
    inventory: `lines of ${outcome.institutions} institutions`,
    relations: `relations of ${outcome.institutions} institutions`,
    advisories: 'advisories',
    'known-exploited': 'vulnerabilities',
    epss: 'scores',
  }[what];
  const counts = `${outcome.added} added, ${outcome.changed} changed, ${outcome.removed} removed, ${outcome.unchanged} unchanged (${lines})`;
  return `${counts}\n${outcome.problems.length === 0 ? '' : `${outcome.problems.length} problems:\n${problemLines(outcome.problems)}`}`;
}
