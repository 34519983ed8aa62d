import type { Answer } from '../matching/answer.ts';
import type { Terminal } from '../terminal.ts';
import { textTable } from '@forewarn/core/basics/text-table.ts';

export const FORMATS = ['json', 'jsonl', 'table'] as const;
export type Format = (typeof FORMATS)[number];

/** How much is handed to the output at a time, in characters. */
const PIECE = 256 * 1024;

/** Writes the answers: `jsonl` one a line, `json` one list, `table` for a person. */
export async function writeAnswers(terminal: Terminal, format: Format, answers: readonly Answer[]): Promise<void> {
  switch (format) {
    case 'jsonl':
      return writePieces(
        terminal,
        answers.map((answer) => `${JSON.stringify(answer)}\n`),
      );
    case 'json':
      return writePieces(terminal, jsonList(answers));
    case 'table':
      return answers.length === 0 ? terminal.out('No line of the inventory is concerned.\n') : terminal.out(asTable(answers));
  }
}

function* jsonList(answers: readonly Answer[]): Generator<string> {
  yield '[';
  for (const [place, answer] of answers.entries()) yield `${place === 0 ? '\n' : ',\n'}${JSON.stringify(answer)}`;
  yield '\n]\n';
}

async function writePieces(terminal: Terminal, texts: Iterable<string>): Promise<void> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    await terminal.out(piece);
    piece = '';
  }
  if (piece !== '') await terminal.out(piece);
}

function asTable(answers: readonly Answer[]): string {
  const withInstitution = answers.some(({ institution }) => institution !== null);
  const headings = [...(withInstitution ? ['institution'] : []), 'item', 'certainty', 'advisory', 'inventory says', 'because'];
  const rows = answers.map((answer) => [
    ...(withInstitution ? [answer.institution ?? ''] : []),
    answer.item,
    answer.certainty,
    answer.advisory,
    answer.reasons[0]?.evidence[0]?.itemSays ?? '',
    becauseOf(answer),
  ]);
  return textTable(headings, rows);
}

/** " (Sluis Software PSIRT, 2026-11-12)": whose word it is, where it rests on that. */
function saidIn(answer: Answer): string {
  if (!('said' in answer) || answer.said === undefined) return '';
  const { by, at } = answer.said;
  return ` (${[by, at?.slice(0, 10)].filter(Boolean).join(', ')})`;
}

/** "product-version, in-range: FortiOS >=7.2.0|<=7.2.6 (CVE-2024-21762)". */
function becauseOf(answer: Answer): string {
  const [first] = answer.reasons;
  const [evidence] = first?.evidence ?? [];
  const word = answer.certainty === 'not-concerned' ? `${answer.because}${saidIn(answer)}` : first?.reason;
  if (evidence === undefined) return word ?? '';
  const vulnerabilities = [...new Set(answer.reasons.flatMap((reason) => reason.evidence.map(({ vulnerability }) => vulnerability)))];
  const more = vulnerabilities.length > 3 ? ` and ${vulnerabilities.length - 3} more` : '';
  return `${word}, ${evidence.version}: ${evidence.advisorySays} (${vulnerabilities.slice(0, 3).join(', ')}${more})`;
}
