/** One import, re-export or `import()` of a source. */
export type Import = { readonly specifier: string; readonly typeOnly: boolean; readonly line: number };

const STATIC = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+\sfrom\s+)?(['"])([^'"\n]+)\2/gm;
const DYNAMIC = /\bimport\(\s*(['"])([^'"\n]+)\1\s*\)/g;
/** A worker or a file beside the source: `new URL('./x.ts', import.meta.url)`. */
const BESIDE = /\bnew URL\(\s*(['"])(\.[^'"\n]+\.m?[jt]s)\1\s*,\s*import\.meta\.url\s*\)/g;

/** `code` is the same text as `codeOf` leaves it, so that an import within a string counts for nothing. */
export function importsOf(text: string, code: string = codeOf(text)): readonly Import[] {
  const found: Import[] = [];
  const add = (index: number, specifier: string | undefined, typeOnly: boolean) => {
    if (specifier !== undefined && code[index] === text[index])
      found.push({ specifier, typeOnly, line: text.slice(0, index).split('\n').length });
  };
  for (const match of text.matchAll(STATIC))
    add(match.index + match[0].search(/\S/), match[3], match[1] !== undefined || namesTypesAlone(match[0]));
  for (const match of text.matchAll(DYNAMIC)) add(match.index, match[2], false);
  for (const match of text.matchAll(BESIDE)) add(match.index, match[2], false);
  return found;
}

/** `import { type A, type B } from …` */
function namesTypesAlone(statement: string): boolean {
  const names = /\{([^}]*)\}/
    .exec(statement)?.[1]
    ?.split(',')
    .filter((name) => name.trim() !== '');
  return (
    /^[ \t]*import\s*\{/.test(statement) &&
    names !== undefined &&
    names.length > 0 &&
    names.every((name) => name.trim().startsWith('type '))
  );
}

/**
 * The text with comments, strings, regular expressions and the insides of templates blanked out: what is left is code. Lines stay where
 * they are, and so do backticks, because a tag before one is code.
 * A scanner of a page, not a parser: good enough for our own formatted sources, and a case that it gets wrong becomes a row in its test.
 */
export function codeOf(text: string): string {
  const out: string[] = [];
  /** For each template that we are inside of, the depth of braces at which its `${` ends. */
  const templates: number[] = [];
  let depth = 0;
  let place = 0;
  const copy = (count = 1) => {
    out.push(text.slice(place, place + count));
    place += count;
  };
  const blankTo = (end: number) => {
    out.push(text.slice(place, end).replace(/[^\n]/g, ' '));
    place = end;
  };
  while (place < text.length) {
    const two = text.slice(place, place + 2);
    const one = two[0] ?? '';
    if (two === '//' || (place === 0 && two === '#!')) blankTo(endOfLine(text, place));
    else if (two === '/*') blankTo(after(text, '*/', place + 2));
    else if (one === "'" || one === '"') blankTo(endOfQuoted(text, place, one));
    else if (one === '`') {
      copy();
      blankTemplate(place);
    } else if (one === '/' && beginsExpression(text, place)) blankTo(endOfPattern(text, place));
    else if (one === '}' && templates.at(-1) === depth) {
      templates.pop();
      depth -= 1;
      blankTemplate(place + 1);
    } else {
      if (one === '{') depth += 1;
      if (one === '}') depth -= 1;
      copy();
    }
  }
  return out.join('');

  /** Blanks a template's text from where we are, up to its end or the next `${`. */
  function blankTemplate(from: number): void {
    let end = from;
    while (end < text.length && text[end] !== '`' && text.slice(end, end + 2) !== '${') end += text[end] === '\\' ? 2 : 1;
    const opens = text[end] === '$';
    blankTo(Math.min(text.length, end + (opens ? 2 : 0)));
    if (!opens) return copy();
    depth += 1;
    templates.push(depth);
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end + mark.length;
}

function endOfQuoted(text: string, from: number, quote: string): number {
  let end = from + 1;
  while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
  return Math.min(text.length, end + 1);
}

/** A slash begins a regular expression where a value is expected. */
function beginsExpression(text: string, place: number): boolean {
  const before = text.slice(Math.max(0, place - 60), place).trimEnd();
  return before === '' || /[(,=:[!&|?{};+<>]$|\b(?:return|typeof|case|of|in|=>)$/.test(before);
}

function endOfPattern(text: string, from: number): number {
  let inClass = false;
  for (let end = from + 1; end < text.length && text[end] !== '\n'; end += 1) {
    const one = text[end];
    if (one === '\\') end += 1;
    else if (one === '[') inClass = true;
    else if (one === ']') inClass = false;
    else if (one === '/' && !inClass) return end + 1;
  }
  return from + 1;
}
