import type { Command } from 'commander';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { showAdvisory } from '../advisories/show-advisory.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { matchAdvisory } from '../matching/match-advisory.ts';
import { listMatchesOfAdvisory, type StoredMatch } from '../matching/match-store.ts';
import { runOnMachine, type Outcome } from './run-command.ts';
import { textTable } from '@forewarn/core/basics/text-table.ts';
import type { Cli } from './terminal.ts';

const OPERATOR: Principal = { kind: 'system', name: 'forewarn match' };
const PAGE = 1_000;
const SHOWN_MAX = 200;

export function addMatchCommand(program: Command, cli: Cli): void {
  program
    .command('match')
    .description(
      'Matches an advisory with every inventory now, and shows which lines it concerns. What changed by it goes the usual way: standing rules may draft.',
    )
    .argument('<advisory>', 'its tracking id, or its id here')
    .option('--json', 'answer as JSON')
    .action(async (name: string, options: { readonly json?: boolean }) => {
      cli.exit = await runOnMachine(cli, options, (machine) => match(machine, name));
    });
}

async function match(machine: Machine, name: string): Promise<Outcome> {
  const advisory = await showAdvisory(machine, OPERATOR, name, 'en');
  if (isRefusal(advisory)) return advisory;
  const counts = await matchAdvisory(machine, advisory.id);
  const matches = await concernedLines(machine, advisory.id);
  const institutions = new Set(matches.map((one) => one.institutionId)).size;
  const facts = { advisoryId: advisory.id, trackingId: advisory.trackingId, ...counts, institutions, matches: matches.map(factsOf) };
  const head = `${advisory.trackingId} ${advisory.trackingVersion}: ${matches.length} lines of ${institutions} institutions are concerned; ${counts?.changed ?? 0} matches changed now.\n`;
  const rows = matches
    .slice(0, SHOWN_MAX)
    .map((one) => [one.institution, one.certainty ?? '', one.reason, `${one.item.product} ${one.item.version ?? ''}`]);
  const more = matches.length > SHOWN_MAX ? `… and ${matches.length - SHOWN_MAX} more; --json lists all.\n` : '';
  return {
    kind: 'done',
    facts,
    text: head + (rows.length === 0 ? '' : textTable(['institution', 'certainty', 'reason', 'line'], rows)) + more,
  };
}

async function concernedLines(machine: Machine, advisoryId: string): Promise<readonly StoredMatch[]> {
  const all: (StoredMatch & { readonly id: string })[] = [];
  for (;;) {
    const last = all.at(-1);
    const after = last === undefined ? undefined : { name: last.institution, id: last.id };
    const page = await asPrincipal(machine.database, OPERATOR, (trx) =>
      listMatchesOfAdvisory(trx, advisoryId, { kind: 'concerned', after, limit: PAGE }),
    );
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

function factsOf({ institutionId, institution, inventory, item, certainty, reason, evidence }: StoredMatch): object {
  return {
    institutionId,
    institution,
    inventory,
    key: item.key,
    product: item.product,
    version: item.version,
    certainty,
    reason,
    evidence,
  };
}
