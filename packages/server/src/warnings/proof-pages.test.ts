import { expect, test } from 'vitest';
import { examplePack } from './example-pack.test-support.ts';
import { proofPages } from './proof-pages.ts';

/** What stands under a heading, as one text. */
function under(heading: string, language: 'nl' | 'en' = 'nl'): string {
  const { parts } = proofPages(examplePack(), language);
  const from = parts.findIndex((part) => part.kind === 'heading' && part.text === heading);
  const to = parts.findIndex((part, place) => place > from && part.kind === 'heading' && part.level === 2);
  return JSON.stringify(parts.slice(from + 1, to === -1 ? undefined : to));
}

test('what was told, when, through what, read, answered and reminded each has its place, in the words of the reader', () => {
  expect(under('Wat is gemeld')).toContain('Nu handelen');
  expect(under('Wat is gemeld')).toContain('Fortinet FortiGate 7.4.1 (zeker)');
  expect(under('Waarlangs en wanneer')).toContain('aangenomen door de ontvangende server');
  expect(under('Gelezen')).toContain('waarschuwing gelezen');
  expect(under('Antwoorden')).toContain('Wij zijn ermee bezig');
  expect(under('Antwoorden')).toContain('niet bevestigd');
  expect(under('Answers', 'en')).toContain('not confirmed');
});

test('only what repeats a message is a reminder', () => {
  const rows = JSON.parse(under('Herinnerd'))[0].rows;
  expect(rows).toHaveLength(1);
});

test('it is never freer than what it says of the institution, and says so on every page', () => {
  expect(proofPages(examplePack(), 'nl').label).toMatch(/^TLP:AMBER\+STRICT · /);
  const pack = examplePack();
  const red = { ...pack, told: pack.told.map((one) => ({ ...one, tlp: 'RED' })) };
  expect(proofPages(red, 'nl').label).toMatch(/^TLP:RED · /);
});

test('a table that is too long for paper says how much more there is', () => {
  const pack = examplePack();
  const read = Array.from({ length: 250 }, () => pack.read[0]).filter((one) => one !== undefined);
  expect(JSON.stringify(proofPages({ ...pack, read }, 'nl').parts)).toContain('En nog 50.');
});
