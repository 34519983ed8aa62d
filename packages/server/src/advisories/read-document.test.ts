import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { readDocument } from './read-document.ts';
import { ReadingLane } from './reading-lane.ts';
import { exampleText } from './raw-document.test-support.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const conformance = join(sharedData, 'conformance/csaf-2.0');
type Case = { readonly name: string; readonly valid: boolean };
type TestCase = { readonly id: string; readonly group: string; readonly failures?: readonly Case[]; readonly valid?: readonly Case[] };

test('a valid document has no problems', async () => {
  expect(await readDocument(bytesOf(exampleText()))).toMatchObject({ kind: 'read', value: { trackingId: 'MER-2026-001' }, problems: [] });
});

test.skipIf(!existsSync(conformance))(
  'of the documents of the standard, each that fails a mandatory test says which; each that is valid says nothing',
  async () => {
    const { tests } = JSON.parse(readFileSync(join(conformance, 'testcases.json'), 'utf8')) as { tests: readonly TestCase[] };
    const wrong: string[] = [];
    for (const { id, group, failures = [], valid = [] } of tests.filter((one) => one.group === 'mandatory')) {
      for (const { name } of [...failures, ...valid]) {
        const reading = await readDocument(readFileSync(join(conformance, name)));
        const isFailure = failures.some((one) => one.name === name);
        const told = reading.problems.map(({ source }) => source);
        const isRight = isFailure ? told.includes(`CSAF 2.0 §${id}`) : told.length === 0;
        if (reading.kind !== 'read' || !isRight) wrong.push(`${group} ${id} ${name}: ${told.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  },
);

test.skipIf(!existsSync(conformance))('recommended and informative tests run when they are asked for', async () => {
  const bytes = readFileSync(join(conformance, 'optional/oasis_csaf_tc-csaf_2_0-2021-6-2-01-01.json'));
  expect((await readDocument(bytes)).problems).toEqual([]);
  expect((await readDocument(bytes, 'CLEAR', 'every-test')).problems).toContainEqual(
    expect.objectContaining({ code: 'csaf-6-2-1', source: 'CSAF 2.0 §6.2.1' }),
  );
});

test('a CSAF 2.1 document is validated by the tests of 2.1', async () => {
  const reading = await readDocument(bytesOf(exampleText({ csaf_version: '2.1', distribution: { tlp: { label: 'WHITE' } } })));
  expect(reading).toMatchObject({ kind: 'read', value: { formatVersion: '2.1' } });
  expect(reading.problems).toContainEqual(expect.objectContaining({ at: '/document/distribution/tlp/label', source: 'CSAF 2.1 §3.2.2' }));
});

test('a document of 60 MB is read without holding up the server', async () => {
  const text = exampleText({ notes: [{ category: 'summary', text: 'x'.repeat(60_000_000) }] });
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 20);
  const reading = await readDocument(bytesOf(text));
  clearInterval(ticking);
  expect(reading).toMatchObject({ kind: 'read', value: { trackingId: 'MER-2026-001' } });
  expect(ticks).toBeGreaterThan(5);
});

test('a document made to keep the validator busy does not hold up those behind it', async () => {
  // Every status names a product that is not there, and each is looked for among all: quadratic in the library.
  const ids = Array.from({ length: 8_000 }, (_, place) => `CSAFPID-${place}-${'x'.repeat(20)}`);
  const product_tree = { full_product_names: ids.map((product_id) => ({ product_id, name: product_id })) };
  const missing = ids.map((id) => `${id}-x`);
  const vulnerabilities = [{ product_status: { known_affected: missing, fixed: missing, recommended: missing } }];
  const ended: string[] = [];
  const hostile = readDocument(bytesOf(exampleText({}, { id: 'MER-SLOW' }, { product_tree, vulnerabilities }))).finally(() =>
    ended.push('hostile'),
  );
  await readDocument(bytesOf(exampleText())).finally(() => ended.push('small'));
  const reading = await hostile;
  expect(ended).toEqual(['small', 'hostile']);
  expect(reading).toMatchObject({ kind: 'read', value: { trackingId: 'MER-SLOW' } });
  // Of 24,000 findings of one kind the first are told and the rest is counted.
  expect(reading.problems.filter(({ code }) => code === 'csaf-6-1-1').at(-1)?.message).toBe('The same stands at 23980 more places.');
});

test('a document that takes the process down is given up, and those sent with it are read by the next one', async () => {
  const lane = new ReadingLane({ memoryMb: 48, answerMsMax: 120_000 });
  const ask = (text: string) => lane.ask({ bytes: bytesOf(text), unlabelledAs: 'CLEAR', validation: 'none' });
  const tooMuch = `{"document":[${'{"a":{}},'.repeat(2_000_000)}{}]}`;
  const answers = await Promise.all([ask(exampleText()), ask(tooMuch), ask(exampleText({}, { id: 'MER-BEHIND' }))]);
  expect(answers).toMatchObject([{ kind: 'read' }, undefined, { kind: 'read', value: { trackingId: 'MER-BEHIND' } }]);
});

test('a process that only read documents ends by itself', () => {
  const program = `
    const { readDocument } = await import(${JSON.stringify(join(import.meta.dirname, 'read-document.ts'))});
    console.log((await readDocument(new TextEncoder().encode('{}'))).kind);`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', timeout: 30_000 }).trim()).toBe(
    'unreadable',
  );
});
