import { isTestCode, type Repository, type Violation } from './repository.ts';
import { targetOf } from './rooms.ts';

/** Sources that are started rather than imported; those that package.json names come on top. The bundler starts its settings and what they put in another's place. */
const STARTED =
  /\.test\.tsx?$|\.d\.ts$|^vitest\.config\.ts$|^packages\/[a-z]+\/src\/main\.tsx?$|^packages\/[a-z]+\/bin\/|^packages\/web\/(vite\.config|src\/lib\/no-schemas)\.ts$|^bench\/[^/]+\.ts$/;

/** A file that nobody imports is dead: neither is one that its own test alone keeps alive. */
export function checkDeadFiles({ files }: Repository): readonly Violation[] {
  const imported = new Set<string>();
  for (const file of files) {
    for (const { specifier } of file.imports) {
      const target = targetOf(file.path, specifier);
      if (target !== undefined && file.path !== target.replace(/\.ts$/, '.test.ts')) imported.add(target);
    }
  }
  const scripts = files.find(({ path }) => path === 'package.json')?.text ?? '';
  return files
    .filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path) && !STARTED.test(path) && !imported.has(path) && !scripts.includes(path))
    .map(({ path }) => ({
      path,
      what: isTestCode(path) ? 'no test imports it.' : 'nobody imports it (its own test does not count).',
      instead: 'Use it or delete it; history remembers.',
    }));
}
