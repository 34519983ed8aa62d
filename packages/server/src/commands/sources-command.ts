import { Option, type Command } from 'commander';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { addSource, type NewSource } from '../advisories/add-source.ts';
import { listSources, type ListedSource } from '../advisories/list-sources.ts';
import { pollSource } from '../advisories/poll-source.ts';
import { findSourceByName } from '../advisories/source-store.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { showProgress } from './progress.ts';
import { problemLines, runOnMachine, type Outcome } from './run-command.ts';
import { textTable } from '@forewarn/core/basics/text-table.ts';
import type { Cli, Terminal } from './terminal.ts';

const OPERATOR: Principal = { kind: 'system', name: 'forewarn sources' };

type AddFlags = {
  readonly kind?: string;
  readonly name?: string;
  readonly allowPrivate?: boolean;
  readonly allowHttp?: boolean;
  readonly every?: string;
  readonly json?: boolean;
};

const MINUTES_MAX = 24 * 60;

export function addSourcesCommand(program: Command, cli: Cli): void {
  const sources = program.command('sources').description('Where advisories come from.');
  sources
    .command('add')
    .description('Looks what a publisher offers at an address, adds it, and starts its first poll.')
    .argument('<address>', 'a domain, or the address of provider metadata, an aggregator, a feed, a folder, or a list (KEV, EU KEV, EPSS)')
    .addOption(
      new Option('--kind <kind>', 'what it is; else told by what is there').choices(['csaf', 'kev', 'eu-kev', 'epss', 'cve', 'osv', 'nvd']),
    )
    .option('--name <name>', 'what to call it; else what it calls itself')
    .option('--every <minutes>', 'how often it is polled; else as often as suits its kind')
    .option('--allow-private', 'it may be at a private or loopback address, also without TLS')
    .option('--allow-http', 'it may be fetched without TLS: for a publisher who has none')
    .option('--json', 'answer as JSON')
    .action(async (address: string, flags: AddFlags) => {
      cli.exit = await runOnMachine(cli, flags, (machine) => add(machine, address, flags));
    });
  sources
    .command('list')
    .description('All sources, with how each does.')
    .option('--json', 'answer as JSON')
    .action(async (flags: { readonly json?: boolean }) => {
      cli.exit = await runOnMachine(cli, flags, list);
    });
  sources
    .command('poll')
    .description('Polls a source, or all of them, now and to the end; documents that failed are tried again.')
    .argument('[name]')
    .option('--json', 'answer as JSON')
    .action(async (name: string | undefined, flags: { readonly json?: boolean }) => {
      cli.exit = await runOnMachine(cli, flags, (machine) => poll(machine, cli.terminal, name));
    });
}

async function add(machine: Machine, address: string, flags: AddFlags): Promise<Outcome> {
  const minutes = flags.every === undefined ? undefined : Number(flags.every);
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= MINUTES_MAX))
    return refuse('input-unreadable', `--every is "${flags.every}"; it must be a whole number of minutes from 1 to ${MINUTES_MAX}.`);
  const wanted: NewSource = {
    url: address,
    kind: flags.kind,
    name: flags.name,
    allowPrivate: flags.allowPrivate === true,
    scheduleSeconds: minutes === undefined ? undefined : minutes * 60,
    policy: flags.allowHttp === true ? { allowHttp: true } : {},
  };
  const outcome = await addSource(machine, OPERATOR, wanted);
  if (isRefusal(outcome)) return outcome;
  const { id, name, discovered } = outcome;
  return {
    kind: 'done',
    facts: { id, name, kind: discovered.sourceKind, url: discovered.url, summary: discovered.summary },
    text: `Added ${name}: ${discovered.summary}\nA running Forewarn polls it now and then ${minutes === undefined ? 'as often as suits its kind' : `every ${minutes} minutes`}; forewarn sources poll "${name}" does it here.\n`,
  };
}

async function list(machine: Machine): Promise<Outcome> {
  const sources = await listSources(machine, OPERATOR);
  const facts = { sources: sources.map(({ providers: _, bookmark: __, ...rest }) => rest) };
  if (sources.length === 0) return { kind: 'done', facts, text: 'There are no sources. Add one: forewarn sources add ADDRESS\n' };
  return {
    kind: 'done',
    facts,
    text: textTable(['name', 'documents', 'waiting', 'quarantined', 'last heard', 'how it does'], sources.map(rowOf)),
  };
}

function rowOf(source: ListedSource): readonly string[] {
  const { documentCount, waitingCount, quarantinedCount, lastSuccessAt, lastFault } = source;
  return [
    source.name,
    String(documentCount),
    String(waitingCount),
    String(quarantinedCount),
    lastSuccessAt?.slice(0, 16) ?? 'never',
    lastFault?.message ?? 'well',
  ];
}

async function poll(machine: Machine, terminal: Terminal, name: string | undefined): Promise<Outcome> {
  const sources = await listSources(machine, OPERATOR);
  const one = name === undefined ? undefined : await asSystem(machine.database, 'poll-source', (trx) => findSourceByName(trx, name));
  if (name !== undefined && one === undefined)
    return refuse('no-such', `There is no source called "${name}".`, 'forewarn sources list shows their names.');
  const chosen = one === undefined ? sources : [one];
  const progress = showProgress(terminal, 'polling');
  const polled: { readonly name: string; readonly outcome: Awaited<ReturnType<typeof pollSource>> }[] = [];
  for (const source of chosen) {
    progress.at(polled.length, chosen.length, source.name);
    polled.push({ name: source.name, outcome: await pollSource(machine, { sourceId: source.id, force: true }) });
  }
  progress.end();
  const text = polled.map(({ name: of, outcome }) => `${of}: ${outcomeText(outcome)}`).join('');
  const isWell = polled.every(({ outcome }) => outcome.kind === 'polled' && outcome.heard && outcome.faults.length === 0);
  return {
    kind: 'done',
    facts: { polled: polled.map(({ name: of, outcome }) => ({ name: of, ...outcome })) },
    text,
    needsAttention: !isWell,
  };
}

function outcomeText(outcome: Awaited<ReturnType<typeof pollSource>>): string {
  if (outcome.kind === 'not-polled') return 'is being polled at this moment.\n';
  const { stored, quarantined, withdrawn, waiting, faults } = outcome;
  const lines = problemLines(faults.map(({ code, url, message, hint }) => ({ code, at: url, message, hint })));
  return `${stored} stored (${quarantined} quarantined), ${withdrawn} withdrawn, ${waiting} wait.\n${lines}`;
}
