import { relative } from 'node:path';
import type { TestModule } from 'vitest/node';

type Thrown = { readonly message: string };

/** The part of vitest's report that is told. */
export type FailedModule = Pick<TestModule, 'moduleId' | 'ok'> & {
  readonly errors: () => readonly Thrown[];
  readonly children: {
    allTests: () => Iterable<{ fullName: string; result: () => { readonly state: string; readonly errors?: readonly Thrown[] } }>;
  };
};

const CHARACTERS_MAX = 300;

/**
 * A line for each test that failed or never finished, for each file that failed outside its tests, and for each error that no test caught:
 * at the end of a long run the reader, who may have no more than its last lines, sees what it was.
 */
export function failureLines(modules: Iterable<FailedModule>, unhandled: readonly Thrown[], root: string): readonly string[] {
  const lines: string[] = [];
  for (const module of modules) {
    const file = relative(root, module.moduleId);
    const failed = [...module.children.allTests()].filter((test) => !['passed', 'skipped'].includes(test.result().state));
    for (const test of failed) lines.push(lineOf(`${file} › ${test.fullName}`, test.result().errors ?? []));
    if (failed.length === 0 && !module.ok()) lines.push(lineOf(file, module.errors()));
  }
  for (const error of unhandled) lines.push(lineOf('outside every test', [error]));
  return lines;
}

function lineOf(where: string, errors: readonly Thrown[]): string {
  const why = errors[0]?.message ?? 'it never finished';
  return `FAILED: ${where}: ${why.replaceAll(/\s+/g, ' ').slice(0, CHARACTERS_MAX)}`;
}
