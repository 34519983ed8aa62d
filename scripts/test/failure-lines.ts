import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { TestModule } from 'vitest/node';

type Thrown = { readonly message: string };
type Told = { readonly fullName: string };

/** The part of vitest's report that is told. */
export type FailedModule = Pick<TestModule, 'moduleId' | 'ok'> & {
  readonly errors: () => readonly Thrown[];
  readonly children: {
    allTests: () => Iterable<Told & { result: () => { readonly state: string; readonly errors?: readonly Thrown[] } }>;
    /** What stands between a file and its tests: `describe`. */
    allSuites: () => Iterable<Told & { errors: () => readonly Thrown[] }>;
  };
};

const HEAD_CHARACTERS_MAX = 300;
const TAIL_CHARACTERS_MAX = 200;

/**
 * A line for each test that failed or never finished, for each suite and file that failed outside its tests (a hook broke, it cannot be loaded),
 * and for each error that no test caught: at the end of a long run the reader, who may have no more than its last lines, sees what it was.
 */
export function failureLines(modules: Iterable<FailedModule>, unhandled: readonly Thrown[], root: string): readonly string[] {
  return [
    ...[...modules].flatMap((module) => linesOf(module, relative(root, module.moduleId))),
    ...unhandled.map((one) => lineOf('outside every test', one)),
  ];
}

function linesOf(module: FailedModule, file: string): readonly string[] {
  const { children } = module;
  const failed = [...children.allTests()].filter((test) => !['passed', 'skipped'].includes(test.result().state));
  const lines = [
    ...failed.map((test) => lineOf(`${file} › ${test.fullName}`, test.result().errors?.[0])),
    ...[...children.allSuites()].flatMap((suite) => suite.errors().map((error) => lineOf(`${file} › ${suite.fullName}`, error))),
    ...module.errors().map((error) => lineOf(file, error)),
  ];
  return lines.length === 0 && !module.ok() ? [lineOf(file, undefined)] : lines;
}

function lineOf(where: string, error: Thrown | undefined): string {
  return `FAILED: ${where}: ${inOneLine(error?.message ?? 'it never finished')}`;
}

/** Of a message of many lines its beginning and its end: what a program said last is mostly why it ended. */
function inOneLine(message: string): string {
  const text = stripVTControlCharacters(message).replaceAll(/\s+/g, ' ').trim();
  if (text.length <= HEAD_CHARACTERS_MAX + TAIL_CHARACTERS_MAX) return text;
  return `${text.slice(0, HEAD_CHARACTERS_MAX)} … ${text.slice(-TAIL_CHARACTERS_MAX)}`;
}
