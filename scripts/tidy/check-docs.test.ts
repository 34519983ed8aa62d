import { expect, test } from 'vitest';
import { checkDocs } from './check-docs.ts';
import { repositoryOf } from './repository.ts';

function found(texts: Readonly<Record<string, string>>): readonly string[] {
  return checkDocs(repositoryOf(texts)).map(({ what }) => what);
}

test("a place on somebody's machine is found, in any text", () => {
  expect(found({ 'docs/a.md': `See ${['', 'home', 'karin', 'x'].join('/')}.` })).toEqual([
    expect.stringContaining('a place on one machine'),
  ]);
});

test('a link that leads nowhere is found; one to a file, a folder or the web is not', () => {
  const text = '[a](b.md) [c](../README.md) [d](https://cert.example) [e](decisions/) [f](#here)';
  expect(found({ 'docs/a.md': text, 'README.md': '', 'docs/decisions/README.md': '' })).toEqual(['the link to b.md leads nowhere.']);
});

test('a README of more than two screens is too long', () => {
  expect(found({ 'README.md': 'line\n'.repeat(101) })).toEqual(['it has 101 lines.']);
});

test('a room without its word in the glossary is found', () => {
  const files = { 'packages/core/src/advisories/advisory.ts': '', 'packages/server/src/warnings/warning.ts': '' };
  expect(found({ ...files, 'docs/glossary.md': '| **advisory** |' })).toEqual(['the word of the room warnings is missing.']);
});

test('decisions are numbered without gaps, in their headings too', () => {
  expect(found({ 'docs/decisions/001-a.md': '# 001 · A\n', 'docs/decisions/003-b.md': '# 003 · B\n' })).toEqual([
    'it should have the number 002.',
  ]);
  expect(found({ 'docs/decisions/001-a.md': '# A\n' })).toEqual([expect.stringContaining('its heading')]);
});
