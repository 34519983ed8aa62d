import { readDay } from '../../basics/day.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';

/** The chance that a vulnerability is exploited within 30 days, 0 to 1, and the share of all that score lower, 0 to 1 (FIRST EPSS). */
export type EpssScore = { readonly cve: string; readonly score: number; readonly percentile?: number };

/** What a daily file says of itself; a file of before February 2022 or of a mirror says nothing. */
export type EpssHead = { readonly modelVersion?: string; readonly scoreDate?: string };

export type EpssSummary = EpssHead & { readonly count: number };

/** Reads a file as it comes, part by part, so that nobody ever holds it as a whole. */
export type EpssReader = {
  /** The scores that end in this part of the text. */
  readonly next: (text: string) => readonly EpssScore[];
  /** What the file said of itself so far. */
  readonly head: () => EpssHead;
  /** At the end: the last line, and whether it was an EPSS file; problems say how many lines were none. */
  readonly end: () => { readonly last: readonly EpssScore[]; readonly outcome: Read<EpssSummary> };
};

/** Far more than there are CVEs. */
const ROWS_MAX = 2_000_000;
/** The longest line that is published has 80 characters. Publisher-controlled. */
const LINE_CHARACTERS_MAX = 1_000;

type Columns = { readonly cve: number; readonly epss: number; readonly percentile: number };

/**
 * A reader of one daily EPSS file (`epss_scores-YYYY-MM-DD.csv`, unpacked). All forms there have been are read: `cve,epss` (2021),
 * `cve,epss,percentile`, and the comment line `#model_version:…,score_date:…` before it (since 2022). What is no CVE with a number from 0 to 1 is
 * left out and counted.
 */
export function epssReader(): EpssReader {
  let rest = '';
  let head: EpssHead = {};
  let columns: Columns | undefined;
  let isOther = false;
  let count = 0;
  let refused = 0;

  const line = (text: string): readonly EpssScore[] => {
    if (text === '' || isOther || count >= ROWS_MAX) return [];
    if (columns === undefined) {
      if (text.startsWith('#')) head = readHead(text);
      else if ((columns = readColumns(text)) === undefined) isOther = true;
      return [];
    }
    const score = readRow(text, columns);
    if (score === undefined) refused += 1;
    else count += 1;
    return score === undefined ? [] : [score];
  };

  return {
    next: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      // A "line" without an end would grow for ever: it is no EPSS file.
      if (rest.length > LINE_CHARACTERS_MAX) {
        isOther ||= columns === undefined;
        rest = rest.slice(0, LINE_CHARACTERS_MAX);
      }
      return lines.flatMap((each) => line(each.endsWith('\r') ? each.slice(0, -1) : each));
    },
    head: () => head,
    end: () => {
      const last = line(rest.replace(/\r$/, ''));
      rest = '';
      return { last, outcome: outcomeOf({ ...head, count }, columns !== undefined, refused) };
    },
  };
}

function readHead(text: string): EpssHead {
  const modelVersion = /model_version:([\w.-]{1,40})/.exec(text)?.[1];
  const scoreDate = readDay(/score_date:(\d{4}-\d{2}-\d{2})/.exec(text)?.[1] ?? '');
  return { ...(modelVersion === undefined ? {} : { modelVersion }), ...(scoreDate === undefined ? {} : { scoreDate }) };
}

function readColumns(text: string): Columns | undefined {
  const names = text
    .replace(/^\uFEFF/, '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const columns = { cve: names.indexOf('cve'), epss: names.indexOf('epss'), percentile: names.indexOf('percentile') };
  return columns.cve === -1 || columns.epss === -1 ? undefined : columns;
}

function readRow(text: string, columns: Columns): EpssScore | undefined {
  const cells = text.split(',');
  const cve = cells[columns.cve]?.trim().toUpperCase() ?? '';
  const score = readShare(cells[columns.epss]);
  if (!/^CVE-\d{4}-\d{4,19}$/.test(cve) || score === undefined) return undefined;
  const percentile = readShare(cells[columns.percentile]);
  return percentile === undefined ? { cve, score } : { cve, score, percentile };
}

/** A number from 0 to 1. */
function readShare(cell: string | undefined): number | undefined {
  if (cell === undefined || !/^\s*\d(?:\.\d{1,20})?(?:e-\d{1,2})?\s*$/i.test(cell)) return undefined;
  const share = Number(cell);
  return share <= 1 ? share : undefined;
}

function outcomeOf(summary: EpssSummary, hasColumns: boolean, refused: number): Read<EpssSummary> {
  if (!hasColumns || summary.count === 0)
    return unreadable({
      code: 'not-epss',
      at: '',
      message: hasColumns ? 'This file has no scores.' : 'This is no EPSS file: its first line does not name the columns "cve" and "epss".',
      hint: 'Use the daily file epss_scores-YYYY-MM-DD.csv.gz of FIRST, packed or unpacked.',
    });
  const problem: Problem = {
    code: 'lines-unreadable',
    at: '',
    message: `${refused} lines have no CVE id with a number from 0 to 1; they were left out.`,
    facts: { count: refused },
  };
  return read(summary, refused === 0 ? [] : [problem]);
}
