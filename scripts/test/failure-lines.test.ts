import { expect, test } from 'vitest';
import { failureLines, type FailedModule } from './failure-lines.ts';

type Told = { readonly state: string; readonly errors?: readonly { readonly message: string }[] };

function file(name: string, told: readonly Told[], isOk = false, errors: readonly { readonly message: string }[] = []): FailedModule {
  return {
    moduleId: `/project/${name}`,
    ok: () => isOk,
    errors: () => errors,
    children: { allTests: () => told.map((result, number) => ({ fullName: `sentence ${number}`, result: () => result })) },
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

test('a run that went well tells nothing, and a long reason is cut', () => {
  expect(failureLines([file('d.test.ts', [{ state: 'passed' }, { state: 'skipped' }], true)], [], '/project')).toEqual([]);
  const [line] = failureLines([file('e.test.ts', [{ state: 'failed', errors: [{ message: 'x'.repeat(5_000) }] }])], [], '/project');
  expect(line?.length).toBeLessThan(400);
});
