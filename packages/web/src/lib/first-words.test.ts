import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_PARTS, CATALOGUE_PARTS, type CataloguePart } from './catalogue-parts.ts';

const WEB = join(import.meta.dirname, '..');
/** Every page has these around it. */
const FRAME = ['main.tsx', 'app/shell.tsx', 'app/not-found-page.tsx', 'components/fault-state.tsx'];
/** What a part's own page alone opens, though the frame has it. */
const KEYS_OF_THE_QUEUE = 'app/key-help.tsx';

const keys = new Map<string, CataloguePart>();
for (const part of ALL_PARTS)
  for (const key of Object.keys((await CATALOGUE_PARTS[part].nl()).texts)) keys.set(key.replace(/_(?:one|other)$/, ''), part);

test('both languages have every part, with the same keys', async () => {
  for (const part of ALL_PARTS) {
    const [nl, en] = await Promise.all([CATALOGUE_PARTS[part].nl(), CATALOGUE_PARTS[part].en()]);
    expect(Object.keys(en.texts).toSorted()).toEqual(Object.keys(nl.texts).toSorted());
  }
});

test('every page that asks for some parts alone says nothing of another: no reader sees a key in the place of words', () => {
  const router = readFileSync(join(WEB, 'app/router.tsx'), 'utf8');
  const before = readFileSync(join(WEB, 'app/before-signing-in.ts'), 'utf8');
  const pages = [...`${router}\n${before}`.matchAll(/withWords\(\(\) => import\('([^']+)'\), '\w+', ([^)]+)\)/g)];
  expect(pages.length).toBeGreaterThan(4);
  const frame = reached(FRAME.map((path) => join(WEB, path)));
  expect(saidElsewhere(frame, ['first'])).toEqual([]);
  for (const [, path = '', parts = ''] of pages) {
    const named = [...parts.matchAll(/'(\w+)'/g)].map(([, part = '']) => part);
    expect(saidElsewhere(reached([join(WEB, 'app', path)]), ['first', ...named])).toEqual([]);
  }
});

/** Modules that these import, at once or later; pages of the router, and what asks for its words itself, are none of theirs. */
function reached(begin: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const waiting = [...begin];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || /\/(?:router\.tsx|before-signing-in\.ts|ask-again\.tsx|refusal-words\.ts|catalogue[\w.-]*)$/.test(path)) continue;
    seen.add(path);
    const text = readFileSync(path, 'utf8').replace(/^import type[^;]*;/gm, '');
    for (const [, from = ''] of text.matchAll(/(?:from |import\()'(\.[^']+\.tsx?)'/g)) waiting.push(join(dirname(path), from));
  }
  return [...seen].filter((path) => existsSync(path));
}

/** Keys that these say of parts that are not loaded. A template must become one of a part that is. */
function saidElsewhere(paths: readonly string[], parts: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    if (path.endsWith(KEYS_OF_THE_QUEUE)) return [];
    const text = readFileSync(path, 'utf8');
    const strings = [...text.matchAll(/(['"])([a-z][\w.-]*)\1/g)].map(([, , said = '']) => said);
    const missing = strings.filter((said) => keys.has(said) && !parts.includes(keys.get(said) ?? ''));
    const templates = [...text.matchAll(/`([a-z][^`\n]*\$\{[^`\n]*)`/g)].filter(([, said = '']) => {
      const becomes = [...keys].filter(([key]) => templateOf(said).test(key));
      return becomes.length > 0 && !becomes.some(([, part]) => parts.includes(part));
    });
    return [...missing, ...templates.map(([, said = '']) => said)].map((said) => `${relative(WEB, path)}: ${said}`);
  });
}

function templateOf(said: string): RegExp {
  const parts = said.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.+')}$`);
}
