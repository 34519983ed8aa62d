import type { Command } from 'commander';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { listAdvisories } from '../advisories/list-advisories.ts';
import { showAdvisory, type ShownAdvisory } from '../advisories/show-advisory.ts';
import type { Machine } from '../machine.ts';
import { problemLines, runOnMachine, type Outcome } from './run-command.ts';
import { textTable } from '@forewarn/core/basics/text-table.ts';
import type { Cli } from './terminal.ts';

const OPERATOR: Principal = { kind: 'system', name: 'forewarn advisories' };
const LIMIT_MAX = 10_000;

type ListFlags = {
  readonly text?: string;
  readonly publisher?: string;
  readonly problems?: boolean;
  readonly limit: string;
  readonly json?: boolean;
};

export function addAdvisoriesCommand(program: Command, cli: Cli): void {
  const advisories = program.command('advisories').description('What publishers said.');
  advisories
    .command('list')
    .description('The advisories, the one that was read last first.')
    .option('--text <text>', 'part of title, tracking id or publisher, or a CVE id')
    .option('--publisher <name>', 'part of its name')
    .option('--problems', 'only those in which something was not as the standard says')
    .option('--limit <number>', 'how many', '50')
    .option('--json', 'answer as JSON')
    .action(async (flags: ListFlags) => {
      cli.exit = await runOnMachine(cli, flags, (machine) => list(machine, flags));
    });
  advisories
    .command('show')
    .description('One advisory: what it says, its problems, its revisions, where it came from.')
    .argument('<advisory>', 'its tracking id, or its id here')
    .option('--json', 'answer as JSON')
    .action(async (name: string, flags: { readonly json?: boolean }) => {
      cli.exit = await runOnMachine(cli, flags, async (machine) => {
        const shown = await showAdvisory(machine, OPERATOR, name, 'en');
        return isRefusal(shown) ? shown : { kind: 'done', facts: shown, text: textOf(shown) };
      });
    });
}

async function list(machine: Machine, flags: ListFlags): Promise<Outcome> {
  const limit = Number(flags.limit);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX))
    return refuse('input-unreadable', `--limit is "${flags.limit}"; it must be a whole number from 1 to ${LIMIT_MAX}.`);
  const found = await listAdvisories(machine, OPERATOR, {
    text: flags.text,
    publisher: flags.publisher,
    problems: flags.problems,
    limit,
  });
  if (isRefusal(found)) return found;
  const { advisories } = found;
  if (advisories.length === 0) return { kind: 'done', facts: { advisories }, text: 'There are none.\n' };
  const rows = advisories.map((one) => [
    one.trackingId,
    one.trackingVersion,
    one.severity?.toFixed(1) ?? '–',
    one.publisher,
    one.readAt.slice(0, 16),
    one.title,
  ]);
  return { kind: 'done', facts: { advisories }, text: textTable(['tracking id', 'version', 'CVSS', 'publisher', 'read', 'title'], rows) };
}

function textOf(shown: ShownAdvisory): string {
  const head = [
    ['title', shown.title],
    ['publisher', shown.publisher],
    ['tracking id', `${shown.trackingId}, version ${shown.trackingVersion}`],
    ['CVSS', shown.severity?.toFixed(1) ?? 'not stated'],
    ['CVE', shown.cves.join(', ')],
    ['label', `TLP:${shown.tlp}`],
    ['withdrawn', shown.withdrawnAt ?? 'no'],
  ];
  const revisions = shown.revisions.map((one) => [
    String(one.sequence),
    one.trackingVersion,
    one.readAt.slice(0, 16),
    one.isInForce ? 'in force' : '',
    one.change.texts.join(' '),
  ]);
  const retrievals = shown.retrievals.map((one) => [
    one.source ?? 'handed in',
    one.verdict,
    one.hashCheck.kind,
    one.signatureCheck.kind,
    one.url,
  ]);
  return [
    textTable(['', ''], head).trimStart(),
    `\n${textTable(['revision', 'version', 'read', '', 'what changed'], revisions)}`,
    `\n${textTable(['from', 'verdict', 'hash', 'signature', 'address'], retrievals)}`,
    shown.problems.length === 0 ? '\nNo problems.\n' : `\n${shown.problems.length} problems:\n${problemLines(shown.problems)}`,
  ].join('');
}
