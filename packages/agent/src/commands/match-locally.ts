import { Option, type Command } from 'commander';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { AgentFault } from '../agent-fault.ts';
import { EXIT } from '../exit-code.ts';
import type { Answer } from '../matching/answer.ts';
import { keepAnswers } from '../matching/keep-answers.ts';
import { matchInventory } from '../matching/match-inventory.ts';
import { prepareInventory, type PreparedInventory } from '../matching/prepare-inventory.ts';
import { showProgress } from '../output/show-progress.ts';
import { FORMATS, writeAnswers, type Format } from '../output/write-answers.ts';
import { findDocuments, type DocumentFile } from '../reading/find-documents.ts';
import { readAdvisories } from '../reading/read-advisories.ts';
import { readCatalogue } from '../reading/read-catalogue.ts';
import { readInventoryFile } from '../reading/read-inventory-file.ts';
import type { Cli } from '../run-agent.ts';
import type { Terminal } from '../terminal.ts';

type MatchOptions = {
  readonly advisories: string;
  readonly inventory: string;
  readonly catalogue?: string;
  readonly format?: Format;
  readonly explain?: boolean;
};

/** Of what could not be read the first ones are told each; the rest is counted. */
const TOLD_MAX = 20;

export function addMatchCommand(program: Command, cli: Cli): void {
  program
    .command('match')
    .description(
      'Tells which lines of your inventory advisories concern, how sure that is and why. Reads files alone: nothing is sent or stored.',
    )
    .requiredOption(
      '--advisories <place>',
      'CSAF, CVE and OSV documents: a .json file, a .jsonl file with one a line, each packed with gzip or not, or a folder of them',
    )
    .requiredOption('--inventory <file>', 'your inventory: CSV, CycloneDX or items in JSON')
    .option('--catalogue <file>', 'other names of suppliers and products, in JSON')
    .addOption(new Option('--format <format>', 'how to answer (default: table for a person, else jsonl)').choices(FORMATS))
    .option('--explain', 'also tell which lines of the same product or supplier are not concerned, and why')
    .addHelpText('after', '\nExample:\n  forewarn-agent match --advisories advisories/ --inventory inventory.csv --explain\n')
    .action(async (options: MatchOptions) => {
      cli.exit = await matchLocally(cli.terminal, options);
    });
}

/** Reads, matches, answers; returns the exit code. Throws an `AgentFault` where there is no answer. */
async function matchLocally(terminal: Terminal, options: MatchOptions): Promise<number> {
  const aliases = await readCatalogue(options.catalogue);
  const { lines, problems } = await readInventoryFile(options.inventory);
  const files = await findDocuments(options.advisories);
  if (files.length === 0)
    throw new AgentFault(
      `${options.advisories} holds no advisories.`,
      'They are files that end in .json or .jsonl, each with .gz behind it or not.',
    );
  terminal.err(`Matching ${lines.length} lines of ${options.inventory} with the advisories of ${options.advisories}.\n`);
  const left = lines.length === 0 ? 0 : tellLeftOut(terminal, options.inventory, problems);
  const done = await matchFiles(terminal, files, prepareInventory(lines, aliases), { aliases, explain: options.explain === true });
  if (done.read === 0)
    throw new AgentFault('Not one advisory could be read, so there is no answer.', `Is ${options.advisories} the right place?`);
  await writeAnswers(terminal, options.format ?? (terminal.outIsPerson ? 'table' : 'jsonl'), done.answers);
  terminal.err(summary(done));
  return done.unreadable + left > 0 ? EXIT.partly : EXIT.done;
}

/** Lines that named no product are not in the answer: that is told, and counted. */
const LEFT_OUT: ReadonlySet<string> = new Set(['product-missing', 'component-unnamed', 'components-too-deep']);

function tellLeftOut(terminal: Terminal, path: string, problems: readonly Problem[]): number {
  const left = problems.filter(({ code }) => LEFT_OUT.has(code));
  tellEach(
    terminal,
    left.map((problem) => ({ from: path, problem })),
  );
  return left.length;
}

type Done = { readonly read: number; readonly unreadable: number; readonly answers: readonly Answer[] };

async function matchFiles(
  terminal: Terminal,
  files: readonly DocumentFile[],
  inventory: PreparedInventory,
  { aliases, explain }: { readonly aliases: Aliases; readonly explain: boolean },
): Promise<Done> {
  const kept = keepAnswers();
  const progress = showProgress(terminal, 'matching');
  const allBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const unreadable: { readonly from: string; readonly problem: Problem }[] = [];
  let read = 0;
  let bytes = 0;
  for (const file of files) {
    for await (const one of readAdvisories(file, (more) => (bytes += more))) {
      if (one.kind === 'unreadable') unreadable.push(one);
      else {
        read += 1;
        kept.keep(one.advisory, matchInventory(one.advisory, inventory, aliases, explain));
      }
      progress.at(Math.min(1, bytes / Math.max(1, allBytes)), `${(read + unreadable.length).toLocaleString('en')} advisories`);
    }
  }
  progress.end();
  tellEach(terminal, unreadable);
  return { read, unreadable: unreadable.length, answers: kept.all() };
}

function tellEach(terminal: Terminal, unread: readonly { readonly from: string; readonly problem: Problem }[]): void {
  for (const { from, problem } of unread.slice(0, TOLD_MAX)) {
    const at = problem.at === '' || from.includes(problem.at) ? '' : `, ${problem.at}`;
    terminal.err(`${from}${at}: ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}\n`);
  }
  if (unread.length > TOLD_MAX) terminal.err(`… and ${unread.length - TOLD_MAX} more that could not be read.\n`);
}

function summary({ read, unreadable, answers }: Done): string {
  const concerned = answers.filter(({ certainty }) => certainty !== 'not-concerned');
  const by = ['certain', 'likely', 'possible'].map(
    (certainty) => `${concerned.filter((answer) => answer.certainty === certainty).length} ${certainty}`,
  );
  const unread = unreadable === 0 ? '' : ` ${unreadable} could not be read.`;
  return `${read.toLocaleString('en')} advisories read.${unread} Concerned: ${concerned.length} pairs (${by.join(', ')}).\n`;
}
