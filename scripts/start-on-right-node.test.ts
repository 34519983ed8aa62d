import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
/** Makes the Node that runs us believe that it is an old one; what it starts does not hear of it. */
const OLD = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.1.0'}})`;

const run = (file: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', OLD, file, ...args], { encoding: 'utf8' });

test.each(['packages/server/bin/forewarn.mjs', 'packages/agent/bin/forewarn-agent.mjs'])(
  'on an old Node, %s starts on the one that came with the packages',
  (bin) => {
    const { status, stdout, stderr } = run(join(ROOT, bin), '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: forewarn/);
  },
);

test('its exit code is that of the command', () => {
  expect(run(join(ROOT, 'packages/agent/bin/forewarn-agent.mjs'), 'wran').status).toBe(2);
});

test('where no other Node came with the packages, one line says what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-node-'));
  try {
    cpSync(join(ROOT, 'scripts/start-on-right-node.mjs'), join(folder, 'start.mjs'));
    writeFileSync(
      join(folder, 'bin.mjs'),
      `import { startOnRightNode } from './start.mjs';\nawait startOnRightNode('forewarn', '${join(folder, 'main.ts')}');\n`,
    );
    const { status, stderr } = run(join(folder, 'bin.mjs'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^forewarn: Node 20\.1\.0 is too old\. Install Node 24 .*\n$/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
