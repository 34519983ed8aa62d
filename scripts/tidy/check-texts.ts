import { isTestCode, lineAt, type Repository, type RepositoryFile, type Violation } from './repository.ts';

/**
 * What the portal says stands in its one catalogue: no text in a page, no key that nothing says, the same keys and names to fill in in both
 * languages, and no key twice. A scanner of our own formatted sources, as source-text.ts is: a case that it gets wrong becomes a row in its test.
 */
export function checkTexts({ files }: Repository): readonly Violation[] {
  const web = files.filter(({ path }) => path.startsWith('packages/web/src/') && !isTestCode(path));
  const catalogues = web.filter(({ path }) => CATALOGUE.test(path));
  const sources = web.filter(({ path }) => /\.tsx?$/.test(path) && !CATALOGUE.test(path));
  const dutch = catalogues.filter(({ path }) => path.endsWith('.nl.ts')).flatMap(textsOf);
  const english = catalogues.filter(({ path }) => path.endsWith('.en.ts')).flatMap(textsOf);
  return [
    ...sources.filter(({ path }) => path.endsWith('.tsx')).flatMap(literals),
    ...unused(dutch, sources),
    ...missing(dutch, english, 'English'),
    ...missing(english, dutch, 'Dutch'),
    ...twice(dutch),
    ...unknownNames(dutch, english),
  ];
}

const CATALOGUE = /\/(?:[a-z-]+-)?texts\.(?:nl|en)\.ts$/;

/** Between two tags, or a tag and an expression. A `>` of a comparison stands apart, one of an arrow behind `=`. */
const BETWEEN_TAGS = /(?<=[\w"'}\]/)]|^\s*\/?)>(?=\s*[\p{L}\p{N}])([^<>{};=]*\p{L}[^<>{};=]*)(?=<|\{)/gmu;
/** A text as the whole of an expression between tags. */
const IN_EXPRESSION = /(?:>|\}|^)\s*\{\s*(['"`])([^'"`\n]*\p{L}[^'"`\n]*)\1\s*\}/gmu;
/** In what is read out or shown beside. */
const IN_ATTRIBUTE =
  /\s(aria-label|aria-description|aria-roledescription|aria-valuetext|alt|title|placeholder|label|help|legend)=(?:"([^"]*\p{L}[^"]*)"|\{\s*(['"`])([^'"`\n]*\p{L}[^'"`\n]*)\3\s*\})/gu;

function literals({ path, text, code }: RepositoryFile): readonly Violation[] {
  const between = [...code.matchAll(BETWEEN_TAGS)]
    .filter(
      ({ 1: said = '', index }) => !isKey(code, index) && hasWords(said) && !/^\s*(?:extends|as|satisfies|\?|\|\||&&|=>)\s/.test(said),
    )
    .map(({ 1: said = '', index }) => ({ said, index: index + 1 + said.search(/\S/) }));
  const inExpressions = [...text.matchAll(IN_EXPRESSION)].map(({ 2: said = '', index }) => ({ said, index }));
  const inAttributes = [...text.matchAll(IN_ATTRIBUTE)].map((match) => ({ said: match[2] ?? match[4] ?? '', index: match.index }));
  return [...between, ...[...inExpressions, ...inAttributes].filter(({ index, said }) => isCode(text, code, index) && hasWords(said))].map(
    ({ said, index }) => ({
      path,
      line: lineAt(text, index),
      what: `it says "${said.trim().slice(0, 40)}" itself.`,
      instead: "Give it a key in the texts of its word, Dutch and English, and say that: say('word.key').",
    }),
  );
}

/** The name of a key on the keyboard is the same in every language. */
function isKey(code: string, index: number): boolean {
  return code.slice(0, index + 1).endsWith('<kbd>');
}

/** Outside of comments and strings: its first mark that is no space is still there. */
function isCode(text: string, code: string, index: number): boolean {
  const place = index + text.slice(index).search(/\S/);
  return code[place] === text[place];
}

/** What is filled in says nothing itself, and the standards' own words are the same in every language. */
function hasWords(said: string): boolean {
  return /\p{L}/u.test(said.replace(/\$\{[^}]*\}?/g, '').replace(/\b(?:TLP|CVE|CVSS|EPSS|KEV|SSVC)\b/g, ''));
}

type Text = { readonly key: string; readonly said: string; readonly path: string; readonly line: number };

function textsOf({ path, text }: RepositoryFile): readonly Text[] {
  return [...text.matchAll(/^ {2}'([^'\n]+)':\s*(['"`])((?:\\.|(?!\2)[^\\])*)\2/gm)].map(({ 1: key = '', 3: said = '', index }) => ({
    key,
    said,
    path,
    line: lineAt(text, index),
  }));
}

/** A key is said where a string of a source is it, or a template can become it; one of `_one` and `_other` by what comes before. */
function unused(texts: readonly Text[], sources: readonly RepositoryFile[]): readonly Violation[] {
  const strings = new Set<string>();
  const templates: RegExp[] = [];
  for (const { text } of sources) {
    for (const [, , said = ''] of text.matchAll(/(['"])([a-z][\w.-]*)\1/g)) strings.add(said);
    for (const [, said = ''] of text.matchAll(/`([a-z][^`\n]*\$\{[^`\n]*)`/g)) templates.push(templateOf(said));
  }
  return texts
    .filter(({ key }) => {
      const base = key.replace(/_(?:one|other)$/, '');
      return !strings.has(base) && !templates.some((template) => template.test(base));
    })
    .map(({ key, path, line }) => ({ path, line, what: `nothing says ${key}.`, instead: 'Say it, or delete it in both languages.' }));
}

/** `queue.state.${state}` can become any key that begins so. */
function templateOf(said: string): RegExp {
  const parts = said.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.+')}$`);
}

function missing(there: readonly Text[], here: readonly Text[], language: string): readonly Violation[] {
  const keys = new Set(here.map(({ key }) => key));
  return there
    .filter(({ key }) => !keys.has(key))
    .map(({ key, path, line }) => ({ path, line, what: `${key} has no ${language} text.`, instead: 'Write it in both languages.' }));
}

/** Of two the catalogue keeps the one that it reads last. */
function twice(texts: readonly Text[]): readonly Violation[] {
  const first = new Map<string, Text>();
  return texts.flatMap((text) => {
    const before = first.get(text.key);
    if (before === undefined) first.set(text.key, text);
    if (before === undefined) return [];
    const what = `${text.key} stands in ${before.path} too: one of the two is never said.`;
    return [{ path: text.path, line: text.line, what, instead: 'Give one of them another key, or say the same one.' }];
  });
}

/** A name to fill in that the Dutch text does not have is never filled in: the pages are checked by the Dutch texts. */
function unknownNames(dutch: readonly Text[], english: readonly Text[]): readonly Violation[] {
  const names = (said: string) => [...said.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  const base = (key: string) => key.replace(/_(?:one|other)$/, '');
  const known = Map.groupBy(dutch, ({ key }) => base(key));
  return english.flatMap(({ key, said, path, line }) => {
    const filled = new Set((known.get(base(key)) ?? []).flatMap((one) => names(one.said)));
    return names(said)
      .filter((name) => !filled.has(name))
      .map((name) => ({
        path,
        line,
        what: `${key} has {{${name}}}, which its Dutch text has not.`,
        instead: 'Use the names of the Dutch text: those are filled in.',
      }));
  });
}
