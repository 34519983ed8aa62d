import { Option, type Command } from 'commander';
import { AgentFault } from '../agent-fault.ts';
import { EXIT } from '../exit-code.ts';
import { matchDocuments, type Matched, type Unread } from '../matching/match-documents.ts';
import { prepareInventory } from '../matching/prepare-inventory.ts';
import { showProgress } from '../output/show-progress.ts';
import { tellOthers, tellUnread } from '../output/tell-unread.ts';
import { FORMATS, writeAnswers, type Format } from '../output/write-answers.ts';
import { findDocuments } from '../reading/find-documents.ts';
import { readCatalogue } from '../reading/read-catalogue.ts';
import { readInventoryFile, type InventoryFile } from '../reading/read-inventory-file.ts';
import type { Cli } from '../run-agent.ts';
import type { Terminal } from '../terminal.ts';

type MatchOptions = {
  readonly advisories: string;
  readonly inventory: string;
  readonly catalogue?: string;
  readonly format?: Format;
  readonly explain?: boolean;
};

export function addMatchCommand(program: Command, cli: Cli): void {
  program
    .command('match')
    .description(
      'Tells which lines of your inventory advisories concern, how sure that is and why. It reads files alone; nothing is sent or stored.',
    )
    .requiredOption(
      '--advisories <place>',
      'CSAF, CVE and OSV documents: a .json file, a .jsonl file with one on each line, each packed with gzip or not, or a folder of them',
    )
    .requiredOption('--inventory <file>', 'your inventory: CSV, a workbook (.xlsx), or JSON (CycloneDX, SPDX, items)')
    .option('--catalogue <file>', 'what your CERT knows of names: the file of `forewarn catalogue export`, or a JSON list of other names')
    .addOption(new Option('--format <format>', 'how to answer; by default a table for a person and jsonl for a program').choices(FORMATS))
    .option('--explain', 'also tell which lines of the same product or supplier are not concerned, and why')
    .addHelpText('after', '\nExample:\n  forewarn-agent match --advisories advisories/ --inventory inventory.csv --explain\n')
    .action(async (options: MatchOptions) => {
      cli.exit = await matchLocally(cli.terminal, options);
    });
}

/** Reads, matches, answers; returns the exit code. Throws an `AgentFault` where there is no answer. */
async function matchLocally(terminal: Terminal, options: MatchOptions): Promise<number> {
  const aliases = await readCatalogue(options.catalogue);
  const inventory = await readInventoryFile(options.inventory);
  const files = await findDocuments(options.advisories);
  if (files.length === 0)
    throw new AgentFault(
      `${options.advisories} holds no advisories.`,
      'They are files that end in .json or .jsonl, with .gz behind it or not.',
    );
  terminal.err(
    `Matching ${counted(inventory.lines.length, 'line')} of ${options.inventory} with the advisories of ${options.advisories}.\n`,
  );
  const leftOut = linesLeftOut(inventory, options.inventory);
  tellUnread(terminal, leftOut, 'Name a product in these lines; nothing is said about them.');
  const progress = showProgress(terminal, 'matching');
  const matched = await matchDocuments(files, {
    inventory: prepareInventory(inventory.lines, aliases),
    aliases,
    explain: options.explain === true,
    onDocument: (share, documents) => progress.at(share, counted(documents, 'document')),
  });
  progress.end();
  tellOthers(terminal, matched.others);
  tellUnread(terminal, matched.unread, 'Get these documents again, or ask who publishes them; nothing is said about them.');
  if (matched.read === 0)
    throw new AgentFault('Not one advisory could be read, so there is no answer.', `Is ${options.advisories} the right place?`);
  await writeAnswers(terminal, options.format ?? (terminal.outIsPerson ? 'table' : 'jsonl'), matched.answers);
  terminal.err(summaryOf(matched));
  return matched.unread.length + leftOut.length > 0 ? EXIT.partly : EXIT.done;
}

/** Lines that name no product can't be in any answer: silence about them must not be taken for one. */
const LEFT_OUT: ReadonlySet<string> = new Set(['product-missing', 'component-unnamed', 'components-too-deep']);

function linesLeftOut({ problems }: InventoryFile, from: string): readonly Unread[] {
  return problems.filter(({ code }) => LEFT_OUT.has(code)).map((problem) => ({ from, problem }));
}

function summaryOf({ read, unread, answers }: Matched): string {
  const concerned = answers.filter(({ certainty }) => certainty !== 'not-concerned');
  const each = ['certain', 'likely', 'possible'].map(
    (certainty) => `${concerned.filter((one) => one.certainty === certainty).length} ${certainty}`,
  );
  const missing = unread.length === 0 ? '' : ` ${counted(unread.length, 'document')} could not be read.`;
  return `Read ${counted(read, 'advisory', 'advisories')}.${missing} Concerned: ${counted(concerned.length, 'pair')} of a line and an advisory (${each.join(', ')}).\n`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
