import { isTestCode, type Repository, type RepositoryFile, type Violation } from './repository.ts';

/** Every file of core that does something has its test beside it. Types and plain tables do nothing. */
export function checkCoreTests({ files }: Repository): readonly Violation[] {
  const paths = new Set(files.map(({ path }) => path));
  return files
    .filter((file) => isCoreSource(file) && doesSomething(file) && !paths.has(file.path.replace(/\.ts$/, '.test.ts')))
    .map(({ path }) => {
      const test = path.replace(/\.ts$/, '.test.ts');
      return { path, what: 'it has no test beside it.', instead: `Write ${test}: sentences of the trade, one idea each.` };
    });
}

function isCoreSource({ path }: RepositoryFile): boolean {
  return path.startsWith('packages/core/src/') && path.endsWith('.ts') && !path.endsWith('.d.ts') && !isTestCode(path);
}

function doesSomething({ code }: RepositoryFile): boolean {
  return /\bfunction\b|\bclass\b|=>/.test(withoutTypes(code));
}

/** Takes the type declarations out, each from its first word to the semicolon that is not inside of braces. */
function withoutTypes(code: string): string {
  let rest = '';
  let from = 0;
  for (const { index } of code.matchAll(/^(?:export\s+)?(?:declare\s+)?(?:type|interface)\s/gm)) {
    if (index < from) continue;
    rest += code.slice(from, index);
    from = endOfDeclaration(code, index);
  }
  return rest + code.slice(from);
}

function endOfDeclaration(code: string, from: number): number {
  let depth = 0;
  for (let place = from; place < code.length; place += 1) {
    if ('({['.includes(code[place] ?? ' ')) depth += 1;
    if (')}]'.includes(code[place] ?? ' ')) depth -= 1;
    if (code[place] === ';' && depth === 0) return place + 1;
  }
  return code.length;
}
