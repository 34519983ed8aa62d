import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from './command-line.ts';
import { EXIT } from './exit-code.ts';
import { rememberingTerminal } from './remembering-terminal.test-support.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const WHERE = ['README.md', 'CONTRIBUTING.md', 'docs/**/*.md', 'deploy/**/*', 'packages/{server,web,agent}/src/**/*.{ts,tsx}'];
/** As it stands in a text that tells somebody what to type: at the beginning of a line, of a quotation, or after a colon. */
const NAMED = /(?:^|[`'"]|: )forewarn (?<first>[a-z][a-z-]*)(?: (?<second>[a-z][a-z-]*))?/gm;

const program = commandLine({ terminal: rememberingTerminal(), environment: {}, exit: EXIT.done });

type Told = { readonly place: string; readonly first: string; readonly second: string | undefined };

test('every command that a page, a hint or a document tells somebody to type is there', async () => {
  const told = await commandsTold();
  expect(told.length).toBeGreaterThan(50);
  expect(told.filter((one) => !isThere(one))).toEqual([]);
});

test('a command that is not there is found', () => {
  expect(isThere({ place: '', first: 'source', second: 'add' })).toBe(false);
  expect(isThere({ place: '', first: 'sources', second: 'ad' })).toBe(false);
  expect(isThere({ place: '', first: 'sources', second: 'add' })).toBe(true);
});

async function commandsTold(): Promise<readonly Told[]> {
  const told: Told[] = [];
  for await (const place of glob(WHERE, { cwd: ROOT, exclude: ['**/*.test.ts', '**/*.test-support.ts', '**/node_modules/**'] })) {
    const text = await readFile(join(ROOT, place), 'utf8').catch(() => ''); // a folder
    for (const { groups } of text.matchAll(NAMED)) told.push({ place, first: groups?.['first'] ?? '', second: groups?.['second'] });
  }
  return told;
}

/** The second word counts where the first is a family of commands; elsewhere it is an argument, or the sentence goes on. */
function isThere({ first, second }: Told): boolean {
  const command = program.commands.find((one) => one.name() === first);
  if (command === undefined || second === undefined || command.commands.length === 0) return command !== undefined;
  return command.commands.some((one) => one.name() === second);
}
