import { lineAt, type Repository, type Violation } from './repository.ts';

/**
 * A function that is exported is used by another file (a test counts); else it is dead, or nobody's business but its own file's. Types and
 * tables are left alone: they also say what a function takes and gives.
 */
export function checkExports({ files }: Repository): readonly Violation[] {
  const sources = files.filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path));
  const usedIn = new Map<string, string>();
  const usedMore = new Set<string>();
  // A page is loaded by its name: withWords(() => import('…'), 'QueuePage', 'queue').
  for (const { text } of sources) for (const [, name = ''] of text.matchAll(/import\('[^']+'\), '(\w+)'[,)]/g)) usedMore.add(name);
  for (const { path, code } of sources) {
    for (const word of new Set(code.match(/[A-Za-z_$][\w$]*/g))) {
      const earlier = usedIn.get(word);
      if (earlier === undefined) usedIn.set(word, path);
      else usedMore.add(word);
    }
  }
  return sources
    .filter(({ path }) => /^(packages\/[a-z]+\/src|scripts)\//.test(path) && !path.endsWith('.d.ts'))
    .flatMap(({ path, code }) =>
      [...code.matchAll(/^export\s+(?:async\s+)?(?:function\s*\*?|class)\s+([A-Za-z_$][\w$]*)/gm)]
        .filter(({ 1: name = '' }) => !usedMore.has(name))
        .map(({ 1: name = '', index }) => ({
          path,
          line: lineAt(code, index),
          what: `nobody uses the export ${name}.`,
          instead: 'Drop the word "export", or the whole of it.',
        })),
    );
}
