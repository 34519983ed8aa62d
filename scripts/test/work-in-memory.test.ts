import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { workInMemory } from './work-in-memory.ts';

const parent = mkdtempSync(join(tmpdir(), 'forewarn-memory-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe.runIf(process.platform === 'linux')('what tests throw away lies in memory', () => {
  it('where there is room, in a folder that a database of another user reaches, and that is gone afterwards', () => {
    const place = workInMemory(parent, 8e9);
    expect(place?.folder.startsWith(parent)).toBe(true);
    expect(statSync(place?.folder ?? '').mode & 0o777).toBe(0o755);
    writeFileSync(join(place?.folder ?? '', 'left'), 'x');
    place?.end();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('and not where memory is short, or there is no such place', () => {
    expect(workInMemory(parent, 5e9)).toBeUndefined();
    expect(workInMemory(join(parent, 'no-such-place'), 8e9)).toBeUndefined();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('a run that was killed leaves nothing for long: the next one ends its database and takes its folder away', async () => {
    const gone = spawn('true');
    await once(gone, 'close');
    const left = join(parent, `forewarn-test-${gone.pid}-abc`);
    mkdirSync(join(left, 'database'), { recursive: true });
    const postgres = join(left, 'postgres');
    writeFileSync(postgres, '#!/bin/sh\nwhile :; do sleep 0.05; done\n');
    chmodSync(postgres, 0o755);
    const database = spawn(postgres, ['-D', join(left, 'database')]);
    await once(database, 'spawn');
    const ended = once(database, 'close');
    workInMemory(parent, 8e9)?.end();
    expect((await ended)[1]).toBe('SIGQUIT');
    expect(existsSync(left)).toBe(false);
  });

  it('of a run that is still going on nothing is touched', () => {
    const others = join(parent, `forewarn-test-${process.pid}-abc`);
    mkdirSync(others);
    workInMemory(parent, 8e9)?.end();
    expect(existsSync(others)).toBe(true);
    rmSync(others, { recursive: true });
  });
});
