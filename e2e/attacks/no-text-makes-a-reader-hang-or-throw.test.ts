import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { attack, type Tally } from './attack.ts';
import type { Said } from './parser-thread.ts';
import { hostileTextsFor, PARSERS } from './parsers.ts';

/** Of the processor, for one text of at most 20,000 characters: an expression that goes back over its steps takes minutes. */
const CPU_MS_MAX = 1_500;
/** Of the clock, for one text: then the thread is ended and the text has got through. */
const PATIENCE_MS = 60_000;

test('the readers are tried with thousands of texts', () => {
  const count = Object.values(PARSERS).reduce((sum, parser) => sum + [...hostileTextsFor(parser)].length, 0);
  expect(count).toBeGreaterThan(5_000);
});

/** Readers that are reached inside of one that is tried, or that read what is our own; each with which or why. */
const NOT_TRIED: Readonly<Record<string, string>> = {
  // Inside of `readAdvisory`.
  ...Object.fromEntries(
    [
      'readAdvisoryJson',
      'readCsaf',
      'readCve',
      'readNvd',
      'readOsv',
      'readAffected',
      'readAffectedPackages',
      'readApplicability',
      'readCveScores',
      'readDate',
      'readEvents',
      'readExploitStatus',
      'readExploitation',
      'readNotes',
      'readProductTree',
      'readScore',
      'readScores',
      'readSsvc',
      'readStatedVersions',
      'readVulnerabilities',
      'readTlp',
      'readKevDay',
      'readDetails',
    ].map((name) => [name, 'readAdvisory']),
  ),
  // Inside of `readInventory` and `readRelations`.
  ...Object.fromEntries(
    [
      'readCycloneDx',
      'readSpdx',
      'readItemsJson',
      'readInventoryJson',
      'readInventoryText',
      'readTable',
      'readSheets',
      'readLine',
      'readExposure',
      'readImportance',
      'readQuantity',
      'readRelation',
      'readRelationsTable',
      'readVersion',
      'readExactVersion',
      'readConstraints',
      'readNativeRange',
    ].map((name) => [name, 'readInventory']),
  ),
  // Inside of `readInstitutions`.
  ...Object.fromEntries(
    [
      'readInstitutionsTable',
      'readInstitutionLines',
      'readInstitutionEntry',
      'readContactEntry',
      'readContactRole',
      'readSector',
      'readLanguage',
    ].map((name) => [name, 'readInstitutions']),
  ),
  readTextParts: 'readWarningText',
  readSignInProviders: 'a file of the operator',
  readCveLog: 'CVE_LOG',
  readNvdPage: 'NVD_PAGES',
};

test('every reader of core, of sources and of what comes back is tried, or is said to be inside of one that is', async () => {
  const packages = join(import.meta.dirname, '../../packages');
  const rooms = ['core/src', 'server/src/advisories/sources', 'server/src/deliveries/channels/email/keys', 'server/src/audit'];
  const readers = new Set<string>();
  for (const room of rooms)
    for (const file of await readdir(join(packages, room), { recursive: true })) {
      if (!file.endsWith('.ts') || /[.](?:test|test-support|cases)[.]ts$/.test(file)) continue;
      const source = await readFile(join(packages, room, file), 'utf8');
      for (const [, name = ''] of source.matchAll(/^export function ((?:read|parse|decode)[A-Z]\w*)\(/gm)) readers.add(name);
    }
  const tried = await readFile(join(import.meta.dirname, 'parsers.ts'), 'utf8');
  const left = [...readers].filter((name) => !new RegExp(`\\b${name}\\b`).test(tried) && NOT_TRIED[name] === undefined);
  expect(readers.size).toBeGreaterThan(60);
  expect(left, 'give it a line in parsers.ts').toEqual([]);
  expect(Object.keys(NOT_TRIED).filter((name) => !readers.has(name))).toEqual([]);
});

for (const name of Object.keys(PARSERS)) attack(`${name}: read or refused, never thrown, in bounded time`, (tally) => readAll(tally, name));

/** All texts of one parser in a thread of its own, that is ended where it does not come back. */
async function readAll({ held }: Tally, name: string): Promise<void> {
  const thread = new Worker(new URL('./parser-thread.ts', import.meta.url), {
    workerData: name,
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  let reading = 'the start';
  try {
    await new Promise<void>((resolve) => {
      const giveUp = () => {
        held(`${reading} is still being read`, false);
        resolve();
      };
      let timer = setTimeout(giveUp, PATIENCE_MS);
      thread.on('message', (said: Said) => {
        if (said.kind === 'done') return resolve();
        if (said.kind === 'begins') {
          reading = said.what;
          return undefined;
        }
        clearTimeout(timer);
        timer = setTimeout(giveUp, PATIENCE_MS);
        held(`${said.what} threw ${said.threw}`, said.threw === undefined);
        if (said.threw === undefined && said.cpuMs > CPU_MS_MAX) held(`${said.what} took ${Math.round(said.cpuMs)} ms`, false);
        return undefined;
      });
      thread.on('error', (cause) => {
        held(`${reading} ended the thread: ${String(cause)}`, false);
        resolve();
      });
      thread.on('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  } finally {
    await thread.terminate();
  }
}
