import type * as Fs from 'node:fs';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test, vi } from 'vitest';
import { makeFileOnce, replaceFile } from './whole-file.ts';

// A share that knows no hard links, while `isShare` says so.
const { share } = vi.hoisted(() => ({ share: { isShare: false } }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const linkSync: typeof fs.linkSync = (from, to) => {
    if (share.isShare) throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
    fs.linkSync(from, to);
  };
  return { ...fs, linkSync };
});

const folder = mkdtempSync(join(tmpdir(), 'forewarn-files-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Looks at the file without pause, and counts how often it is there and is not one of the two lengths. */
const WATCHER = `
  const { readFileSync } = require('node:fs');
  const { parentPort, workerData: { path, lengths, flags } } = require('node:worker_threads');
  let seen = 0;
  let broken = 0;
  Atomics.store(flags, 0, 1);
  Atomics.notify(flags, 0);
  while (Atomics.load(flags, 1) === 0) {
    try {
      seen += 1;
      if (!lengths.includes(readFileSync(path).length)) broken += 1;
    } catch {
      seen -= 1;
    }
  }
  parentPort.postMessage({ seen, broken });
`;

test('whoever looks while a file is made or replaced sees none or the whole of one', async () => {
  const path = join(folder, 'watched');
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const watcher = new Worker(WATCHER, { eval: true, workerData: { path, lengths: [40_000, 20_000], flags } });
  const told = new Promise<{ seen: number; broken: number }>((done, fail) => {
    watcher.once('message', done);
    watcher.once('error', fail);
  });
  Atomics.wait(flags, 0, 0, 10_000);
  for (let time = 0; time < 300; time += 1) {
    makeFileOnce(path, () => 'a'.repeat(40_000));
    replaceFile(path, 'b'.repeat(20_000));
    rmSync(path);
  }
  Atomics.store(flags, 1, 1);
  const { seen, broken } = await told;
  expect(seen).toBeGreaterThan(0);
  expect(broken).toBe(0);
});

test('of two that make it at once both have what the first wrote, and no draft is left', () => {
  const path = join(folder, 'new', 'key');
  makeFileOnce(path, () => {
    makeFileOnce(path, () => 'the first');
    return 'the second';
  });
  makeFileOnce(path, () => expect.fail('asked for what is there'));
  expect(readFileSync(path, 'utf8')).toBe('the first');
  expect(readdirSync(join(folder, 'new'))).toEqual(['key']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('where there are no hard links a file is made once too', () => {
  share.isShare = true;
  const path = join(folder, 'share', 'key');
  makeFileOnce(path, () => {
    makeFileOnce(path, () => 'the first');
    return 'the second';
  });
  share.isShare = false;
  expect(readFileSync(path, 'utf8')).toBe('the first');
  expect(readdirSync(join(folder, 'share'))).toEqual(['key']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('what cannot be placed leaves no draft', () => {
  const path = join(folder, 'a-folder');
  mkdirSync(join(path, 'with-something'), { recursive: true });
  expect(() => replaceFile(path, 'x')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
});
