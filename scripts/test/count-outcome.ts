import type { TestModule } from 'vitest/node';

export type Outcome = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** The part of vitest's report that is counted. */
export type CountedModule = Pick<TestModule, 'errors' | 'ok'> & {
  readonly children: { allTests: () => Iterable<{ result: () => { readonly state: string } }> };
};

/**
 * Counts tests. A file that fails outside its tests (it can't be loaded, a hook broke) counts as one failure where none of its tests
 * failed, and so does each error that no test caught: otherwise a run could be red with nothing failed.
 */
export function countOutcome(modules: Iterable<CountedModule>, unhandledErrors: number): Outcome {
  let passed = 0;
  let failed = unhandledErrors;
  let skipped = 0;
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      else if (state === 'skipped') skipped += 1;
      else failedHere += 1; // failed, or never finished
    }
    failed += failedHere === 0 && !module.ok() ? 1 : failedHere;
  }
  return { passed, failed, skipped };
}
