import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, codeOf, type Import } from './source-text.ts';

/** One file of the repository, by its path from the root. */
export type RepositoryFile = {
  readonly path: string;
  readonly text: string;
  /** The text with comments and the insides of strings blanked, every line where it was. Of sources only. */
  readonly code: string;
  readonly imports: readonly Import[];
};

/** The repository as the rules see it: what is or will be committed. */
export type Repository = { readonly files: readonly RepositoryFile[] };

/** Something that is not as the house has it, and what to do instead. */
export type Violation = { readonly path: string; readonly line?: number; readonly what: string; readonly instead: string };

export type Rule = (repository: Repository) => readonly Violation[];

const TEXTS = /\.(ts|tsx|mjs|js|json|sql|md|css|html|yml|yaml|csv)$|(^|\/)(\.ci\/run|deploy\/[A-Za-z.]+|LICENSE|\.npmrc|\.gitignore)$/;
/** There, and without a text: a page may show it. */
const PICTURES = /\.png$/;

export function readRepository(root: string): Repository {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const paths = [...new Set(listed.split('\0'))]
    .filter((path) => (TEXTS.test(path) || PICTURES.test(path)) && path !== 'package-lock.json')
    .toSorted();
  return repositoryOf(
    Object.fromEntries(
      paths
        .filter((path) => existsSync(join(root, path)))
        .map((path) => [path, PICTURES.test(path) ? '' : readFileSync(join(root, path), 'utf8')]),
    ),
  );
}

/** A repository of these files, path to text. */
export function repositoryOf(texts: Readonly<Record<string, string>>): Repository {
  return {
    files: Object.entries(texts).map(([path, text]) => {
      const isSource = /\.(ts|tsx|mjs)$/.test(path);
      const code = isSource ? codeOf(text) : '';
      return { path, text, code, imports: isSource ? importsOf(text, code) : [] };
    }),
  };
}

/** The number of the line that a place in a text is on. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let place = text.indexOf('\n'); place !== -1 && place < index; place = text.indexOf('\n', place + 1)) line += 1;
  return line;
}

/** Sources that are run by tests alone: they may do what the product may not. */
export function isTestCode(path: string): boolean {
  return /\.(test|test-support|cases)\.tsx?$/.test(path) || /(^|\/)test-[a-z-]+\.ts$/.test(path) || /^(e2e|bench)\//.test(path);
}
