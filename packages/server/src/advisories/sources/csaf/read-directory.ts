import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { ListedDocument } from '../listing.ts';

const LINES_MAX = 500_000;
const PATH_MAX = 1_000;

export type DirectoryFiles = {
  /** Of index.txt (CSAF 2.0 §7.1.12), changes.csv (§7.1.13), and deletions.csv, which some publishers add; undefined where there is none. */
  readonly index?: string;
  readonly changes?: string;
  readonly deletions?: string;
};

/**
 * What a directory distribution lists: every document of index.txt and changes.csv with the moment that the latter states, less what
 * deletions.csv says was taken away after that and index.txt does not list. Lines that name no document are problems.
 */
export function readDirectory(
  files: DirectoryFiles,
  directory: string,
): { documents: readonly ListedDocument[]; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const moments = new Map<string, Instant | undefined>();
  const indexed = new Set<string>();
  for (const { path, line } of linesOf(files.index)) {
    const url = documentUrl(path, directory);
    if (url === undefined) problems.push(problemAt(`${directory}index.txt`, line));
    else indexed.add(url);
  }
  for (const { path, moment, line } of rowsOf(files.changes)) {
    const url = documentUrl(path, directory);
    if (url !== undefined) moments.set(url, later(moments.get(url), moment));
    else if (line > 1) problems.push(problemAt(`${directory}changes.csv`, line)); // the first may be a heading
  }
  for (const { path, moment } of rowsOf(files.deletions)) {
    const url = documentUrl(path, directory);
    const listed = url === undefined ? undefined : moments.get(url);
    if (url !== undefined && !indexed.has(url) && moment !== undefined && (listed === undefined || listed <= moment)) moments.delete(url);
  }
  for (const url of indexed) if (!moments.has(url)) moments.set(url, undefined);
  const documents = [...moments].map(([url, listedAt]) => ({
    url,
    ...(listedAt === undefined ? {} : { listedAt }),
    hashUrls: [],
  }));
  return { documents, problems };
}

/**
 * The document at this path. Some publishers write paths from the root of their repository ("csaf_files/OT/white/2024/x.json" in
 * ".../csaf_files/OT/white/"): the part that the folder has already is not said twice. Never leaves the publisher's host.
 */
function documentUrl(path: string, directory: string): string | undefined {
  if (!/\.json$/i.test(path) || path.length > PATH_MAX) return undefined;
  const base = new URL(directory);
  const relative = withoutOverlap(path.replace(/^\.?\//, ''), base.pathname);
  // "./" keeps it on the host: a colon in the first part would make the part before it a scheme, two slashes another host.
  const escaped = `./${relative}`
    .replaceAll(/%(?![0-9a-f]{2})/gi, '%25')
    .replaceAll('#', '%23')
    .replaceAll('?', '%3F')
    .replaceAll('\\', '%5C');
  return URL.canParse(escaped, directory) ? new URL(escaped, base).href : undefined;
}

function withoutOverlap(path: string, folder: string): string {
  const parts = path.split('/');
  for (let count = parts.length - 1; count > 0; count -= 1) {
    if (folder.endsWith(`/${parts.slice(0, count).join('/')}/`)) return parts.slice(count).join('/');
  }
  return path;
}

function linesOf(text: string | undefined): readonly { path: string; line: number }[] {
  if (text === undefined) return [];
  return text
    .split(/\r\n|\n|\r/, LINES_MAX)
    .map((line, index) => ({ path: line.replace(/^\uFEFF/, '').trim(), line: index + 1 }))
    .filter(({ path }) => path !== '');
}

function rowsOf(text: string | undefined): readonly { path: string; moment: Instant | undefined; line: number }[] {
  return linesOf(text).map(({ path: row, line }) => {
    const cells = /^"?([^",]*(?:,[^",]*)*?)"?\s*[,;]\s*"?([^",;]*)"?$/.exec(row);
    return { path: cells?.[1] ?? row, moment: readInstant(cells?.[2]?.trim() ?? ''), line };
  });
}

function later(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

function problemAt(url: string, line: number): Problem {
  return { code: 'line-without-document', at: `${url} line ${line}`, message: 'The line names no document.', source: 'CSAF 2.0 §7.1.12' };
}
