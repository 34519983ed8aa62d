import type { Unread } from '../matching/match-documents.ts';
import type { Terminal } from '../terminal.ts';

/** Of what could not be read the first ones are told each; the rest is counted. */
const TOLD_MAX = 20;
const OTHERS_MAX = 3;

/** What could not be read, each at its place, and at the end what to do about it. */
export function tellUnread(terminal: Terminal, unread: readonly Unread[], hint: string): void {
  for (const { from, problem } of unread.slice(0, TOLD_MAX)) {
    const at = problem.at === '' || problem.at === from ? '' : `, ${problem.at}`;
    terminal.err(`${from}${at}: ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}\n`);
  }
  if (unread.length > TOLD_MAX) terminal.err(`… and ${unread.length - TOLD_MAX} more that could not be read.\n`);
  if (unread.length > 0) terminal.err(`  ${hint}\n`);
}

/** Files that are no advisories, and were not meant to be. */
export function tellOthers(terminal: Terminal, others: readonly string[]): void {
  if (others.length === 0) return;
  const more = others.length > OTHERS_MAX ? ` and ${others.length - OTHERS_MAX} more` : '';
  terminal.err(`Passed over, for they are no advisories: ${others.slice(0, OTHERS_MAX).join(', ')}${more}.\n`);
}
