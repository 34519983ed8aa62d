import { isTestCode, lineAt, type Repository } from './repository.ts';

export type MeasuredFunction = { readonly path: string; readonly line: number; readonly name: string; readonly lines: number };

/** The longest functions of the product, longest first. A long one is a question, not a fault: is there a second noun in it? */
export function longestFunctions({ files }: Repository, count = 10): readonly MeasuredFunction[] {
  return files
    .filter(({ path }) => /^packages\/[a-z]+\/src\/.*\.tsx?$/.test(path) && !isTestCode(path))
    .flatMap(({ path, code }) => functionsIn(path, code))
    .toSorted((a, b) => b.lines - a.lines || (a.path < b.path ? -1 : 1))
    .slice(0, count);
}

function functionsIn(path: string, code: string): readonly MeasuredFunction[] {
  return [...code.matchAll(/\bfunction\s*\*?\s*([A-Za-z_$][\w$]*)/g)].flatMap(({ 1: name = '', index }) => {
    const open = bodyOf(code, index);
    if (open === undefined) return [];
    const line = lineAt(code, index);
    return [{ path, line, name, lines: lineAt(code, closeOf(code, open)) - line + 1 }];
  });
}

/** Where the body opens: the first brace after the parameters that is not part of a type. */
function bodyOf(code: string, from: number): number | undefined {
  let place = closeOf(code, code.indexOf('(', from)) + 1;
  for (let depth = 0; place < code.length; place += 1) {
    const one = code[place];
    if (one === ';' && depth === 0) return undefined; // a declaration alone
    if (one === '{' && depth === 0 && !/[:|&<,]\s*$/.test(code.slice(from, place))) return place;
    if (one === '{' || one === '<' || one === '(') depth += 1;
    if (one === '}' || one === ')' || (one === '>' && code[place - 1] !== '=')) depth -= 1;
  }
  return undefined;
}

function closeOf(code: string, open: number): number {
  let depth = 0;
  for (let place = open; place < code.length; place += 1) {
    if ('({['.includes(code[place] ?? ' ')) depth += 1;
    if (')}]'.includes(code[place] ?? ' ')) depth -= 1;
    if (depth === 0) return place;
  }
  return code.length;
}
