import type { Command } from 'commander';
import { textTable } from '@forewarn/core/basics/text-table.ts';
import { applyRetention, previewRetention, type RetentionStep } from '../audit/apply-retention.ts';
import { runOnMachine } from './run-command.ts';
import type { Cli } from './terminal.ts';

type Flags = { readonly apply?: boolean; readonly json?: boolean };

export function addRetentionCommand(program: Command, cli: Cli): void {
  program
    .command('retention')
    .description(
      'What is kept how long and why, and how much of it is due. Changes nothing unless --apply is said; a running Forewarn applies it nightly.',
    )
    .option('--apply', 'end what is due now')
    .option('--json', 'answer as JSON')
    .action(async (flags: Flags) => {
      cli.exit = await runOnMachine(cli, flags, async (machine) => {
        const applied = flags.apply === true;
        const steps = await (applied ? applyRetention(machine) : previewRetention(machine));
        return { kind: 'done', facts: { applied, steps }, text: retentionText(steps, applied) };
      });
    });
}

function retentionText(steps: readonly RetentionStep[], applied: boolean): string {
  const rows = steps.map((step) => [String(step.count), step.subject, `${step.keepDays} days after ${step.countsFrom}`, step.whenOver]);
  return textTable([applied ? 'ended' : 'due', 'what', 'is kept', 'then'], rows);
}
