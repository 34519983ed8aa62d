import { csvText } from '../warnings/csv-text.ts';
import type { Language } from '../institutions/institution.ts';
import type { DrillLine } from './drill-report.ts';

const WORDS: Readonly<
  Record<
    Language,
    { readonly columns: readonly string[]; readonly unreachable: string; readonly answers: Readonly<Record<string, string>> }
  >
> = {
  nl: {
    columns: ['instelling', 'sector', 'bereikt op', 'gelezen op', 'antwoord op', 'antwoord', 'gebeld', 'niet bereikt'],
    unreachable: 'ja',
    answers: { fixed: 'opgelost', working: 'bezig', 'not-affected': 'geldt niet', 'need-help': 'hulp nodig', 'dont-know': 'weet ik niet' },
  },
  en: {
    columns: ['institution', 'sector', 'reached at', 'read at', 'answered at', 'answer', 'called', 'not reached'],
    unreachable: 'yes',
    answers: {},
  },
};

/** How each participant took part, as a table for a spreadsheet; first a mark that it is UTF-8. Times in UTC (RFC 3339). */
export function drillTable(lines: readonly DrillLine[], language: Language): string {
  const { columns, unreachable, answers } = WORDS[language];
  const rows = lines
    .toSorted((a, b) => a.name.localeCompare(b.name, 'nl'))
    .map((line) => [
      line.name,
      line.sector,
      line.toldAt,
      line.readAt,
      line.answeredAt,
      line.answer === undefined ? undefined : (answers[line.answer] ?? line.answer),
      line.calls,
      line.isUnreachable ? unreachable : undefined,
    ]);
  return `\ufeff${csvText([columns, ...rows])}`;
}
