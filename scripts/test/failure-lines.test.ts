import { expect, test } from 'vitest';
import { failureLines, type FailedModule } from './failure-lines.ts';

type Thrown = { readonly message: string };
type Told = { readonly state: string; readonly errors?: readonly Thrown[] };

function file(
  name: string,
  told: readonly Told[],
  isOk = false,
  errors: readonly Thrown[] = [],
  ofSuites: readonly Thrown[] = [],
): FailedModule {
  return {
    moduleId: `/project/${name}`,
    ok: () => isOk,
    errors: () => errors,
    children: {
      allTests: () => told.map((result, number) => ({ fullName: `sentence ${number}`, result: () => result })),
      allSuites: () => ofSuites.map((error, number) => ({ fullName: `suite ${number}`, errors: () => [error] })),
    },
  };
}

test('what failed is told with its file, its sentence and why, in one line', () => {
  const module = file('a.test.ts', [{ state: 'passed' }, { state: 'failed', errors: [{ message: 'expected 1\n  to be 2' }] }]);
  expect(failureLines([module], [], '/project')).toEqual(['FAILED: a.test.ts › sentence 1: expected 1 to be 2']);
});

test('a test that never finished, a file that cannot be loaded and an error that no test caught are told too', () => {
  const modules = [file('b.test.ts', [{ state: 'pending' }]), file('c.test.ts', [], false, [{ message: 'no such file' }])];
  expect(failureLines(modules, [{ message: 'socket hang up' }], '/project')).toEqual([
    'FAILED: b.test.ts › sentence 0: it never finished',
    'FAILED: c.test.ts: no such file',
    'FAILED: outside every test: socket hang up',
  ]);
});

test('a hook that broke is told with its suite or its file, also where a test failed beside it', () => {
  const failed = { state: 'failed', errors: [{ message: 'expected 1 to be 2' }] };
  const module = file('f.test.ts', [failed, { state: 'skipped' }], false, [{ message: 'no database' }], [{ message: 'no browser' }]);
  expect(failureLines([module], [], '/project')).toEqual([
    'FAILED: f.test.ts › sentence 0: expected 1 to be 2',
    'FAILED: f.test.ts › suite 0: no browser',
    'FAILED: f.test.ts: no database',
  ]);
  expect(failureLines([file('g.test.ts', [])], [], '/project')).toEqual(['FAILED: g.test.ts: it never finished']);
});

test('of what a program said at length the beginning is told, and the end, where it says why it ended', () => {
  const said = `forewarn start ended with 1:\n\u001B[90m${'{"level":"info"}\n'.repeat(100)}\u001B[39mforewarn: The port is taken.\n`;
  const [line] = failureLines([file('h.test.ts', [{ state: 'failed', errors: [{ message: said }] }])], [], '/project');
  expect(line).toMatch(/: forewarn start ended with 1: \{"level":"info"\}.* … .*forewarn: The port is taken\.$/);
});

test('a run that went well tells nothing, and a long reason is cut', () => {
  expect(failureLines([file('d.test.ts', [{ state: 'passed' }, { state: 'skipped' }], true)], [], '/project')).toEqual([]);
  const [line] = failureLines([file('e.test.ts', [{ state: 'failed', errors: [{ message: 'x'.repeat(5_000) }] }])], [], '/project');
  expect(line?.length).toBeLessThan(560);
});
